namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>What a handler that stands behind its try consists of: everything that is reached through its first block only.</summary>
internal sealed class Dominance(FlowGraph graph)
{
    /// <summary>The blocks, the first one first.</summary>
    public IReadOnlyList<int> By(int first)
    {
        // From everywhere but through it: what is left is its own. Nothing leads into it but the branch that a successful run never takes.
        var elsewhere = new HashSet<int>();
        Walk(Enumerable.Range(0, graph.Edges.Count).Where(b => b != first && IsEntered(b)), first, elsewhere);
        var inside = new HashSet<int>();
        Walk([first], -1, inside);
        inside.ExceptWith(elsewhere);
        inside.Remove(first);
        return [first, .. inside.OrderBy(b => b)];
    }

    private bool IsEntered(int block) => block == 0 || !graph.Edges.Any(next => next.Contains(block));

    private void Walk(IEnumerable<int> from, int around, HashSet<int> reached)
    {
        var queue = new Queue<int>(from.Where(reached.Add));
        while (queue.Count > 0)
        {
            foreach (var next in graph.Edges[queue.Dequeue()])
            {
                if (next != around && reached.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }
    }
}
