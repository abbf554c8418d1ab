using System.Collections;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Lock;

/// <summary>What runs when a method runs, each method searched once, however many entry points ask.</summary>
internal sealed class LockReach(CodeGraph graph)
{
    private readonly Dictionary<(MethodNode, bool), BitArray> _known = [];

    /// <param name="later">Whether work that is only started counts: it is under no retry, transaction or deadline of the one that starts it.</param>
    public BitArray From(MethodNode start, bool later)
    {
        if (_known.TryGetValue((start, later), out var known))
        {
            return known;
        }

        var reached = new BitArray(graph.Nodes.Count);
        var queue = new Queue<MethodNode>();
        reached[start.Index] = true;
        queue.Enqueue(start);
        while (queue.Count > 0)
        {
            foreach (var edge in queue.Dequeue().Edges)
            {
                if ((later || edge.Mode != RunMode.Later) && !reached[edge.To.Index])
                {
                    reached[edge.To.Index] = true;
                    queue.Enqueue(edge.To);
                }
            }
        }

        _known.Add((start, later), reached);
        return reached;
    }
}
