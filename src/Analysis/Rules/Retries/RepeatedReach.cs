using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>A method that a retry comes to, over one site of its body.</summary>
/// <param name="Edge">The call that led here; the one that the retry stands around when there is no <paramref name="Before"/>.</param>
/// <param name="At">The call at which the retry and everything behind it meet; null where the method is part of what the retry runs again.</param>
/// <param name="Doubts">How many of the calls from there are guesses.</param>
internal sealed record Repeated(RetryLayer Layer, CallEdge Edge, Repeated? Before, CallEdge? At, bool Certain, int Doubts)
{
    public MethodNode Node => Edge.To;

    /// <summary>The method in which it begins.</summary>
    public MethodNode Begins => Path[0].From;

    /// <summary>From there to the method. Without recursion: generated code calls itself thousands of levels deep.</summary>
    public IReadOnlyList<CallEdge> Path
    {
        get
        {
            var path = new List<CallEdge>();
            for (var at = this; at is not null; at = at.Before)
            {
                path.Add(at.Edge);
            }

            path.Reverse();
            return path;
        }
    }
}

/// <summary>
/// Everything that retries run again: one search from all of them at once, what is certain first, nearer before farther. Each site at which a retry meets what it repeats is found by itself, so that who mends one has mended what was
/// told of it, and a retry that somebody adds is seen.
/// </summary>
internal sealed class RepeatedReach
{
    private readonly HashSet<(MethodNode To, RetryLayer Layer, MethodNode? From, int Site)> _seen = [];
    private readonly List<Repeated> _order = [];
    private readonly Dictionary<CallEdge, RetryLayer?> _begun = [];
    private readonly HashSet<MethodNode> _leading;
    private readonly Func<CallEdge, RetryLayer?> _begins;
    private readonly Func<CallEdge, bool> _follows;
    private readonly Meeting _meeting;

    /// <param name="around">Where it counts: what an entry point comes to.</param>
    /// <param name="ends">What is asked about.</param>
    /// <param name="begins">What begins with a call, for its target; null for nothing.</param>
    /// <param name="follows">Which calls are followed from there, the first one included.</param>
    public RepeatedReach(EntryReach around, Meeting meeting, HashSet<MethodNode> ends, Func<CallEdge, RetryLayer?> begins, Func<CallEdge, bool> follows)
    {
        _begins = begins;
        _follows = edge => edge.Mode != RunMode.Later && follows(edge);
        _meeting = meeting;
        _leading = Leading(around, ends);
        foreach (var onlyCertain in new[] { true, false })
        {
            var queue = new Queue<Repeated>(onlyCertain ? [] : _order);
            foreach (var edge in around.Reached.Where(n => around.IsCertain(n) || !onlyCertain).SelectMany(n => n.Edges))
            {
                if (Takes(edge, 0, onlyCertain) is { } doubts && Begun(edge) is { } layer)
                {
                    Arrive(new(layer, edge, null, At(layer, edge, isFirst: true), onlyCertain, doubts), queue);
                }
            }

            while (queue.Count > 0)
            {
                var at = queue.Dequeue();
                foreach (var edge in at.Node.Edges)
                {
                    if (Takes(edge, at.Doubts, onlyCertain) is { } doubts && IsStillOf(at.Layer, edge))
                    {
                        Arrive(new(at.Layer, edge, at, at.At ?? At(at.Layer, edge, isFirst: false), onlyCertain, doubts), queue);
                    }
                }
            }
        }

        Reached = _order.FindAll(r => ends.Contains(r.Node));
    }

    public IReadOnlyList<Repeated> Reached { get; }

    /// <summary>What begins another retry is that one's. Only a strategy has all of its transaction run again, whatever has been tried again in it.</summary>
    private bool IsStillOf(RetryLayer layer, CallEdge edge) => Begun(edge) is not { } other || other == layer || layer is { Kind: RetryKind.Strategy, Attempts.IsKnown: true };

    private CallEdge? At(RetryLayer layer, CallEdge edge, bool isFirst) => _meeting.IsInBody(layer, edge, isFirst) ? null : edge;

    /// <summary>The doubts of the path behind a call; null when it is not taken.</summary>
    private int? Takes(CallEdge edge, int doubts, bool onlyCertain) =>
        (edge.Certain || !onlyCertain) && _leading.Contains(edge.To) && _follows(edge) ? Doubts.After(doubts, edge) : null;

    private RetryLayer? Begun(CallEdge edge)
    {
        if (!_begun.TryGetValue(edge, out var layer))
        {
            _begun.Add(edge, layer = _begins(edge));
        }

        return layer;
    }

    private void Arrive(Repeated arrival, Queue<Repeated> queue)
    {
        if (_seen.Add((arrival.Node, arrival.Layer, arrival.At?.From, arrival.At?.Site ?? -1)))
        {
            _order.Add(arrival);
            queue.Enqueue(arrival);
        }
    }

    /// <summary>Everything from which one of the ends can be come to: most of what a retry runs is no matter.</summary>
    private HashSet<MethodNode> Leading(EntryReach around, HashSet<MethodNode> ends)
    {
        var callers = ends.Count == 0 ? null : around.Reached.SelectMany(n => n.Edges).Where(_follows).ToLookup(e => e.To, e => e.From);
        var leading = new HashSet<MethodNode>(ends);
        var queue = new Queue<MethodNode>(ends);
        while (queue.Count > 0)
        {
            foreach (var caller in callers![queue.Dequeue()].Where(leading.Add))
            {
                queue.Enqueue(caller);
            }
        }

        return leading;
    }
}
