using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Commits that come in any case, whatever has become of what stands between: <c>insert …; try { wait } finally { delete … }</c>. A failure in between does not leave only the first, and no transaction could span the two.
/// </summary>
internal static class Withdrawals
{
    public static bool Are(MethodFact method, int first, int second)
    {
        var body = method.Body;
        var (from, to) = (body.BlockOfSite[first], body.BlockOfSite[second]);
        return body.Regions.Any(r => r.Kind == RegionKind.Finally && r.Handler.Contains(to) && !r.Handler.Contains(from)) || IsLastOfFinally(method, first, second);
    }

    /// <summary>Of a finally with an await in it the compiler leaves no region, but a rethrow behind it: the last thing that is awaited before that stands in the finally.</summary>
    private static bool IsLastOfFinally(MethodFact method, int first, int second)
    {
        var body = method.Body;
        return method.Sites[second].IsAwaited
            && body.Steps.Any(s => s.Kind == StepKind.Rethrow && !body.Regions.Any(r => r.Handler.Contains(s.Block)))
            && ComesToRethrow(method, second)
            && Enumerable.Range(0, method.Sites.Count).Any(between => method.Sites[between].Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New && between > first && between < second && method.Flow.CanFollow(first, between) && method.Flow.CanFollow(between, second)
                || body.Steps.Any(s => s.Kind == StepKind.Await && s.SitesBefore > first && s.SitesBefore <= second && s.Value != Values.ResultOf(first)));
    }

    /// <summary>Whether a rethrow comes next, and on no way to it anything else is awaited: what disposes of something is.</summary>
    private static bool ComesToRethrow(MethodFact method, int site)
    {
        var body = method.Body;
        var found = false;
        var seen = new HashSet<int> { body.BlockOfSite[site] };
        var queue = new Queue<int>(seen);
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            if (Enumerable.Range(0, method.Sites.Count).Any(s => s != site && body.BlockOfSite[s] == block && method.Sites[s].IsAwaited && (block != body.BlockOfSite[site] || s > site)))
            {
                return false;
            }

            if (body.Blocks[block].Next.Any(next => IsRethrow(body, next)))
            {
                found = true; // what stands behind it is run when all is well
                continue;
            }

            foreach (var next in body.Blocks[block].Next.Where(seen.Add))
            {
                queue.Enqueue(next);
            }
        }

        return found;
    }

    /// <summary>Whether a block does nothing but throw on what was kept.</summary>
    private static bool IsRethrow(BodyFact body, int block)
    {
        for (var steps = 0; steps < 4; steps++)
        {
            if (body.Steps.Any(s => s.Kind == StepKind.Rethrow && s.Block == block))
            {
                return !body.Regions.Any(r => r.Handler.Contains(block));
            }

            if (body.BlockOfSite.Contains(block) || body.Blocks[block].Next.Count != 1)
            {
                return false;
            }

            block = body.Blocks[block].Next[0];
        }

        return false;
    }
}
