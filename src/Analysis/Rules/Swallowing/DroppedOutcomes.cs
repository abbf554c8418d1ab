using IntentContracts.Analysis.Catalogues;
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

    private readonly UnheardAnswers _unheard = new(context.Graph);

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
            else if (sites[i] is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { Returns: { } returns } called } && Results.Contains(Tasks.Answer(returns).Name) && called.Name is not ("AccessFailedAsync" or "ResetAccessFailedCountAsync") && UnheardAnswers.IsDropped(node.Method, i))
            {
                // Who adds what may be there already need not care, and whoever has failed to sign in is told so.
                yield return new(node, new SiteLocation(node, i), new(Names.Member(called), Certain: false, IsEffect: false, [], called), Swallow.Anything, "drops the outcome of", "look at whether it succeeded");
            }
            else if (IsYesOrNo(sites[i]) && UnheardAnswers.IsDropped(node.Method, i) && !IsInHandler(node.Method, i) && node.EdgesAt(i).FirstOrDefault(e => e is { Certain: true, Via: null, Mode: RunMode.Inline } && SaysNo(e.To) && IsAskedByNobody(e.To)) is { } edge)
            {
                yield return new(node, new SiteLocation(node, i), new(Names.Short(edge.To), Certain: false, IsEffect: false, [], sites[i].Target), Swallow.Anything, "drops the outcome of", "look at whether it succeeded");
            }
        }
    }

    private static bool IsYesOrNo(SiteFact site) => site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Target.Returns is { } returns && Tasks.Answer(returns).Name == "System.Boolean";

    /// <summary>What is done when something has failed already.</summary>
    public static bool IsInHandler(MethodFact method, int site) => method.Body.Regions.Any(r => r.Handler.Contains(method.Body.BlockOfSite[site])) || method.Name is "Dispose" or "DisposeAsync";

    /// <summary>Nobody in sight asks, and somebody out of sight may: where the code shows every caller, the handler is what is told.</summary>
    private bool IsAskedByNobody(MethodNode node) =>
        !_unheard.Are(node) && context.Graph.CallsBackwards.Of(node).All(c => c is { Site: >= 0, Via: null } && UnheardAnswers.IsDropped(c.From.Method, c.Site));

    /// <summary><c>try { await SendAsync(text); return true; } catch (HttpRequestException) { return false; }</c>: that nothing was changed, nobody else says.</summary>
    private bool SaysNo(MethodNode node) =>
        node.Method.Body.Regions.Any(region => region.IsCatch
            && node.Method.Body.Steps.Where(s => s.Kind == StepKind.Return && region.Handler.Contains(s.Block)).ToList() is { Count: > 0 } answers
            && answers.TrueForAll(s => s.Value is { Kind: ValueKind.Number, Text: "0" })
            && node.Effects.Any(e => e.Changes == true && region.Try.Contains(node.Method.Body.BlockOfSite[e.Site]) && !OwnFailures.IsDeletion(node.Method.Sites[e.Site].Target.Name))
            && !context.FailureAnalysis.Fate.Tells(node, region));

    /// <summary>What the delegate does: one that makes an outcome of its own failure has none that gets out of it.</summary>
    private Failure? Work(MethodNode node, int site) =>
        context.FailureAnalysis.Failures.At(node, site)
        ?? (node.EdgesAt(site).Select(e => e.To).Any(MakesOutcome) ? Failures.Anything : null);

    private static bool MakesOutcome(MethodNode work) =>
        work.Method.Sites.Any(s => s.Target.Type.StartsWith("Polly.Outcome", StringComparison.Ordinal) && s.Target.Name.StartsWith("FromException", StringComparison.Ordinal));
}
