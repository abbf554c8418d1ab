namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// What a handler that stands behind its try consists of: everything that is reached through its first block only, what handlers inside it do included.
/// </summary>
internal sealed class Dominance
{
    private readonly List<int>[] _edges;

    /// <param name="thrown">From protected blocks to where their handlers begin.</param>
    public Dominance(FlowGraph graph, IEnumerable<(int From, int To)> thrown)
    {
        _edges = [.. graph.Edges.Select(next => next.ToList())];
        foreach (var (from, to) in thrown)
        {
            _edges[from].Add(to);
        }
    }

    /// <summary>The blocks, the first one first.</summary>
    public IReadOnlyList<int> By(int first)
    {
        var elsewhere = new HashSet<int>();
        Walk(0, first, elsewhere);
        var inside = new HashSet<int>();
        Walk(first, -1, inside);
        inside.ExceptWith(elsewhere);
        inside.Remove(first);
        return [first, .. inside.OrderBy(b => b)];
    }

    private void Walk(int from, int around, HashSet<int> reached)
    {
        reached.Add(from);
        var queue = new Queue<int>([from]);
        while (queue.Count > 0)
        {
            foreach (var next in _edges[queue.Dequeue()])
            {
                if (next != around && reached.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }
    }
}
