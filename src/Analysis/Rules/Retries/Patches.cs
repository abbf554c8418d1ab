using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Requests that change a part of what is there: <c>PatchAsJsonAsync(address, new { TimeEnd = time })</c>. With values that are what they are the second one changes nothing more, with "one more" it does, and the verb says neither.
/// </summary>
internal sealed class Patches(CodeGraph graph)
{
    private const string Verb = "System.Net.Http.HttpMethod";

    /// <param name="saidBy">Who hands the verb over, where the body does not show it.</param>
    public bool Are(EffectSite effect, MethodNode? saidBy)
    {
        var target = effect.Node.Method.Sites[effect.Site].Target;
        return effect.Category == EffectCategory.Http
            && ((target.Type.StartsWith("System.Net.Http.", StringComparison.Ordinal) && (target.Name.StartsWith("Patch", StringComparison.Ordinal) || (target.Name is "Send" or "SendAsync" && IsOnlyVerb((saidBy ?? effect.Node).Method))))
                || graph.Find(target)?.Method.Attributes.Any(a => a.Type == "Refit.PatchAttribute") == true);
    }

    private static bool IsOnlyVerb(MethodFact method)
    {
        var verbs = method.Sites.Where(s => s.Target.Type == Verb && (s.Kind == SiteKind.New || s.Target.Name.StartsWith("get_", StringComparison.Ordinal))).ToList();
        return verbs.Exists(IsPatch) && verbs.TrueForAll(v => IsPatch(v) || v.Target.Name is "get_Get" or "get_Put" or "get_Delete" or "get_Head" or "get_Method");
    }

    private static bool IsPatch(SiteFact verb) =>
        verb.Target.Name == "get_Patch" || (verb.Kind == SiteKind.New && Values.Argument(verb, 0) is { Kind: ValueKind.Text } text && text.Text.Equals("PATCH", StringComparison.OrdinalIgnoreCase));
}
