using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Handlers that answer a failure by doing the same again, in another way or after a repair: <c>catch (IOException) { Directory.Delete(path, true); }</c>, <c>catch (ConnectionLost) { await ConnectAsync(); await SendAsync(message); }</c>. What fails then
/// gets out of the handler.
/// </summary>
internal static class RepeatedWork
{
    public static bool Is(MethodNode node, RegionFact region, FailureAnalysis analysis)
    {
        var method = node.Method;
        var failed = Enumerable.Range(0, method.Sites.Count)
            .Where(i => region.Try.Contains(method.Body.BlockOfSite[i]) && analysis.Failures.Thrown(node, i) is not null)
            .Select(i => method.Sites[i])
            .FirstOrDefault();

        // Where only a later step is done, such as to say that all is done, what came first is not made up for.
        return failed is not null && Enumerable.Range(0, method.Sites.Count).Any(i =>
            region.Handler.Contains(method.Body.BlockOfSite[i])
            && IsSame(failed, method.Sites[i])
            && !analysis.Acknowledgements.Is(method.Sites[i].Target)
            && !OwnFailures.IsEnding(method.Sites[i].Target.Name)
            && analysis.Failures.Thrown(node, i) is not null
            && !IsGuarded(node, region, method.Body.BlockOfSite[i], analysis));
    }

    /// <summary>The same member, whatever its overload. What is deleted has to be the same thing: to remove what was half done is no second attempt.</summary>
    private static bool IsSame(SiteFact failed, SiteFact again) =>
        again.Kind is SiteKind.Call or SiteKind.VirtualCall
        && failed.Target.Name == again.Target.Name && failed.Target.Type == again.Target.Type
        && (!OwnFailures.IsDeletion(again.Target.Name) || (IsKnown(again) && failed.Receiver == again.Receiver && Values.Argument(failed, 0) == Values.Argument(again, 0)));

    private static bool IsKnown(SiteFact call) => Values.Argument(call, 0).Kind != ValueKind.Unknown || (call.Arguments.Count == 0 && call.Receiver.Kind != ValueKind.Unknown);

    /// <summary>Whether a second failure ends in the handler, and nobody is told there.</summary>
    private static bool IsGuarded(MethodNode node, RegionFact region, int block, FailureAnalysis analysis)
    {
        var regions = node.Method.Body.Regions;
        for (var r = 0; r < regions.Count; r++)
        {
            if (regions[r].IsCatch && regions[r] != region && regions[r].Try.Contains(block) && regions[r].Try.All(region.Handler.Contains) && analysis.Fate.IsSilent(node, r))
            {
                return true;
            }
        }

        return false;
    }
}
