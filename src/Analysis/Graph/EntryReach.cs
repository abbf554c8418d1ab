namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What can be reached from any entry point, with the shortest path to each method: one search from all of them at once, so that its cost does not grow with their number. What is reached for certain
/// on a critical path comes first, then what is reached for certain otherwise, then the rest.
/// </summary>
internal sealed class EntryReach
{
    // By the method's number. Most searches come to most methods.
    private (EntryPoint? Entry, CallEdge? Edge, bool Certain)[] _arrival = [];
    private readonly List<MethodNode> _order = [];
    private readonly Func<MethodNode, bool> _isCut;
    private readonly Func<CallEdge, bool> _follows;
    private readonly Func<CallEdge, CallEdge, bool>? _excludes;

    // Calls that whoever came first excludes, until somebody comes who does not; and by whom they are taken then.
    private readonly Dictionary<MethodNode, List<CallEdge>> _waiting = [];
    private readonly Dictionary<CallEdge, CallEdge> _through = [];

    /// <param name="isCut">Methods that a path may not pass; a cut entry point reaches nothing.</param>
    /// <param name="follows">Which calls a path may take; null for all.</param>
    /// <param name="excludes">Whether a method that is called like this does not make that call; null for never.</param>
    public EntryReach(IReadOnlyList<EntryPoint> entries, Func<MethodNode, bool>? isCut = null, Func<CallEdge, bool>? follows = null, Func<CallEdge, CallEdge, bool>? excludes = null)
    {
        _isCut = isCut ?? (static _ => false);
        _follows = follows ?? (static _ => true);
        _excludes = excludes;
        Walk(entries.Where(e => e.IsCritical), onlyCertain: true);
        Walk(entries.Where(e => !e.IsCritical), onlyCertain: true);
        Walk(entries.Where(e => e.IsCritical), onlyCertain: false);
        Walk(entries.Where(e => !e.IsCritical), onlyCertain: false);
    }

    /// <summary>Everything reached; what is reached for certain before what is not, nearer before farther.</summary>
    public IReadOnlyList<MethodNode> Reached => _order;

    public bool Reaches(MethodNode node) => node.Index < _arrival.Length && _arrival[node.Index].Entry is not null;

    public bool IsCertain(MethodNode node) => node.Index < _arrival.Length && _arrival[node.Index].Certain;

    /// <summary>The entry point that the shortest path to a reached method begins at.</summary>
    public EntryPoint EntryOf(MethodNode node) => _arrival[node.Index].Entry!;

    /// <summary>The edges from the entry point to a reached method; empty for the entry point itself.</summary>
    public IReadOnlyList<CallEdge> PathTo(MethodNode node)
    {
        var path = new List<CallEdge>();
        for (var edge = _arrival[node.Index].Edge; edge is not null; edge = _through.TryGetValue(edge, out var through) ? through : _arrival[edge.From.Index].Edge)
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
            if (!Reaches(entry.Node) && !_isCut(entry.Node))
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
                if (!Takes(edge, onlyCertain) || (_waiting.TryGetValue(node, out var excluded) && excluded.Contains(edge)))
                {
                    continue;
                }

                if (!Reaches(edge.To))
                {
                    Arrive(edge.To, EntryOf(node), edge, onlyCertain);
                    queue.Enqueue(edge.To);
                }
                else if (_waiting.TryGetValue(edge.To, out var waiting))
                {
                    foreach (var later in waiting.Where(l => !Reaches(l.To) && Takes(l, onlyCertain) && !_excludes!(edge, l)).ToList())
                    {
                        _through[later] = edge;
                        Arrive(later.To, EntryOf(node), later, onlyCertain);
                        queue.Enqueue(later.To);
                    }
                }
            }
        }
    }

    private bool Takes(CallEdge edge, bool onlyCertain) => (edge.Certain || !onlyCertain) && _follows(edge) && !_isCut(edge.To) && !(edge.Via is not null && _isCut(edge.Via));

    private void Arrive(MethodNode node, EntryPoint entry, CallEdge? edge, bool certain)
    {
        if (node.Index >= _arrival.Length)
        {
            Array.Resize(ref _arrival, Math.Max(node.Index + 1, 2 * _arrival.Length));
        }

        _arrival[node.Index] = (entry, edge, certain);
        _order.Add(node);
        if (edge is not null && _excludes is not null)
        {
            Wait(node, edge);
        }
    }

    private void Wait(MethodNode node, CallEdge edge)
    {
        List<CallEdge>? excluded = null;
        foreach (var next in node.Edges)
        {
            if (_excludes!(edge, next))
            {
                (excluded ??= []).Add(next);
            }
        }

        if (excluded is not null)
        {
            _waiting[node] = excluded;
        }
    }
}
