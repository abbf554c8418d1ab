namespace IntentContracts.Analysis.Graph;

/// <summary>For each method the calls that can run it, in the order of the callers: shared by every search that walks from what is called.</summary>
internal sealed class CallsBackwards
{
    private readonly int[] _first;
    private readonly CallEdge[] _calls;

    public CallsBackwards(CodeGraph graph)
    {
        // Two passes and two arrays: a list for each method would cost more than the search.
        _first = new int[graph.Nodes.Count + 1];
        var count = 0;
        foreach (var node in graph.Focus)
        {
            foreach (var edge in node.Edges)
            {
                _first[edge.To.Index + 1]++;
                count++;
            }
        }

        for (var i = 1; i < _first.Length; i++)
        {
            _first[i] += _first[i - 1];
        }

        _calls = new CallEdge[count];
        var next = (int[])_first.Clone();
        foreach (var node in graph.Focus)
        {
            foreach (var edge in node.Edges)
            {
                _calls[next[edge.To.Index]++] = edge;
            }
        }
    }

    public ArraySegment<CallEdge> Of(MethodNode node) => new(_calls, _first[node.Index], _first[node.Index + 1] - _first[node.Index]);

    /// <summary>For each method, by its number, whether it is one of those given or comes to one.</summary>
    public bool[] Leading(IEnumerable<MethodNode> to)
    {
        var leads = new bool[_first.Length - 1];
        var stack = new Stack<MethodNode>();
        foreach (var node in to)
        {
            if (!leads[node.Index])
            {
                leads[node.Index] = true;
                stack.Push(node);
            }
        }

        while (stack.Count > 0)
        {
            foreach (var call in Of(stack.Pop()))
            {
                if (!leads[call.From.Index])
                {
                    leads[call.From.Index] = true;
                    stack.Push(call.From);
                }
            }
        }

        return leads;
    }
}
