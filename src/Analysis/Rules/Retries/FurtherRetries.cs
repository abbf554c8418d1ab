using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <param name="Path">From the method in which the retry begins to the one in question.</param>
internal sealed record FurtherRetry(RetryLayer Layer, IReadOnlyList<CallEdge> Path, bool Certain)
{
    public MethodNode Begins => Path[0].From;

    public MethodNode Node => Path[Path.Count - 1].To;

    /// <summary>The call that the retry has run again; null when it is written in the retry itself.</summary>
    public CallEdge? Call => Path.FirstOrDefault(e => !e.To.Method.Has(Facts.MethodTraits.Lambda));
}

/// <summary>
/// Retries that lead where another one leads as well. A search from all at once comes to each method once, and names one of them; who mends that one would break the build with the next, and a retry that somebody adds would go unseen.
/// </summary>
/// <param name="begins">What begins with a call, for its target; null for nothing.</param>
/// <param name="follows">Which calls are followed from there, the first one included.</param>
internal sealed class FurtherRetries(EntryReach reach, Func<CallEdge, RetryLayer?> begins, Func<CallEdge, bool> follows)
{
    /// <param name="targets">What has been found for somebody.</param>
    /// <param name="told">The retries that have been named, which are not named again.</param>
    /// <param name="paths">The calls on the way from those: a retry on it is part of what has been said.</param>
    public IEnumerable<FurtherRetry> To(ICollection<MethodNode> targets, IEnumerable<RetryLayer> told, IEnumerable<CallEdge> paths)
    {
        if (targets.Count == 0)
        {
            yield break;
        }

        var named = new HashSet<RetryLayer>(told);
        var said = new HashSet<CallEdge>(paths);
        var ends = new HashSet<MethodNode>(targets);
        var leading = Leading(ends);
        foreach (var edge in reach.Reached.SelectMany(node => node.Edges).Where(e => leading.Contains(e.To) && !said.Contains(e) && Follows(e)))
        {
            if (begins(edge) is { } layer && !named.Contains(layer) && (Nearest(edge, ends, leading, onlyCertain: true) ?? Nearest(edge, ends, leading, onlyCertain: false)) is { } path)
            {
                named.Add(layer);
                yield return new(layer, path, reach.IsCertain(edge.From) && path.All(e => e.Certain));
            }
        }
    }

    private bool Follows(CallEdge edge) => edge.Mode != Catalogues.RunMode.Later && edge.To != edge.From && follows(edge);

    /// <summary>Everything from which one of the targets can be come to.</summary>
    private HashSet<MethodNode> Leading(IEnumerable<MethodNode> targets)
    {
        var callers = reach.Reached.SelectMany(n => n.Edges).Where(Follows).ToLookup(e => e.To, e => e.From);
        var leading = new HashSet<MethodNode>(targets);
        var queue = new Queue<MethodNode>(leading);
        while (queue.Count > 0)
        {
            foreach (var caller in callers[queue.Dequeue()].Where(leading.Add))
            {
                queue.Enqueue(caller);
            }
        }

        return leading;
    }

    private List<CallEdge>? Nearest(CallEdge first, HashSet<MethodNode> ends, HashSet<MethodNode> leading, bool onlyCertain)
    {
        if ((onlyCertain && !first.Certain) || Doubts.After(0, first) is not { } doubts)
        {
            return null;
        }

        var before = new Dictionary<MethodNode, CallEdge> { [first.To] = first };
        var queue = new Queue<(MethodNode Node, int Doubts)>([(first.To, doubts)]);
        while (queue.Count > 0)
        {
            var (node, had) = queue.Dequeue();
            if (ends.Contains(node))
            {
                return Back(node, first, before);
            }

            // What begins another retry is that one's.
            foreach (var edge in node.Edges.Where(e => leading.Contains(e.To) && !before.ContainsKey(e.To) && e.To != first.From && (e.Certain || !onlyCertain) && Follows(e) && begins(e) is null))
            {
                if (Doubts.After(had, edge) is { } has)
                {
                    before.Add(edge.To, edge);
                    queue.Enqueue((edge.To, has));
                }
            }
        }

        return null;
    }

    private static List<CallEdge> Back(MethodNode node, CallEdge first, Dictionary<MethodNode, CallEdge> before)
    {
        List<CallEdge> path = [before[node]];
        while (path[path.Count - 1] != first)
        {
            path.Add(before[path[path.Count - 1].From]);
        }

        path.Reverse();
        return path;
    }
}
