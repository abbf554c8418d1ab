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
    /// <summary>More than this many are items, and no attempts.</summary>
    private const int FewTurns = 12;

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
            .Select(pair => (Head: pair.Key, Blocks: pair.Value, Turns: LoopTurns.Of(flow, pair.Key, pair.Value)))
            .Select(loop => new Loop(loop.Head, loop.Blocks, Retries(flow, loop.Head, loop.Blocks, loop.Turns, [.. byHead.Values.Where(b => b.Count < loop.Blocks.Count && b.IsSubsetOf(loop.Blocks))]), loop.Turns))
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

    /// <param name="inside">The loops inside it: a handler of theirs counts only where the loop has none of its own.</param>
    private static RegionFact? Retries(ControlFlow flow, int head, HashSet<int> blocks, int turns, IReadOnlyList<HashSet<int>> inside)
    {
        foreach (var region in flow.Body.Regions.OrderBy(r => inside.Any(b => r.Try.Any(b.Contains) && r.Handler.Any(b.Contains)) ? 1 : 0)

            // What a handler tries for itself comes after what it handles; one that goes on in the try of another comes after that.
            .ThenBy(r => flow.Body.Regions.Any(outer => outer != r && outer.IsCatch && r.Try.Count > 0 && (outer.Handler.Contains(r.Try[0]) || (outer.Try.Contains(r.Try[0]) && outer.Try.Count > r.Try.Count && outer.Handler.Any(blocks.Contains) && !LeadsBack(flow.Body, r, outer, head, blocks)))) ? 1 : 0))
        {
            if (region.IsCatch
                && region.Try.Any(blocks.Contains)
                && region.Handler.Any(blocks.Contains)
                && (!ComesRound(flow.Body, region, head, blocks) || SaysItIsDone(flow, region, blocks) || IsCounted(flow, region, blocks, turns) || IsTakenAfterwards(flow, region, blocks)))
            {
                return region;
            }
        }

        return null;
    }

    /// <summary>Whether a handler inside the try of another comes to the next turn, and to no call in the rest of that try: <c>catch (Exception) { continue; }</c>.</summary>
    public static bool LeadsBack(BodyFact body, RegionFact inner, RegionFact outer, int head, IReadOnlyCollection<int> blocks)
    {
        var seen = new HashSet<int>(inner.Handler);
        var queue = new Queue<int>(seen);
        while (queue.Count > 0)
        {
            foreach (var next in body.Blocks[queue.Dequeue()].Next)
            {
                if (next == head)
                {
                    return true;
                }

                if (!(outer.Try.Contains(next) && body.BlockOfSite.Contains(next)) && blocks.Contains(next) && seen.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return false;
    }

    /// <summary>Whether the loop goes on when nothing is thrown.</summary>
    public static bool ComesRound(BodyFact body, RegionFact region, int head, HashSet<int> blocks) =>
        SuccessReturns.ComesRound(body, region, head, blocks, flag: null) && !SuccessReturns.Flags(body, blocks).Any(flag => !SuccessReturns.ComesRound(body, region, head, blocks, flag));

    /// <summary>
    /// The loop goes on while something says so that the try ends by changing: <c>done = true</c>, <c>while (answer is null)</c>; or as long as the handler has left its exception there.
    /// </summary>
    private static bool SaysItIsDone(ControlFlow flow, RegionFact region, HashSet<int> blocks)
    {
        var body = flow.Body;
        var counters = Counters(body, blocks);
        return blocks.Any(b => body.Blocks[b] is { IsTest: true } test && (test.Tested.Kind switch
        {
            ValueKind.Local => !(counters.Contains(test.Tested.Text) && IsNumbered(flow, region, blocks, [test.Tested.Text])) && body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == test.Tested.Text && region.Try.Contains(s.Block) && (s.Value.Kind == ValueKind.Number ? Leaves(body, test.WhenTrue, blocks) || Leaves(body, test.WhenFalse, blocks) : s.Value.Kind is ValueKind.Result or ValueKind.New && LeavesWhen(test, isTrue: true))),
            ValueKind.Result or ValueKind.New => !region.Try.Contains(b) && int.TryParse(test.Tested.Text, out var site) && site < body.BlockOfSite.Count && region.Try.Contains(body.BlockOfSite[site]) && LeavesWhen(test, isTrue: true),
            ValueKind.Caught => !region.Handler.Contains(b) && !region.Filter.Contains(b) && int.TryParse(test.Tested.Text, out var caught) && ReferenceEquals(body.Regions[caught], region) && LeavesWhen(test, isTrue: false),
            _ => false,
        }));

        bool LeavesWhen(BlockFact test, bool isTrue) =>
            test.Sides is var (yes, no) && Leaves(body, isTrue ? yes : no, blocks) && !Leaves(body, isTrue ? no : yes, blocks);
    }

    /// <summary><c>while (queue.TryPeek(out var next)) { try { Send(next); queue.Dequeue(); } catch … }</c>: what has failed is still the next one.</summary>
    private static bool IsTakenAfterwards(ControlFlow flow, RegionFact region, HashSet<int> blocks)
    {
        var sites = Enumerable.Range(0, flow.Method.Sites.Count).Where(i => blocks.Contains(flow.Body.BlockOfSite[i])).ToLookup(i => region.Try.Contains(flow.Body.BlockOfSite[i]), i => flow.Method.Sites[i].Target.Name);
        return sites[false].Any(name => name is "TryPeek" or "Peek") && sites[true].Any(name => name is "Dequeue" or "TryDequeue" or "Pop" or "TryPop");
    }

    /// <summary>A few attempts, each of which ends the loop when the answer is a good one, and does the same as the one before: nothing in the try is given the number of the attempt.</summary>
    private static bool IsCounted(ControlFlow flow, RegionFact region, HashSet<int> blocks, int turns)
    {
        var body = flow.Body;
        if (turns is < 2 or > FewTurns || !region.Try.Any(b => blocks.Contains(b) && (body.Steps.Any(s => s.Block == b && s.Kind == StepKind.Return) || body.Blocks[b].Next.Any(n => !blocks.Contains(n) && !region.Handler.Contains(n)))))
        {
            return false;
        }

        return !IsNumbered(flow, region, blocks, Counters(body, blocks));
    }

    private static HashSet<string> Counters(BodyFact body, HashSet<int> blocks) => new(body.Steps.Where(s => s.Kind == StepKind.Increment && blocks.Contains(s.Block)).Select(s => s.Slot));

    /// <summary>Whether something in the try is given the number of the turn, or what was made of it: pages and items, and no attempts at the same thing.</summary>
    private static bool IsNumbered(ControlFlow flow, RegionFact region, HashSet<int> blocks, HashSet<string> counters)
    {
        var body = flow.Body;
        var numbered = new HashSet<int>();
        for (var i = 0; i < flow.Method.Sites.Count; i++)
        {
            var site = flow.Method.Sites[i];
            if (!blocks.Contains(body.BlockOfSite[i]) || !(IsNumbered(site.Receiver) || site.Arguments.Any(IsNumbered)))
            {
                continue;
            }

            if (region.Try.Contains(body.BlockOfSite[i]))
            {
                return true;
            }

            numbered.Add(i);
        }

        return false;

        // The number, or what was made of it: var url = "/page/" + n;
        bool IsNumbered(ValueFact value) =>
            (value.Kind == ValueKind.Local && counters.Contains(value.Text))
            || (value.Kind is ValueKind.Result or ValueKind.New && int.TryParse(value.Text, out var made) && numbered.Contains(made))
            || value.Elements.Any(IsNumbered);
    }

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
