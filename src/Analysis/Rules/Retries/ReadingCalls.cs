using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Calls that ask for something and change nothing, whatever they come to: nobody has to finish them when nobody waits for the answer any more.</summary>
internal static class ReadingCalls
{
    /// <summary>A call that comes to more methods than this does more than ask.</summary>
    private const int Most = 64;

    public static bool Is(MethodNode node, int site)
    {
        var effects = node.EffectsAt(site).ToList();
        var seen = new HashSet<MethodNode>();
        var queue = new Queue<MethodNode>(Run(node, site).Where(seen.Add));
        while (queue.Count > 0)
        {
            var below = queue.Dequeue();
            if (seen.Count > Most || below.Unresolved.Count > 0)
            {
                return false; // who knows
            }

            effects.AddRange(below.Effects);
            foreach (var next in below.Edges.Where(e => e.Mode != RunMode.Later).Select(e => e.To).Where(seen.Add))
            {
                queue.Enqueue(next);
            }
        }

        return effects.Count > 0 && effects.TrueForAll(e => e.Changes == false);
    }

    private static IEnumerable<MethodNode> Run(MethodNode node, int site) => node.EdgesAt(site).Where(e => e.Mode != RunMode.Later).Select(e => e.To);
}
