using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Tests.Flow;

/// <summary>What bodies of any shape say, against a search over all their ways; an exception leaves a block before anything in it is done.</summary>
public sealed class ControlFlowTests
{
    private const int Bodies = 2000;

    [Fact]
    public void A_block_is_done_before_another_when_no_way_gets_around_its_end()
    {
        ForEachBody((flow, edges, what) =>
        {
            var reached = RandomFlow.Reached(edges);
            for (var a = 0; a < flow.Body.Blocks.Count; a++)
            {
                Assert.True(reached.Contains(2 * a) != flow.IsDead(a), what);
                var notDone = RandomFlow.Reached(edges, (2 * a) + 1);
                var notBegun = RandomFlow.Reached(edges, 2 * a);
                for (var b = 0; b < flow.Body.Blocks.Count; b++)
                {
                    var both = reached.Contains(2 * b) && reached.Contains((2 * a) + 1);
                    Assert.True((a != b && both && !notDone.Contains(2 * b)) == flow.Dominates(a, b), $"{what}: {a} done before {b}");
                    Assert.True((both && !notBegun.Contains(2 * b)) == flow.Enters(a, b), $"{what}: {a} entered before {b}");
                }
            }
        });
    }

    [Fact]
    public void A_site_is_done_before_another_of_a_later_block_or_later_in_its_own()
    {
        ForEachBody((flow, _, what) =>
        {
            var blockOf = flow.Body.BlockOfSite;
            for (var a = 0; a < blockOf.Count; a++)
            {
                for (var b = 0; b < blockOf.Count; b++)
                {
                    var expected = blockOf[a] == blockOf[b] ? a < b : flow.Dominates(blockOf[a], blockOf[b]);
                    Assert.True(expected == flow.CompletesBefore(a, b), $"{what}: {a} before {b}");
                }
            }
        });
    }

    [Fact]
    public void A_loop_is_what_comes_back_to_a_head_without_passing_it()
    {
        ForEachBody((flow, _, what) =>
        {
            var expected = new SortedDictionary<int, SortedSet<int>>();
            for (var b = 0; b < flow.Successors.Count; b++)
            {
                foreach (var head in flow.Successors[b].Where(next => flow.Enters(next, b)))
                {
                    if (!expected.TryGetValue(head, out var blocks))
                    {
                        expected.Add(head, blocks = [head]);
                    }

                    blocks.UnionWith(Enumerable.Range(0, flow.Successors.Count).Where(from => !flow.IsDead(from) && Comes(flow, from, b, head)));
                }
            }

            var actual = flow.Loops.ToDictionary(l => l.Head, l => l.Blocks.Order().ToList());
            Assert.True(expected.Count == actual.Count && expected.All(e => e.Value.SequenceEqual(actual[e.Key])), $"{what}: {string.Join(" | ", expected.Select(e => $"{e.Key}: {string.Join(",", e.Value)}"))}");
        });
    }

    private static bool Comes(ControlFlow flow, int from, int to, int without)
    {
        if (from == without)
        {
            return false;
        }

        var seen = new HashSet<int> { from };
        var queue = new Queue<int>([from]);
        while (queue.Count > 0)
        {
            var at = queue.Dequeue();
            if (at == to)
            {
                return true;
            }

            foreach (var next in flow.Successors[at].Where(n => n != without && seen.Add(n)))
            {
                queue.Enqueue(next);
            }
        }

        return false;
    }

    private static void ForEachBody(Action<ControlFlow, IReadOnlyList<IReadOnlyList<int>>, string> check)
    {
        var random = new Random(20261127);
        for (var i = 0; i < Bodies; i++)
        {
            var method = RandomFlow.Body(random);
            check(new ControlFlow(method), Halves(method.Body), $"body {i}");
        }
    }

    /// <summary>Each block as its beginning and its end, which follows unless something is thrown.</summary>
    private static List<int>[] Halves(BodyFact body)
    {
        var edges = Enumerable.Range(0, 2 * body.Blocks.Count).Select(_ => new List<int>()).ToArray();
        for (var b = 0; b < body.Blocks.Count; b++)
        {
            edges[2 * b].Add((2 * b) + 1);
            edges[(2 * b) + 1].AddRange(body.Blocks[b].Next.Select(n => 2 * n));
        }

        foreach (var region in body.Regions)
        {
            var first = region.Filter.Count > 0 ? region.Filter[0] : region.Handler[0];
            foreach (var block in region.Try)
            {
                edges[2 * block].Add(2 * first);
                edges[(2 * block) + 1].Add(2 * first);
            }

            if (region.Filter.Count > 0)
            {
                edges[2 * region.Filter[^1]].Add(2 * region.Handler[0]);
                edges[(2 * region.Filter[^1]) + 1].Add(2 * region.Handler[0]);
            }
        }

        return edges;
    }
}
