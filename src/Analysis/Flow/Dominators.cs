namespace IntentContracts.Analysis.Flow;

/// <summary>Immediate dominators, by the iteration of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm", 2001). Node 0 is where it begins.</summary>
internal sealed class Dominators
{
    private readonly int[] _immediate;
    private readonly int[] _number;

    public Dominators(IReadOnlyList<IReadOnlyList<int>> edges)
    {
        _immediate = new int[edges.Count];
        _number = new int[edges.Count];
        for (var n = 0; n < edges.Count; n++)
        {
            _immediate[n] = -1;
            _number[n] = -1;
        }

        if (edges.Count == 0)
        {
            return;
        }

        var order = PostOrder(edges);
        for (var i = 0; i < order.Count; i++)
        {
            _number[order[i]] = i;
        }

        Iterate(order, Predecessors(edges));
    }

    public bool IsReached(int node) => _number[node] >= 0;

    /// <summary>Whether every way from the beginning to a node leads through another one; a node dominates itself. False for what is not reached.</summary>
    public bool Dominates(int above, int node)
    {
        if (!IsReached(above) || !IsReached(node))
        {
            return false;
        }

        while (_number[node] < _number[above])
        {
            node = _immediate[node];
        }

        return node == above;
    }

    private void Iterate(List<int> order, List<int>[] predecessors)
    {
        _immediate[0] = 0;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = order.Count - 2; i >= 0; i--)
            {
                var node = order[i];
                var dominator = -1;
                foreach (var before in predecessors[node])
                {
                    if (_immediate[before] >= 0)
                    {
                        dominator = dominator < 0 ? before : Meet(dominator, before);
                    }
                }

                changed |= _immediate[node] != dominator;
                _immediate[node] = dominator;
            }
        }
    }

    private int Meet(int a, int b)
    {
        while (a != b)
        {
            while (_number[a] < _number[b])
            {
                a = _immediate[a];
            }

            while (_number[b] < _number[a])
            {
                b = _immediate[b];
            }
        }

        return a;
    }

    private List<int>[] Predecessors(IReadOnlyList<IReadOnlyList<int>> edges)
    {
        var predecessors = new List<int>[edges.Count];
        for (var n = 0; n < predecessors.Length; n++)
        {
            predecessors[n] = [];
        }

        for (var n = 0; n < edges.Count; n++)
        {
            if (IsReached(n))
            {
                foreach (var next in edges[n])
                {
                    predecessors[next].Add(n);
                }
            }
        }

        return predecessors;
    }

    private static List<int> PostOrder(IReadOnlyList<IReadOnlyList<int>> edges)
    {
        var order = new List<int>();
        var seen = new bool[edges.Count];
        var next = new int[edges.Count];
        var path = new Stack<int>();
        path.Push(0);
        seen[0] = true;
        while (path.Count > 0)
        {
            var node = path.Peek();
            if (next[node] < edges[node].Count)
            {
                var target = edges[node][next[node]++];
                if (!seen[target])
                {
                    seen[target] = true;
                    path.Push(target);
                }
            }
            else
            {
                order.Add(path.Pop());
            }
        }

        return order;
    }
}
