using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Handlers in a loop that only look as if they went round again: <c>catch (Exception e) { await CloseAndThrowAsync(e.Message); }</c>, where the helper never comes back. The loop is there for something else.
/// </summary>
internal static class GivenUp
{
    /// <summary>Whether every way from the handler to the next turn passes a call that always throws.</summary>
    public static bool Is(Flows flows, MethodNode node, Loop loop, RegionFact region)
    {
        var body = node.Method.Body;
        var throwing = new HashSet<int>(node.Edges.Where(e => e.Site >= 0 && region.Handler.Contains(body.BlockOfSite[e.Site]) && Throwers.AlwaysThrows(flows, e)).Select(e => body.BlockOfSite[e.Site]));
        if (throwing.Count == 0 || region.Handler.Count == 0)
        {
            return false;
        }

        var seen = new HashSet<int> { region.Handler[0] };
        var queue = new Queue<int>(seen);
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            foreach (var next in throwing.Contains(block) ? [] : body.Blocks[block].Next)
            {
                if (next == loop.Head)
                {
                    return false;
                }

                if (loop.Contains(next) && seen.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return true;
    }
}
