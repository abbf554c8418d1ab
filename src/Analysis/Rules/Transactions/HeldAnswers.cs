using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>string? failure = null; if (!isKnown) failure = "unknown"; else { …; Save(); } if (failure is not null) Count(); else Reset();</c>: where the save has run, the local still holds nothing, so that control comes to the second
/// branch only. Control is followed from one site to another with what a local holds, past the side of each test of it that fits.
/// </summary>
internal static class HeldAnswers
{
    /// <summary>Whether no way leads from one site to another with what a local has at the first.</summary>
    public static bool Exclude(ControlFlow flow, int first, int second)
    {
        var body = flow.Body;
        var to = body.BlockOfSite[second];
        return body.Blocks.Where(b => b is { IsTest: true, Tested.Kind: ValueKind.Local, Sides: not null }).Select(b => b.Tested).Distinct()
            .Any(local => HeldAt(flow, local, first) is { } isSomething && !Leads(body, local, isSomething, first, to));
    }

    /// <summary>Whether a local holds something at a site, or nothing; null where both can be, or the code does not show it.</summary>
    private static bool? HeldAt(ControlFlow flow, ValueFact local, int site)
    {
        var body = flow.Body;
        var from = body.BlockOfSite[site];
        var held = new HashSet<bool?>();
        if (Stores(body, local, from).LastOrDefault(s => s.SitesBefore <= site) is { } own)
        {
            return Says(own);
        }

        var seen = new HashSet<int>();
        var queue = new Queue<int>([from]);
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            if (block == 0)
            {
                return null; // nobody has set it
            }

            foreach (var before in flow.Predecessors(block).Where(b => !flow.IsDead(b) && seen.Add(b)))
            {
                // A failure can leave a block before its store, and between two of them.
                var stores = Stores(body, local, before).ToList();
                var isWhole = body.Blocks[before].Next.Contains(block) && stores.Count > 0;
                held.UnionWith((isWhole ? [stores[stores.Count - 1]] : stores).Select(Says));
                if (!isWhole)
                {
                    queue.Enqueue(before);
                }
            }
        }

        return held.Count == 1 ? held.First() : null;
    }

    /// <summary>Whether control comes from a site to a block, as long as nothing else is stored past the fitting side of each test of what a local holds.</summary>
    private static bool Leads(BodyFact body, ValueFact local, bool isSomething, int site, int to)
    {
        var from = body.BlockOfSite[site];
        if (from == to || Stores(body, local, from).Any(s => s.SitesBefore > site))
        {
            return true;
        }

        var seen = new HashSet<int> { from };
        var queue = new Queue<int>(seen);
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            foreach (var next in Next(body.Blocks[block], local, isSomething))
            {
                if (next == to)
                {
                    return true;
                }

                if (seen.Add(next))
                {
                    if (Stores(body, local, next).Any() && Following.Leads(body, next, to))
                    {
                        return true;
                    }

                    queue.Enqueue(next);
                }
            }
        }

        return false;
    }

    private static IReadOnlyList<int> Next(BlockFact block, ValueFact local, bool isSomething) =>
        block is { IsTest: true, Sides: { } sides } && block.Tested == local ? [isSomething ? sides.Yes : sides.No] : block.Next;

    private static IEnumerable<StepFact> Stores(BodyFact body, ValueFact local, int block) =>
        body.Steps.Where(s => s.Block == block && s.Slot == local.Text && s.Kind is StepKind.LocalWrite or StepKind.Increment or StepKind.Advance);

    private static bool? Says(StepFact store) => store is not { Kind: StepKind.LocalWrite } ? null : store.Value switch
    {
        { Kind: ValueKind.Null } or { Kind: ValueKind.Number, Text: "0" } => false,
        { Kind: ValueKind.New or ValueKind.Text or ValueKind.Number } => true,
        _ => null,
    };
}
