namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Strongly connected components (Tarjan 1972), without recursion: generated bodies have thousands of blocks in a row.</summary>
internal static class Components
{
    /// <summary>Component of each node; a component has a larger number than those it reaches.</summary>
    public static int[] Of(IReadOnlyList<List<int>> edges, out int count)
    {
        var n = edges.Count;
        var component = new int[n];
        var order = new int[n];
        var low = new int[n];
        var nextEdge = new int[n];
        var open = new Stack<int>();
        var path = new Stack<int>();
        var clock = 0;
        count = 0;
        for (var i = 0; i < n; i++)
        {
            component[i] = -1;
        }

        for (var root = 0; root < n; root++)
        {
            if (order[root] != 0)
            {
                continue;
            }

            path.Push(root);
            while (path.Count > 0)
            {
                var node = path.Peek();
                if (order[node] == 0)
                {
                    order[node] = low[node] = ++clock;
                    open.Push(node);
                }

                if (nextEdge[node] < edges[node].Count)
                {
                    var next = edges[node][nextEdge[node]++];
                    if (order[next] == 0)
                    {
                        path.Push(next);
                    }
                    else if (component[next] < 0)
                    {
                        low[node] = Math.Min(low[node], order[next]);
                    }

                    continue;
                }

                path.Pop();
                if (path.Count > 0)
                {
                    low[path.Peek()] = Math.Min(low[path.Peek()], low[node]);
                }

                if (low[node] == order[node])
                {
                    int member;
                    do
                    {
                        member = open.Pop();
                        component[member] = count;
                    }
                    while (member != node);

                    count++;
                }
            }
        }

        return component;
    }
}
