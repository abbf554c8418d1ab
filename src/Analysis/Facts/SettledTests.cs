using System.Globalization;
using IntentContracts.Analysis.Facts.Extraction;

namespace IntentContracts.Analysis.Facts;

/// <summary>
/// <c>await using var rows = …; return new Page(rows);</c>: where a finally awaits, the compiler notes how the try was left, awaits, and asks its note. A try that is always left by a return has noted that on every way,
/// so that the code behind it is not come to from there.
/// </summary>
/// <param name="Blocks">The blocks, without the branches that are never taken.</param>
/// <param name="Untaken">Those branches.</param>
internal sealed record SettledTests(IReadOnlyList<BlockFact> Blocks, IReadOnlyList<(int From, int To)> Untaken)
{
    public static SettledTests Of(IReadOnlyList<BlockFact> blocks, IReadOnlyList<RegionFact> regions, IReadOnlyList<StepFact> steps)
    {
        if (Find(blocks, regions, steps) is not { } untaken)
        {
            return new(blocks, []);
        }

        var settled = blocks.ToArray();
        foreach (var (from, to) in untaken)
        {
            settled[from] = new([.. blocks[from].Next.Where(next => next != to)], ValueFact.Unknown, -1, -1, Comparison.None, 0);
        }

        return new(settled, untaken);
    }

    /// <summary>Which site can follow which, without the ways over branches that are never taken.</summary>
    public static FlowFact Settle(FlowFact flow, BodyFact body)
    {
        if (body.Untaken.Count == 0 || flow.BlockOfSite.Count != body.BlockOfSite.Count)
        {
            return flow;
        }

        var reachable = flow.Reachable.Select(row => (ulong[])row.Clone()).ToArray();
        var places = Enumerable.Range(0, flow.BlockOfSite.Count).Select(site => (Flow: flow.BlockOfSite[site], Body: body.BlockOfSite[site])).Distinct().ToList();
        foreach (var from in places)
        {
            // Where none of those branches begins, nothing is lost behind it: so it is for nearly all.
            var before = Behind(body, from.Body, body.Untaken);
            if (!body.Untaken.Any(branch => branch.From == from.Body || before[branch.From]))
            {
                continue;
            }

            var now = Behind(body, from.Body, []);
            foreach (var to in places.Where(to => before[to.Body] && !now[to.Body]))
            {
                reachable[from.Flow][to.Flow >> 6] &= ~(1UL << (to.Flow & 63));
            }
        }

        return flow with { Reachable = reachable };
    }

    /// <summary>The branches that no run takes; null for none.</summary>
    private static List<(int From, int To)>? Find(IReadOnlyList<BlockFact> blocks, IReadOnlyList<RegionFact> regions, IReadOnlyList<StepFact> steps)
    {
        List<(int From, int To)>? untaken = null;
        ILookup<int, (int Block, bool IsThrown)>? before = null;
        for (var b = 0; b < blocks.Count; b++)
        {
            if (blocks[b] is { IsTest: true, Tested.Kind: ValueKind.Local, Compares: Comparison.Equal or Comparison.NotEqual } test && test.WhenTrue != test.WhenFalse && CompilerNames.IsSpill(test.Tested.Text)
                && Noted(b, test.Tested.Text, before ??= Before(blocks, regions), steps) is { Count: > 0 } noted
                && noted.Select(n => n == test.Against == (test.Compares == Comparison.Equal)).Distinct().ToList() is { Count: 1 } answers)
            {
                (untaken ??= []).Add((b, answers[0] ? test.WhenFalse : test.WhenTrue));
            }
        }

        return untaken;
    }

    /// <summary>What a local can hold where a block ends; null where the code does not say.</summary>
    private static HashSet<int>? Noted(int block, string slot, ILookup<int, (int Block, bool IsThrown)> before, IReadOnlyList<StepFact> steps)
    {
        var noted = new HashSet<int>();
        var seen = new HashSet<(int Block, bool IsThrown)> { (block, false) };
        var queue = new Queue<(int Block, bool IsThrown)>(seen);
        while (queue.Count > 0)
        {
            var (at, isThrown) = queue.Dequeue();

            // A failure leaves a block before or behind any of its stores.
            var stores = steps.Where(s => s.Block == at && s.Slot == slot && s.Kind is StepKind.LocalWrite or StepKind.Increment or StepKind.Advance).ToList();
            foreach (var store in isThrown ? stores : stores.Skip(stores.Count - 1))
            {
                if (store is not { Kind: StepKind.LocalWrite, Value.Kind: ValueKind.Number } || !int.TryParse(store.Value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                {
                    return null;
                }

                noted.Add(number);
            }

            if (stores.Count > 0 && !isThrown)
            {
                continue;
            }

            if (at == 0)
            {
                return null; // nobody has noted anything
            }

            foreach (var earlier in before[at].Where(seen.Add))
            {
                queue.Enqueue(earlier);
            }
        }

        return noted;
    }

    private static ILookup<int, (int Block, bool IsThrown)> Before(IReadOnlyList<BlockFact> blocks, IReadOnlyList<RegionFact> regions)
    {
        var follow = Enumerable.Range(0, blocks.Count).SelectMany(b => blocks[b].Next.Select(next => (From: b, To: next, IsThrown: false)));
        var thrown = regions.SelectMany(r => r.Filter.Take(1).Concat(r.Handler.Take(1)).SelectMany(to => r.Try.Concat(r.Filter).Select(from => (From: from, To: to, IsThrown: true))));
        return follow.Concat(thrown).ToLookup(edge => edge.To, edge => (edge.From, edge.IsThrown));
    }

    /// <summary>For each block, by its number, whether control can come to it from a block.</summary>
    /// <param name="more">Branches besides those of the body.</param>
    private static bool[] Behind(BodyFact body, int from, IReadOnlyList<(int From, int To)> more)
    {
        var behind = new bool[body.Blocks.Count];
        var stack = new Stack<int>([from]);
        while (stack.Count > 0)
        {
            var at = stack.Pop();
            foreach (var next in body.Blocks[at].Next)
            {
                Reach(next);
            }

            foreach (var (start, end) in more)
            {
                if (start == at)
                {
                    Reach(end);
                }
            }
        }

        return behind;

        void Reach(int block)
        {
            if (!behind[block])
            {
                behind[block] = true;
                stack.Push(block);
            }
        }
    }
}
