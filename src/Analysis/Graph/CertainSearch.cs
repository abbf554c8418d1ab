namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What one method runs over certain calls: a path that may not exist is no reason to rebuild a design. The method is reached itself only when it comes back
/// to itself.
/// </summary>
internal sealed class CertainSearch
{
    private readonly Dictionary<MethodNode, CallEdge> _arrival = [];
    private readonly MethodNode _start;

    /// <param name="isEnd">What is reached and not passed.</param>
    public CertainSearch(MethodNode start, Func<MethodNode, bool> isEnd)
    {
        _start = start;
        var reached = new List<MethodNode>();
        var queue = new Queue<MethodNode>([start]);
        while (queue.Count > 0)
        {
            foreach (var edge in queue.Dequeue().Edges)
            {
                if (edge.Certain && !_arrival.ContainsKey(edge.To))
                {
                    _arrival.Add(edge.To, edge);
                    reached.Add(edge.To);
                    if (!isEnd(edge.To))
                    {
                        queue.Enqueue(edge.To);
                    }
                }
            }
        }

        Reached = reached;
    }

    /// <summary>Nearest first.</summary>
    public IReadOnlyList<MethodNode> Reached { get; }

    public IReadOnlyList<CallEdge> PathTo(MethodNode node)
    {
        var path = new List<CallEdge>();
        var at = node;
        do
        {
            path.Add(_arrival[at]);
            at = _arrival[at].From;
        }
        while (at != _start);

        path.Reverse();
        return path;
    }
}
