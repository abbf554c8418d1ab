using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules;

/// <summary>What is done when something has failed or is over: clean-up, to be done in any case.</summary>
internal static class Afterwards
{
    /// <summary>In a handler, or on the way to the rethrow behind a finally with an await in it: of that, and of the try before it, the compiler leaves no more than this.</summary>
    public static bool Is(MethodFact method, int block)
    {
        bool IsHandler(int b) => method.Body.Regions.Any(r => r.Handler.Contains(b));
        if (IsHandler(block))
        {
            return true;
        }

        var ends = new HashSet<int>(method.Body.Steps.Where(s => s.Kind == StepKind.Rethrow && !IsHandler(s.Block)).Select(s => s.Block));
        var seen = new HashSet<int> { block };
        var queue = new Queue<int>(ends.Count == 0 ? [] : [block]);
        while (queue.Count > 0)
        {
            var at = queue.Dequeue();
            if (ends.Contains(at))
            {
                return true;
            }

            foreach (var next in method.Body.Blocks[at].Next.Where(seen.Add))
            {
                queue.Enqueue(next);
            }
        }

        return false;
    }
}
