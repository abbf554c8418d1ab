using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>A method that runs inside something (a retry, a transaction), with the calls from there to it.</summary>
/// <param name="Edge">The call that led here; the one out of the method that has it when there is no <paramref name="Before"/>.</param>
/// <param name="Doubts">How many of the calls from there are guesses.</param>
internal sealed record Inside<T>(MethodNode Node, T Around, CallEdge Edge, Inside<T>? Before, bool Certain, int Doubts = 0)
    where T : class
{
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

/// <summary>Everything that runs inside one of many things: one search from all of them at once, what is certain first, nearer before farther.</summary>
internal sealed class InsideReach<T>
    where T : class
{
    private readonly HashSet<MethodNode> _seen = [];
    private readonly List<Inside<T>> _order = [];
    private readonly Func<CallEdge, bool> _follows;

    /// <param name="around">Where it counts: what an entry point comes to.</param>
    /// <param name="begins">What begins with a call, for its target; null for nothing.</param>
    /// <param name="follows">Which calls are followed from there, the first one included.</param>
    public InsideReach(EntryReach around, Func<CallEdge, T?> begins, Func<CallEdge, bool> follows)
    {
        _follows = follows;
        foreach (var onlyCertain in new[] { true, false })
        {
            var queue = new Queue<Inside<T>>(onlyCertain ? [] : _order);
            foreach (var node in around.Reached.Where(n => around.IsCertain(n) || !onlyCertain))
            {
                foreach (var edge in node.Edges)
                {
                    if (Takes(edge, 0, onlyCertain) is { } doubts && begins(edge) is { } begun)
                    {
                        Arrive(new(edge.To, begun, edge, null, onlyCertain, doubts), queue);
                    }
                }
            }

            while (queue.Count > 0)
            {
                var at = queue.Dequeue();
                foreach (var edge in at.Node.Edges)
                {
                    if (Takes(edge, at.Doubts, onlyCertain) is { } doubts)
                    {
                        Arrive(new(edge.To, at.Around, edge, at, onlyCertain, doubts), queue);
                    }
                }
            }
        }
    }

    public IReadOnlyList<Inside<T>> Reached => _order;

    /// <summary>The doubts of the path behind a call; null when it is not taken.</summary>
    private int? Takes(CallEdge edge, int doubts, bool onlyCertain) =>
        edge.Mode != RunMode.Later && (edge.Certain || !onlyCertain) && !_seen.Contains(edge.To) && _follows(edge) ? Doubts.After(doubts, edge) : null;

    private void Arrive(Inside<T> arrival, Queue<Inside<T>> queue)
    {
        if (_seen.Add(arrival.Node))
        {
            _order.Add(arrival);
            queue.Enqueue(arrival);
        }
    }
}
