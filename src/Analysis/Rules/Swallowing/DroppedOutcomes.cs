using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Outcomes in which a library hands back a failure instead of throwing it, and at which nobody looks: <c>await policy.ExecuteAndCaptureAsync(…);</c>, <c>await users.AddToRoleAsync(user, role);</c>.
/// </summary>
internal sealed class DroppedOutcomes(RuleContext context)
{
    /// <summary>What says by a property whether it went well.</summary>
    private static readonly HashSet<string> Results = new(StringComparer.Ordinal) { "Microsoft.AspNetCore.Identity.IdentityResult", "Refit.IApiResponse", "Refit.IApiResponse`1", "Refit.ApiResponse`1" };

    public IEnumerable<Swallow> In(MethodNode node)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i].Target is { Name: "ExecuteAndCapture" or "ExecuteAndCaptureAsync" or "ExecuteOutcomeAsync" } target
                && target.Type.StartsWith("Polly.", StringComparison.Ordinal)
                && UnheardAnswers.IsDropped(node.Method, i)
                && Work(node, i) is { } failure)
            {
                yield return new(node, new SiteLocation(node, i), failure, Swallow.Anything, "drops the outcome of", "look at the outcome, run it with Execute");
            }
            else if (sites[i] is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { Returns: { } returns } called } && Results.Contains(Tasks.Answer(returns).Name) && UnheardAnswers.IsDropped(node.Method, i))
            {
                // Who adds what may be there already need not care.
                yield return new(node, new SiteLocation(node, i), new(Names.Member(called), Certain: false, IsEffect: false, [], called), Swallow.Anything, "drops the outcome of", "look at whether it succeeded");
            }
        }
    }

    /// <summary>What the delegate does: one that makes an outcome of its own failure has none that gets out of it.</summary>
    private Failure? Work(MethodNode node, int site) =>
        context.FailureAnalysis.Failures.At(node, site)
        ?? (node.Edges.Where(e => e.Site == site).Select(e => e.To).Any(MakesOutcome) ? Failures.Anything : null);

    private static bool MakesOutcome(MethodNode work) =>
        work.Method.Sites.Any(s => s.Target.Type.StartsWith("Polly.Outcome", StringComparison.Ordinal) && s.Target.Name.StartsWith("FromException", StringComparison.Ordinal));
}
