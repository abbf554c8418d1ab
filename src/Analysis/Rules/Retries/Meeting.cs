using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Where a retry and what it repeats meet: the site, in the body that the retry runs again, through which control comes to that. The body is the loop, the delegate that a pipeline or a helper runs, the method that is delivered or
/// declared to be tried again, the handler behind a mediator's behaviour, what a base class of another assembly leaves to the class that derives from it and runs in a loop; and in each of them the lambdas that are written there.
/// </summary>
internal sealed class Meeting(RetryMap retries)
{
    /// <summary>Whether a call leads into the body that a retry runs again, or stays in it.</summary>
    /// <param name="isFirst">It is the call that the retry stands around.</param>
    public bool IsInBody(RetryLayer layer, CallEdge edge, bool isFirst)
    {
        var isWrittenHere = edge.To.Method.Has(MethodTraits.Lambda) && edge.To.Method.Owner == edge.From.Method.Owner && edge.To.Assembly == edge.From.Assembly;
        return isFirst && !isWrittenHere ? layer.Node == edge.To || IsBehaviour(layer, edge) || IsLeftToDerived(layer, edge) : isWrittenHere && !(isFirst && layer.Kind == RetryKind.Loop && IsMadeBefore(layer, edge));
    }

    /// <summary>The site at which a retry and the end of a path meet.</summary>
    /// <param name="begin">Which call of the path the retry stands around.</param>
    /// <param name="end">What is repeated, in the method that the path leads to.</param>
    public (MethodNode Node, int Site) Of(RetryLayer layer, IReadOnlyList<CallEdge> path, int begin, (MethodNode Node, int Site) end)
    {
        for (var i = begin; i < path.Count; i++)
        {
            if (!IsInBody(layer, path[i], isFirst: i == begin))
            {
                return (path[i].From, path[i].Site);
            }
        }

        return end;
    }

    /// <summary><c>protected abstract Task SendOnceAsync(T message, CancellationToken token);</c> in a loop of the class that declares it, in an assembly below: who derives from that writes what the loop is around, as a lambda would be.</summary>
    private static bool IsLeftToDerived(RetryLayer layer, CallEdge edge) =>
        layer.Kind == RetryKind.Loop && layer.Node == edge.From && edge.To.Assembly != edge.From.Assembly
        && edge.Site >= 0 && edge.From.Method.Sites[edge.Site] is { Kind: SiteKind.VirtualCall, Receiver.Kind: ValueKind.This } call && call.Target.Type == edge.From.Method.Type;

    /// <summary>What a behaviour runs next is nothing that somebody wrote there.</summary>
    private static bool IsBehaviour(RetryLayer layer, CallEdge edge) =>
        layer.IsInCode && (layer.Node != edge.From || (edge.Site >= 0 && edge.From.Method.Sites[edge.Site] is { Target.Name: "Invoke", Receiver.Kind: ValueKind.Parameter }));

    /// <summary>A delegate that is made before the loop is no part of it.</summary>
    private bool IsMadeBefore(RetryLayer loop, CallEdge edge)
    {
        var sites = edge.From.Method.Sites;
        return retries.Origins.Makers.TryGetValue(edge.To, out var made) && made.Node == edge.From
            && !Enumerable.Range(0, sites.Count).Any(i => ReferenceEquals(sites[i], made.Site) && retries.LoopsAround(edge.From, i).Contains(loop));
    }
}
