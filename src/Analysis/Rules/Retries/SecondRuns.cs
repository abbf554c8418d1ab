using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>A delegate that a method runs once more because it has failed: <c>try { await work(token); } catch (TimeoutException) { await Task.Delay(300, token); await work(token); }</c>.</summary>
internal static class SecondRuns
{
    /// <summary>The layer around the first run, if that is what a site is.</summary>
    public static RetryLayer? Of(MethodNode node, int site)
    {
        var sites = node.Method.Sites;
        if (site < 0 || sites[site] is not { Target.Name: "Invoke", Receiver.Kind: ValueKind.Parameter } first)
        {
            return null;
        }

        var body = node.Method.Body;
        var region = body.Regions.FirstOrDefault(r => r.IsCatch && r.Try.Contains(body.BlockOfSite[site]));
        return region is not null && Enumerable.Range(site + 1, sites.Count - site - 1).Any(i => IsSame(first, sites[i]) && region.Handler.Contains(body.BlockOfSite[i]))
            ? new(RetryKind.Loop, "second attempt", new(2), node, site)
            : null;
    }

    /// <summary>The same delegate, and what it is handed is the same.</summary>
    private static bool IsSame(SiteFact first, SiteFact again) => again.Target.Name == "Invoke" && again.Receiver == first.Receiver && again.Arguments.SequenceEqual(first.Arguments);
}
