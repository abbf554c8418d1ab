namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What can be reached from any entry point, with the shortest path to each method: one search from all of them at once, so that its cost does not grow with their number. What is reached for certain
/// on a critical path comes first, then what is reached for certain otherwise, then the rest.
/// </summary>
internal sealed class EntryReach
{
    private readonly Dictionary<MethodNode, (EntryPoint Entry, CallEdge? Edge)> _arrival = [];
    private readonly HashSet<MethodNode> _certain = [];
    private readonly List<MethodNode> _order = [];
    private readonly Func<MethodNode, bool> _isCut;
    private readonly Func<CallEdge, bool> _follows;

    /// <param name="isCut">Methods that a path may not pass; a cut entry point reaches nothing.</param>
    /// <param name="follows">Which calls a path may take; null for all.</param>
    public EntryReach(IReadOnlyList<EntryPoint> entries, Func<MethodNode, bool>? isCut = null, Func<CallEdge, bool>? follows = null)
    {
        _isCut = isCut ?? (static _ => false);
        _follows = follows ?? (static _ => true);
        Walk(entries.Where(e => e.IsCritical), onlyCertain: true);
        Walk(entries.Where(e => !e.IsCritical), onlyCertain: true);
        Walk(entries.Where(e => e.IsCritical), onlyCertain: false);
        Walk(entries.Where(e => !e.IsCritical), onlyCertain: false);
    }

    /// <summary>Everything reached; what is reached for certain before what is not, nearer before farther.</summary>
    public IReadOnlyList<MethodNode> Reached => _order;

    public bool Reaches(MethodNode node) => _arrival.ContainsKey(node);

    public bool IsCertain(MethodNode node) => _certain.Contains(node);

    /// <summary>The entry point that the shortest path to a reached method begins at.</summary>
    public EntryPoint EntryOf(MethodNode node) => _arrival[node].Entry;

    /// <summary>The edges from the entry point to a reached method; empty for the entry point itself.</summary>
    public IReadOnlyList<CallEdge> PathTo(MethodNode node)
    {
        var path = new List<CallEdge>();
        for (var edge = _arrival[node].Edge; edge is not null; edge = _arrival[edge.From].Edge)
        {
            path.Add(edge);
        }

        path.Reverse();
        return path;
    }

    private void Walk(IEnumerable<EntryPoint> entries, bool onlyCertain)
    {
        var queue = new Queue<MethodNode>();
        foreach (var entry in entries)
        {
            if (!_arrival.ContainsKey(entry.Node) && !_isCut(entry.Node))
            {
                Arrive(entry.Node, entry, null, onlyCertain);
                queue.Enqueue(entry.Node);
            }
        }

        if (!onlyCertain)
        {
            queue = new(_order);
        }

        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            foreach (var edge in node.Edges)
            {
                if ((edge.Certain || !onlyCertain) && !_arrival.ContainsKey(edge.To) && _follows(edge) && !_isCut(edge.To) && !(edge.Via is not null && _isCut(edge.Via)))
                {
                    Arrive(edge.To, _arrival[node].Entry, edge, onlyCertain);
                    queue.Enqueue(edge.To);
                }
            }
        }
    }

    private void Arrive(MethodNode node, EntryPoint entry, CallEdge? edge, bool certain)
    {
        _arrival.Add(node, (entry, edge));
        _order.Add(node);
        if (certain)
        {
            _certain.Add(node);
        }
    }
}
