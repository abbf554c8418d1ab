using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Flow;

/// <summary>Small graphs and bodies of any shape, the same for the same seed, and what is reached in them when one node is taken away.</summary>
internal static class RandomFlow
{
    public static IReadOnlyList<IReadOnlyList<int>> Graph(Random random)
    {
        var nodes = 1 + random.Next(10);
        var edges = new IReadOnlyList<int>[nodes];
        for (var n = 0; n < nodes; n++)
        {
            edges[n] = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(nodes)).Distinct()];
        }

        return edges;
    }

    /// <summary>Blocks with branches anywhere, and protected ranges, nested and not, with handlers behind them.</summary>
    public static MethodFact Body(Random random)
    {
        var blocks = Graph(random).Select(next => new BlockFact(next, ValueFact.Unknown, -1, -1, Comparison.None, 0)).ToList();
        var regions = new List<RegionFact>();
        for (var r = random.Next(3); r > 0 && blocks.Count > 2; r--)
        {
            var first = random.Next(blocks.Count - 1);
            var count = 1 + random.Next(blocks.Count - first - 1);
            var handler = first + count;
            var end = handler + 1 + random.Next(blocks.Count - handler);
            var isFilter = random.Next(4) == 0 && end - handler > 1;
            regions.Add(new(
                isFilter ? RegionKind.Filter : random.Next(2) == 0 ? RegionKind.Catch : RegionKind.Finally,
                null,
                [.. Enumerable.Range(first, count)],
                isFilter ? [.. Enumerable.Range(handler + 1, end - handler - 1)] : [.. Enumerable.Range(handler, end - handler)],
                isFilter ? [handler] : [],
                SourceSpan.None));
        }

        var none = new TypeName("", "System.Void", []);
        var site = new SiteFact(SiteKind.Call, new MethodRef("A", "T", "M", "M:T.M", [], [], 0, false, none), SourceSpan.None, [], -1, -1, ValueFact.Unknown);
        var sites = blocks.SelectMany((_, b) => Enumerable.Repeat(b, random.Next(3))).ToList();
        return new(
            "M:T.M", "M:T.M", "T", "M", MethodTraits.None, 0, [], none, [], [], [],
            [.. sites.Select(_ => site)],
            FlowFact.None,
            new BodyFact(blocks, [.. regions.OrderBy(r => r.Try.Count)], sites, [], []),
            SourceSpan.None,
            SourceSpan.None);
    }

    /// <summary>What can be come to from the first node without passing another one.</summary>
    public static HashSet<int> Reached(IReadOnlyList<IReadOnlyList<int>> edges, int without = -1)
    {
        var reached = new HashSet<int>();
        var queue = new Queue<int>();
        if (edges.Count > 0 && without != 0)
        {
            reached.Add(0);
            queue.Enqueue(0);
        }

        while (queue.Count > 0)
        {
            foreach (var next in edges[queue.Dequeue()])
            {
                if (next != without && reached.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return reached;
    }
}
