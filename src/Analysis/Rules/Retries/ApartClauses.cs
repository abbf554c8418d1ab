using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// When clauses of which one takes nothing that another one has tried and given up on: inside <c>when (e.IsTransient)</c> tries again what may pass, outside <c>when (e.SqlState == "3D000")</c> waits for one answer, mends what that speaks of, and begins anew.
/// </summary>
internal static class ApartClauses
{
    /// <summary>Whether a clause lets in nothing but answers that no other attempt changes.</summary>
    public static bool PicksAnswers(MethodFact method, RegionFact region)
    {
        var asked = SitesIn(method, region).ToList();
        return region.Kind == RegionKind.Filter
            && asked.Exists(i => IsAnswer(method, method.Sites[i]))
            && asked.TrueForAll(i => IsState(method.Sites[i]) || IsAnswer(method, method.Sites[i]));
    }

    /// <summary>Whether a clause lets in nothing but what may pass by itself.</summary>
    public static bool PicksOutages(CodeGraph graph, MethodNode node, RegionFact region)
    {
        var method = node.Method;
        return region.Kind == RegionKind.Filter
            && (PickedOutages.Are(graph, node, region) || SitesIn(method, region).Any(i => method.Sites[i] is { Target.Name: "get_IsTransient", Receiver.Kind: ValueKind.Caught } && Decides(method, region, i)));
    }

    /// <summary>Whether a clause takes nothing when a question is answered with no: it is the only one, or one of several that all have to be answered.</summary>
    private static bool Decides(MethodFact method, RegionFact region, int question)
    {
        var blocks = method.Body.Blocks;
        var tests = region.Filter.Where(b => blocks[b].Next.Count > 1 && blocks[b].Tested.Kind != ValueKind.Caught).ToList();
        var own = method.Body.BlockOfSite[question];
        return tests.Count == 0 || (blocks[own].IsTest && blocks[own].Tested == Values.ResultOf(question) && tests.TrueForAll(b => blocks[b].Next.Contains(blocks[own].WhenFalse)));
    }

    private static bool IsState(SiteFact site) => site is { Target.Name: "get_SqlState", Receiver.Kind: ValueKind.Caught };

    /// <summary><c>e.SqlState == "3D000"</c>, and no deadlock or lost connection.</summary>
    private static bool IsAnswer(MethodFact method, SiteFact site) =>
        site is { Target: { Type: "System.String", Name: "op_Equality" }, Arguments.Count: 2 }
        && site.Arguments.FirstOrDefault(a => a.Kind == ValueKind.Text) is { Text: { } text } && site.Arguments.Any(a => a.Kind == ValueKind.Text)
        && site.Arguments.Select(a => Values.Source(method, a)).FirstOrDefault(s => s is not null) is { } getter && IsState(getter)
        && !OutageCodes.IsOutage(getter.Target, text);

    private static IEnumerable<int> SitesIn(MethodFact method, RegionFact region) =>
        Enumerable.Range(0, method.Sites.Count).Where(i => region.Filter.Contains(method.Body.BlockOfSite[i]) && method.Sites[i].Kind != SiteKind.FieldRead);
}
