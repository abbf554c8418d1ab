using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// <c>if (order.Customer is null) await db.Entry(order).Reference(o => o.Customer).LoadAsync();</c>: a navigation is loaded where nobody has loaded it before. Who has included it does not come to that query.
/// </summary>
internal static class FallbackLoads
{
    private const string Entries = "Microsoft.EntityFrameworkCore.ChangeTracking.";

    /// <summary>The navigations of which a load asks first whether they are there; null where it does not ask.</summary>
    public static IReadOnlyList<MethodNode>? Of(CodeGraph graph, Flows flows, MethodNode node, int site)
    {
        var method = node.Method;
        if (!method.Body.HasTests || !method.Sites[site].Target.Type.StartsWith(Entries, StringComparison.Ordinal) || !method.Sites[site].Target.Name.StartsWith("Load", StringComparison.Ordinal))
        {
            return null;
        }

        var named = method.Sites.Where(s => s.Kind == SiteKind.MethodToken).Select(s => graph.Find(s.Target)).OfType<MethodNode>().Distinct().ToList();
        return flows.Of(method).Known(method.Body.BlockOfSite[site]).Select(known => NullTests.Of(method, known)).Any(known => !known.IsTrue && IsAskedFor(known.Tested)) ? named : null;

        bool IsAskedFor(ValueFact tested) =>
            Values.Source(method, tested) is { Target.HasReceiver: true } asked
            && (asked.Target.Name == "get_IsLoaded"
                || (graph.Find(asked.Target) is { } getter && named.Contains(getter))
                || (asked.Target.Name == "get_Count" && IsAskedFor(asked.Receiver)));
    }
}
