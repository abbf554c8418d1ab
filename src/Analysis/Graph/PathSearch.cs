namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What can be reached from one method when some methods are taken out: the test behind every rule that asks whether an intent covers
/// an effect. Breadth first, certain edges before others, so that each method keeps its shortest certain path.
/// </summary>
internal sealed class PathSearch
{
    private readonly Dictionary<MethodNode, CallEdge?> _arrival = [];
    private readonly HashSet<MethodNode> _certain = [];
    private readonly List<MethodNode> _order = [];
    private readonly bool[]? _leads;
    private readonly int _most;
    private readonly Func<CallEdge, bool>? _follows;

    /// <param name="isCut">Methods that the path may not pass; a cut start reaches nothing.</param>
    /// <param name="leads">By number, the methods that come to what is looked for (<see cref="CallsBackwards.Leading"/>): no other is looked at, and the paths are the same.</param>
    /// <param name="most">How many methods are reached at most, the nearest.</param>
    /// <param name="follows">Which calls a path may take; null for all.</param>
    public PathSearch(MethodNode start, Func<MethodNode, bool> isCut, bool[]? leads = null, int most = int.MaxValue, Func<CallEdge, bool>? follows = null)
    {
        _follows = follows;
        _leads = leads;
        _most = most;
        if (isCut(start) || leads?[start.Index] == false)
        {
            return;
        }

        Walk([start], isCut, onlyCertain: true);
        Walk([.. _order], isCut, onlyCertain: false);
    }

    /// <summary>Everything reached, nearest first; what is reached for certain before what is not.</summary>
    public IReadOnlyList<MethodNode> Reached => _order;

    /// <summary>There was more than was asked for.</summary>
    public bool IsCutShort { get; private set; }

    public bool IsCertain(MethodNode node) => _certain.Contains(node);

    public bool Reaches(MethodNode node) => _arrival.ContainsKey(node);

    /// <summary>The edges from the start to a reached method; empty for the start itself.</summary>
    public IReadOnlyList<CallEdge> PathTo(MethodNode node)
    {
        var path = new List<CallEdge>();
        for (var edge = _arrival[node]; edge is not null; edge = _arrival[edge.From])
        {
            path.Add(edge);
        }

        path.Reverse();
        return path;
    }

    private void Walk(IReadOnlyList<MethodNode> from, Func<MethodNode, bool> isCut, bool onlyCertain)
    {
        var queue = new Queue<MethodNode>();
        foreach (var node in from)
        {
            if (!_arrival.ContainsKey(node))
            {
                Arrive(node, null, onlyCertain);
            }

            queue.Enqueue(node);
        }

        while (queue.Count > 0)
        {
            foreach (var edge in queue.Dequeue().Edges)
            {
                if ((onlyCertain && !edge.Certain)
                    || _leads?[edge.To.Index] == false
                    || _arrival.ContainsKey(edge.To)
                    || isCut(edge.To)
                    || (edge.Via is not null && isCut(edge.Via))
                    || _follows?.Invoke(edge) == false)
                {
                    continue;
                }

                if (_order.Count == _most)
                {
                    IsCutShort = true;
                    return;
                }

                Arrive(edge.To, edge, onlyCertain);
                queue.Enqueue(edge.To);
            }
        }
    }

    private void Arrive(MethodNode node, CallEdge? edge, bool certain)
    {
        _arrival.Add(node, edge);
        _order.Add(node);
        if (certain)
        {
            _certain.Add(node);
        }
    }
}
