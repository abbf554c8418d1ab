using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>Where control comes to when nothing is thrown.</summary>
internal static class Following
{
    /// <summary>A block and all that can run after it.</summary>
    public static HashSet<int> Of(BodyFact body, int from) => Of(body, [from], []);

    /// <summary>Some blocks and all that can run after them, without coming to others.</summary>
    public static HashSet<int> Of(BodyFact body, IEnumerable<int> from, HashSet<int> without)
    {
        var reached = new HashSet<int>(from);
        var queue = new Queue<int>(reached);
        while (queue.Count > 0)
        {
            foreach (var next in body.Blocks[queue.Dequeue()].Next)
            {
                if (!without.Contains(next) && reached.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return reached;
    }

    /// <summary>Whether a block can run after another; after itself, where a loop comes round.</summary>
    public static bool Leads(BodyFact body, int from, int to) => Behind(body, from).Contains(to);

    private static HashSet<int> Behind(BodyFact body, int from)
    {
        var behind = new HashSet<int>();
        var queue = new Queue<int>([from]);
        while (queue.Count > 0)
        {
            foreach (var next in body.Blocks[queue.Dequeue()].Next)
            {
                if (behind.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return behind;
    }
}
