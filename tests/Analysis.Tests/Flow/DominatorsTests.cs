using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Tests.Flow;

/// <summary>A node dominates another one when, without it, the other is not reached: tried for every pair.</summary>
public sealed class DominatorsTests
{
    private const int Graphs = 3000;

    [Fact]
    public void Dominance_is_what_taking_a_node_away_shows()
    {
        var random = new Random(20261126);
        for (var g = 0; g < Graphs; g++)
        {
            var edges = RandomFlow.Graph(random);
            var dominators = new Dominators([.. edges.Select(next => next.ToArray())]);
            var reached = RandomFlow.Reached(edges);
            for (var a = 0; a < edges.Count; a++)
            {
                Assert.Equal(reached.Contains(a), dominators.IsReached(a));
                var without = RandomFlow.Reached(edges, a);
                for (var b = 0; b < edges.Count; b++)
                {
                    var expected = reached.Contains(a) && reached.Contains(b) && !without.Contains(b);
                    Assert.True(expected == dominators.Dominates(a, b), $"graph {g}: {a} over {b}: {Text(edges)}");
                }
            }
        }
    }

    [Fact]
    public void A_graph_without_nodes_has_no_dominators() => _ = new Dominators([]);

    [Fact]
    public void A_long_chain_is_walked_without_recursion()
    {
        const int Length = 20_000;
        var edges = Enumerable.Range(0, Length).Select(n => (IReadOnlyList<int>)(n + 1 < Length ? [n + 1] : [])).ToList();
        var dominators = new Dominators([.. edges.Select(next => next.ToArray())]);

        Assert.True(dominators.Dominates(0, Length - 1));
        Assert.False(dominators.Dominates(Length - 1, 0));
    }

    private static string Text(IReadOnlyList<IReadOnlyList<int>> edges) => string.Join("; ", edges.Select((next, n) => $"{n} -> {string.Join(",", next)}"));
}
