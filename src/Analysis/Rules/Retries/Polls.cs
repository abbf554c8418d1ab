using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// <c>while (!ready) { try { ready = (await Describe(table)).Status == Active; await Task.Delay(pause); } catch (TableNotFoundException) { } }</c>: it asks until the answer is the one that it waits for. It goes round after a good answer as well, and what it catches is an
/// answer, too: not there yet. No layer below tries that again, so that nothing multiplies.
/// </summary>
internal static class Polls
{
    private static readonly string[] NotYet = ["NotFound", "DoesNotExist", "NotExist", "NoSuch"];

    public static bool Are(ControlFlow flow, Loop loop, RegionFact region)
    {
        var body = flow.Body;
        return SaysNotYet(region)
            && LoopFinder.ComesRound(body, region, loop.Head, [.. loop.Blocks])
            && body.Regions.All(other => other == region || !other.IsCatch || SaysNotYet(other) || !loop.Contains(FirstOf(other)) || !other.Handler.Any(loop.Contains));

        static int FirstOf(RegionFact region) => region.Try.Count > 0 ? region.Try[0] : -1;
    }

    private static bool SaysNotYet(RegionFact region) =>
        region.Catches?.Name is { } name && Array.Exists(NotYet, word => name.IndexOf(word, StringComparison.Ordinal) >= 0);
}
