using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Objects that a body has made for itself: <c>var answer = new Answer(); answer.Token = token;</c>. As long as nobody has been handed one, no context watches it.</summary>
internal static class NewObjects
{
    /// <summary>Whether a value is made in the body, and handed to nobody by the time that control comes to a site.</summary>
    public static bool Are(MethodFact method, ValueFact value, int site) => value.Kind == ValueKind.New && !AreHandedBefore(method, value, site, static _ => true);

    /// <param name="counts">Which calls count as somebody who may keep it.</param>
    public static bool AreHandedBefore(MethodFact method, ValueFact made, int site, Func<SiteFact, bool> counts) =>
        Enumerable.Range(0, method.Sites.Count).Any(s => s != site && method.Flow.CanFollow(s, site) && method.Sites[s].Arguments.Any(a => a == made || a.Elements.Contains(made)) && counts(method.Sites[s]));
}
