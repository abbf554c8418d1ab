using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>The calls of the graph, backwards, between the methods that users wrote: a lambda's calls are its owner's.</summary>
internal sealed class Callers
{
    private readonly CodeGraph _graph;
    private readonly HashSet<MethodNode> _entries;
    private readonly Dictionary<MethodNode, List<CallEdge>> _of = [];

    /// <param name="entries">What the outside calls, private or not.</param>
    public Callers(CodeGraph graph, IEnumerable<MethodNode> entries)
    {
        _graph = graph;
        _entries = [.. entries.Select(e => e.Owner(graph))];
        foreach (var edge in graph.Focus.SelectMany(node => node.Edges))
        {
            var called = edge.To.Owner(graph);
            if (edge.From.Owner(graph) == called)
            {
                continue;
            }

            if (!_of.TryGetValue(called, out var list))
            {
                _of.Add(called, list = []);
            }

            list.Add(edge);
        }
    }

    /// <summary>
    /// A way to a method that passes no allowed one: the method itself when anybody can call it, otherwise from a method that anybody can call over private
    /// ones. Null when every way comes from an allowed method; so it is when nobody calls a private one.
    /// </summary>
    /// <param name="to">A user's method, not a lambda.</param>
    public (MethodNode Start, IReadOnlyList<CallEdge> Path)? WayAround(MethodNode to, Func<MethodNode, bool> isAllowed)
    {
        var next = new Dictionary<MethodNode, CallEdge?> { [to] = null };
        var queue = new Queue<MethodNode>(next.Keys);
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            if (isAllowed(node))
            {
                continue;
            }

            if (!IsClosed(node))
            {
                return (node, Path(node, next));
            }

            if (_of.TryGetValue(node, out var edges))
            {
                foreach (var edge in edges)
                {
                    var caller = edge.From.Owner(_graph);
                    if (!next.ContainsKey(caller))
                    {
                        next.Add(caller, edge);
                        queue.Enqueue(caller);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>Only the type itself can call it, so that all its callers are known.</summary>
    private bool IsClosed(MethodNode node) =>
        node.Method.Has(MethodTraits.Private) && !node.Method.Has(MethodTraits.Virtual) && node.Method.Implements.Count == 0 && !_entries.Contains(node);

    private List<CallEdge> Path(MethodNode start, Dictionary<MethodNode, CallEdge?> next)
    {
        var path = new List<CallEdge>();
        for (var edge = next[start]; edge is not null; edge = next[edge.To.Owner(_graph)])
        {
            path.Add(edge);
        }

        return path;
    }
}
