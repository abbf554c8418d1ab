using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// <c>catch (HttpRequestException e) when (e.InnerException is TimeoutException) { goto retry; }</c>: what the clause picks is what a question that nobody has answered yet ends with, and it is asked again, without a bound. A loop that takes something
/// in each turn goes on with the next one instead.
/// </summary>
internal static class LongPolls
{
    private static readonly string[] Takes = ["MoveNext", "Dequeue", "TryDequeue", "Take", "TryTake", "TryPop", "Pop", "Read", "TryRead", "Receive", "Consume", "get_Current"];

    public static bool Are(Flows flows, MethodFact method, RegionFact region) =>
        (region.Kind == RegionKind.Filter || region.Catches?.Name == "System.TimeoutException")
        && region.Try.Count > 0 && region.Handler.Count > 0
        && flows.Of(method).Loops.LastOrDefault(l => l.Contains(region.Try[0]) && region.Handler.All(l.Contains)) is { Turns: 0 } loop
        && region.Handler.All(b => method.Body.Blocks[b].Next.All(loop.Contains))
        && !method.Body.Steps.Any(s => s.Kind == StepKind.Increment && loop.Contains(s.Block))
        && !Enumerable.Range(0, method.Sites.Count).Any(i => loop.Contains(method.Body.BlockOfSite[i]) && !region.Try.Contains(method.Body.BlockOfSite[i]) && IsTaking(method.Sites[i].Target));

    private static bool IsTaking(MethodRef target) => Takes.Any(t => target.Name == t || target.Name == t + "Async");
}
