namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Which sites can run after which: reachability over the components of a flow graph, one row of bits for each that has a site.</summary>
internal sealed class SiteOrder
{
    /// <summary>Past this many rows the bits would not pay: then anything can follow anything, which hides no order.</summary>
    private const int MaximumRows = 4096;

    private readonly FlowGraph _graph;
    private readonly int[] _componentOf;
    private readonly List<int>[] _blocks;
    private readonly ulong[][] _reach;
    private readonly int[] _rowOf;

    private SiteOrder(FlowGraph graph)
    {
        // Blocks of one cycle all follow each other, so they are one row; a component without a site has none.
        _graph = graph;
        _componentOf = Components.Of(graph.Edges, out var count);
        _blocks = new List<int>[count];
        _reach = new ulong[count][];
        _rowOf = new int[count];
        for (var c = 0; c < count; c++)
        {
            _blocks[c] = [];
            _rowOf[c] = -1;
        }

        for (var b = 0; b < _componentOf.Length; b++)
        {
            _blocks[_componentOf[b]].Add(b);
        }
    }

    /// <param name="instructions">The instruction of each site.</param>
    public static FlowFact Of(FlowGraph graph, IReadOnlyList<int> instructions) => new SiteOrder(graph).Order(instructions);

    private FlowFact Order(IReadOnlyList<int> instructions)
    {
        var rows = 0;
        var rowOfSite = new int[instructions.Count];
        for (var s = 0; s < rowOfSite.Length; s++)
        {
            ref var row = ref _rowOf[_componentOf[_graph.BlockOf(instructions[s])]];
            row = row < 0 ? rows++ : row;
            rowOfSite[s] = row;
        }

        if (rows > MaximumRows)
        {
            return new(new int[rowOfSite.Length], [[1UL]]);
        }

        Reach((rows + 63) / 64);
        ContinueFinallys();
        var result = new ulong[rows][];
        for (var c = 0; c < _rowOf.Length; c++)
        {
            if (_rowOf[c] >= 0)
            {
                result[_rowOf[c]] = _reach[c];
            }
        }

        return new(rowOfSite, result);
    }

    private void Reach(int words)
    {
        // A component has a larger number than those that it reaches.
        for (var c = 0; c < _reach.Length; c++)
        {
            var bits = _reach[c] = new ulong[words];
            var cyclic = _blocks[c].Count > 1;
            foreach (var block in _blocks[c])
            {
                foreach (var next in _graph.Edges[block])
                {
                    cyclic |= next == block;
                    if (_componentOf[next] != c)
                    {
                        Include(bits, _componentOf[next]);
                    }
                }
            }

            if (cyclic && _rowOf[c] >= 0)
            {
                Set(bits, _rowOf[c]);
            }
        }
    }

    private void ContinueFinallys()
    {
        foreach (var (handler, targets) in _graph.Continuations())
        {
            var after = new ulong[_reach[0].Length];
            foreach (var target in targets)
            {
                Include(after, _componentOf[target]);
            }

            for (var c = 0; c < _reach.Length; c++)
            {
                if (_graph.FinallyOf(_blocks[c][0]) == handler)
                {
                    Or(_reach[c], after);
                }
            }
        }
    }

    private void Include(ulong[] bits, int component)
    {
        Or(bits, _reach[component]);
        if (_rowOf[component] >= 0)
        {
            Set(bits, _rowOf[component]);
        }
    }

    private static void Or(ulong[] bits, ulong[] more)
    {
        for (var w = 0; w < bits.Length; w++)
        {
            bits[w] |= more[w];
        }
    }

    private static void Set(ulong[] bits, int bit) => bits[bit >> 6] |= 1UL << (bit & 63);
}
