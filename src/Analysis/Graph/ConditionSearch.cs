namespace IntentContracts.Analysis.Graph;

/// <summary>What a condition runs, over certain calls only; not what a guarded member runs in turn. The path leaves out the generated member that it begins in.</summary>
internal sealed class ConditionSearch
{
    private readonly Dictionary<MethodNode, CallEdge?> _arrival = [];
    private readonly List<MethodNode> _order = [];
    private readonly MethodNode _evaluator;

    public ConditionSearch(MethodNode evaluator)
    {
        _evaluator = evaluator;
        _arrival.Add(evaluator, null);
        var queue = new Queue<MethodNode>([evaluator]);
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            _order.Add(node);
            if (node.Guard is not null)
            {
                continue;
            }

            foreach (var edge in node.Edges)
            {
                if (edge.Certain && !_arrival.ContainsKey(edge.To))
                {
                    _arrival.Add(edge.To, edge);
                    queue.Enqueue(edge.To);
                }
            }
        }
    }

    /// <summary>Nearest first; the evaluator itself is one of them.</summary>
    public IReadOnlyList<MethodNode> Reached => _order;

    /// <summary>The way to a reached method from the first one that a user wrote.</summary>
    public (MethodNode Start, IReadOnlyList<CallEdge> Path) WayTo(MethodNode node)
    {
        var path = new List<CallEdge>();
        for (var edge = _arrival[node]; edge is not null && edge.From.Method.Owner != _evaluator.Method.Id; edge = _arrival[edge.From])
        {
            path.Add(edge);
        }

        path.Reverse();
        return (path.Count > 0 ? path[0].From : node, path);
    }
}
