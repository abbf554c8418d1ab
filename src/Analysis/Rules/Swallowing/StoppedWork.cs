using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Clauses that only take what fails once somebody has said that the work is to end: <c>catch when (stop.IsCancellationRequested) { }</c>. Whatever else fails gets past them. A source that the method makes itself is its own time limit, and
/// ends nothing.
/// </summary>
internal static class StoppedWork
{
    public static bool Is(MethodNode node, RegionFact region)
    {
        if (region.Kind != RegionKind.Filter || region.Filter.Count == 0)
        {
            return false;
        }

        var (sites, body) = (node.Method.Sites, node.Method.Body);
        List<int> asked = [.. Enumerable.Range(0, sites.Count).Where(i => region.Filter.Contains(body.BlockOfSite[i]))];
        return asked.FindAll(i => sites[i].Target.Name == "get_IsCancellationRequested") is { Count: 1 } tokens
            && asked.TrueForAll(i => sites[i].Kind == SiteKind.FieldRead || (sites[i].Target.ParameterCount == 0 && sites[i].Target.Name.StartsWith("get_", StringComparison.Ordinal)))
            && body.Blocks[region.Filter[region.Filter.Count - 1]] is { WhenTrue: >= 0, WhenFalse: < 0 }
            && region.Filter.Count(b => body.Blocks[b] is { IsTest: true }) <= TypesAsked(node, region)
            && !IsOwn(node.Method, sites[tokens[0]].Receiver);
    }

    /// <summary>The type of the clause, and one that the filter lets in beside the question: <c>when (e is IOException &amp;&amp; stop.IsCancellationRequested)</c>.</summary>
    private static int TypesAsked(MethodNode node, RegionFact region) =>
        Handlers.ChoosesType(node, region) ? (Handlers.Chosen(node, region) is null ? 0 : 2) : 1;

    private static bool IsOwn(MethodFact method, ValueFact asked)
    {
        for (var steps = 0; steps < 3 && Values.Source(method, asked) is { } source; steps++)
        {
            if (source.Target is { Type: "System.Threading.CancellationTokenSource", Name: ".ctor" or "CreateLinkedTokenSource" })
            {
                return true;
            }

            asked = source.Receiver;
        }

        return false;
    }
}
