using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Handlers that tell a broker that a message has been dealt with, and nobody else that it has not: <c>catch (JsonException) { await channel.BasicAckAsync(tag, false); }</c>. The message is gone, whatever the try does: possible, since nobody may miss
/// what cannot be read.
/// </summary>
internal sealed class LostMessages(RuleContext context)
{
    public Swallow? In(MethodNode node, int number)
    {
        var region = node.Method.Body.Regions[number];
        return !Handlers.IsCancellation(node, region)
            && In(node.Method, region.Handler).Any(s => context.FailureAnalysis.Acknowledgements.Is(s.Target))
            && Handled(node.Method, region) is { } handled
            && context.FailureAnalysis.Fate.IsSilent(node, number)
                ? new(
                    node,
                    new SpanLocation(node, region.Span),
                    new(Names.Member(handled.Target), Certain: false, IsEffect: false, []),
                    region.Catches is { Name: not "System.Object" } type ? type : Swallow.Anything,
                    "acknowledges a message after a failure of",
                    "give it back or put it aside, record it")
                : null;
    }

    /// <summary>What was to be done with the message: the last that is called in the try.</summary>
    private SiteFact? Handled(MethodFact method, RegionFact region) =>
        In(method, region.Try).LastOrDefault(s => s.Kind is SiteKind.Call or SiteKind.VirtualCall && !Recording.IsTrivial(s.Target) && !context.FailureAnalysis.Acknowledgements.Is(s.Target));

    private static IEnumerable<SiteFact> In(MethodFact method, IReadOnlyCollection<int> blocks) => method.Sites.Where((_, i) => blocks.Contains(method.Body.BlockOfSite[i]));
}
