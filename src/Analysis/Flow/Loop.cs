using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>A natural loop: what is run again and again between its first block and the jumps back to it.</summary>
/// <param name="Head">Its first block.</param>
/// <param name="Blocks">All its blocks, handlers that lead back included.</param>
/// <param name="Retries">The catch whose handler leads back to try the same thing again, when success leaves the loop; null for a loop that goes on after success, from one item to the next.</param>
/// <param name="Turns">How often it turns at most, where constants say so; 0 otherwise.</param>
internal sealed record Loop(int Head, IReadOnlyCollection<int> Blocks, RegionFact? Retries, int Turns)
{
    public bool Contains(int block) => Blocks.Contains(block);
}

internal static class LoopFinder
{
    public static IReadOnlyList<Loop> Find(ControlFlow flow)
    {
        var backwards = new List<(int From, int Head)>();
        for (var b = 0; b < flow.Successors.Count; b++)
        {
            foreach (var next in flow.Successors[b])
            {
                if (flow.Enters(next, b))
                {
                    backwards.Add((b, next));
                }
            }
        }

        if (backwards.Count == 0)
        {
            return [];
        }

        var byHead = new SortedDictionary<int, HashSet<int>>();
        foreach (var (from, head) in backwards)
        {
            if (!byHead.TryGetValue(head, out var blocks))
            {
                byHead.Add(head, blocks = [head]);
            }

            Include(from, blocks, flow);
        }

        return [.. byHead
            .Select(pair => new Loop(pair.Key, pair.Value, Retries(flow, pair.Key, pair.Value), LoopTurns.Of(flow, pair.Key, pair.Value)))
            .OrderByDescending(loop => loop.Blocks.Count)
            .ThenBy(loop => loop.Head)];
    }

    private static void Include(int block, HashSet<int> blocks, ControlFlow flow)
    {
        var queue = new Queue<int>();
        if (blocks.Add(block))
        {
            queue.Enqueue(block);
        }

        while (queue.Count > 0)
        {
            foreach (var before in flow.Predecessors(queue.Dequeue()))
            {
                if (!flow.IsDead(before) && blocks.Add(before))
                {
                    queue.Enqueue(before);
                }
            }
        }
    }

    private static RegionFact? Retries(ControlFlow flow, int head, HashSet<int> blocks)
    {
        foreach (var region in flow.Body.Regions)
        {
            if (region.IsCatch
                && region.Try.Any(blocks.Contains)
                && region.Handler.Any(blocks.Contains)
                && (!ComesRound(flow.Body, region, head, blocks) || SaysItIsDone(flow.Body, region, blocks)))
            {
                return region;
            }
        }

        return null;
    }

    /// <summary>Whether the loop goes on when nothing is thrown.</summary>
    private static bool ComesRound(BodyFact body, RegionFact region, int head, HashSet<int> blocks)
    {
        var seen = new HashSet<int>();
        var queue = new Queue<int>(region.Try.Where(blocks.Contains).Where(seen.Add).ToList());
        while (queue.Count > 0)
        {
            foreach (var next in body.Blocks[queue.Dequeue()].Next)
            {
                if (next == head)
                {
                    return true;
                }

                if (blocks.Contains(next) && !region.Handler.Contains(next) && seen.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return false;
    }

    /// <summary>The loop goes on while a local says so, and the try ends by changing it: <c>done = true</c>.</summary>
    private static bool SaysItIsDone(BodyFact body, RegionFact region, HashSet<int> blocks) =>
        body.Steps.Any(step => step.Kind == StepKind.LocalWrite
            && region.Try.Contains(step.Block)
            && step.Value.Kind == ValueKind.Number
            && blocks.Any(b => body.Blocks[b] is { IsTest: true } test
                && test.Tested == new ValueFact(ValueKind.Local, step.Slot)
                && (Leaves(body, test.WhenTrue, blocks) || Leaves(body, test.WhenFalse, blocks))));

    /// <summary>Whether a branch leaves the loop: at once, or where a debug build first puts the outcome of <c>a &amp;&amp; b</c> together and tests that.</summary>
    public static bool Leaves(BodyFact body, int block, IReadOnlyCollection<int> blocks)
    {
        for (var steps = 0; steps < 3; steps++)
        {
            // A return inside a try belongs to the loop, since it could throw.
            if (!blocks.Contains(block) || body.Steps.Any(s => s.Block == block && s.Kind == StepKind.Return))
            {
                return true;
            }

            if (body.BlockOfSite.Contains(block) || body.Steps.Any(s => s.Block == block))
            {
                return false;
            }

            if (body.Blocks[block].Next.Count != 1)
            {
                return body.Blocks[block].Next.Any(next => !blocks.Contains(next));
            }

            block = body.Blocks[block].Next[0];
        }

        return false;
    }
}
