namespace IntentContracts.Analysis.Flow;

/// <summary>Immediate dominators, by the iteration of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm", 2001). Node 0 is where it begins.</summary>
internal sealed class Dominators
{
    private readonly int[] _immediate;
    private readonly int[] _number;

    // When the walk down the tree of dominators comes to a node and when it leaves what is below it.
    private readonly int[] _enter;
    private readonly int[] _leave;

    public Dominators(int[][] edges)
    {
        _immediate = new int[edges.Length];
        _number = new int[edges.Length];
        _enter = new int[edges.Length];
        _leave = new int[edges.Length];
        for (var n = 0; n < edges.Length; n++)
        {
            _immediate[n] = -1;
            _number[n] = -1;
        }

        if (edges.Length == 0)
        {
            return;
        }

        var order = PostOrder(edges);
        for (var i = 0; i < order.Count; i++)
        {
            _number[order[i]] = i;
        }

        Iterate(order, Predecessors(edges));
        Number(order);
    }

    public bool IsReached(int node) => _number[node] >= 0;

    /// <summary>Whether every way from the beginning to a node leads through another one; a node dominates itself. False for what is not reached.</summary>
    public bool Dominates(int above, int node) =>
        IsReached(above) && IsReached(node) && _enter[above] <= _enter[node] && _leave[node] <= _leave[above];

    /// <summary>A node comes before what it dominates in reverse post-order: sizes are summed up from below, places handed down from above.</summary>
    private void Number(List<int> order)
    {
        var size = new int[_immediate.Length];
        foreach (var node in order)
        {
            size[node]++;
            if (node != 0)
            {
                size[_immediate[node]] += size[node];
            }
        }

        var next = new int[_immediate.Length];
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var node = order[i];
            if (node != 0)
            {
                _enter[node] = next[_immediate[node]];
                next[_immediate[node]] += size[node];
            }

            _leave[node] = _enter[node] + size[node];
            next[node] = _enter[node] + 1;
        }
    }

    private void Iterate(List<int> order, int[][] predecessors)
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

    private int[][] Predecessors(int[][] edges)
    {
        var counts = new int[edges.Length];
        for (var n = 0; n < edges.Length; n++)
        {
            if (IsReached(n))
            {
                foreach (var next in edges[n])
                {
                    counts[next]++;
                }
            }
        }

        var predecessors = new int[edges.Length][];
        for (var n = 0; n < predecessors.Length; n++)
        {
            predecessors[n] = counts[n] == 0 ? [] : new int[counts[n]];
        }

        for (var n = 0; n < edges.Length; n++)
        {
            if (IsReached(n))
            {
                foreach (var next in edges[n])
                {
                    predecessors[next][--counts[next]] = n;
                }
            }
        }

        return predecessors;
    }

    private static List<int> PostOrder(int[][] edges)
    {
        var order = new List<int>(edges.Length);
        var seen = new bool[edges.Length];
        var next = new int[edges.Length];
        var path = new Stack<int>();
        path.Push(0);
        seen[0] = true;
        while (path.Count > 0)
        {
            var node = path.Peek();
            if (next[node] < edges[node].Length)
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
