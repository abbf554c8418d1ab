using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Requests for a page that a loop which counts makes in each turn, with the number of the page and how many rows it has: <c>new Part { StartIndex = page - 1, Count = size }</c>. A number without a size may as well be a key.
/// </summary>
internal static class PageRequests
{
    private static readonly string[] Sizes = ["Count", "Size", "PageSize", "BatchSize", "ChunkSize", "Limit", "Take", "Top", "Length", "PerPage", "PageLength", "MaxResults", "Rows"];

    /// <summary>Whether a turn of a loop makes such a request, and hands it to somebody.</summary>
    /// <param name="numbers">What the loop counts.</param>
    /// <param name="isTurn">Whether a block belongs to the loop, and to none inside it.</param>
    public static bool AreMade(ControlFlow flow, Loop loop, ICollection<ValueFact> numbers, Func<int, bool> isTurn)
    {
        var method = flow.Method;
        return !GoesThroughList(flow, loop) && Enumerable.Range(0, method.Sites.Count).Any(s =>
            method.Sites[s].Kind == SiteKind.New
            && isTurn(method.Body.BlockOfSite[s])
            && Values.MadeBy(s) is var request
            && method.Sites.Where(set => set.Receiver == request && set.Target.Name.StartsWith("set_", StringComparison.Ordinal)).ToList() is var said
            && said.Exists(SaysWhich)
            && said.Exists(SaysHowMany)
            && method.Sites.Any(call => call.Arguments.Contains(request)));

        bool SaysWhich(SiteFact set) => Pages.IsAsking(set.Target.Name)
            && Values.Argument(set, 0) is var number
            && (number.Kind == ValueKind.Unknown || (Pages.IsOfPage(set.Target.Name) && numbers.Contains(number)));

        bool SaysHowMany(SiteFact set) => Array.IndexOf(Sizes, set.Target.Name.Substring(4)) >= 0
            && Values.Argument(set, 0) is var size
            && size is not ({ Kind: ValueKind.Number, Text: "1" } or { Kind: ValueKind.Unknown })
            && !numbers.Contains(size);
    }

    /// <summary>It counts through something that is there before: <c>i &lt; orders.Count</c>, <c>Enumerable.Range(0, orders.Count)</c>.</summary>
    private static bool GoesThroughList(ControlFlow flow, Loop loop) =>
        flow.Body.Steps.Any(s => s.Kind == StepKind.Walk && loop.Contains(s.Block))
        || flow.Method.Sites.Any(s => s.Target is { Type: "System.Linq.Enumerable", Name: "Range" } && Values.Source(flow.Method, Values.Argument(s, 1)) is { Target.Name: "get_Count" or "get_Length" or "Count" });
}
