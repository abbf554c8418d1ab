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
        var to = flow.Body.BlockOfSite[second];
        return flow.Body.Blocks.Where(b => b is { IsTest: true, Tested.Kind: ValueKind.Local, Sides: not null } && !IsShared(b.Tested)).Select(b => b.Tested).Distinct()
            .Any(local => HeldAt(flow, local, first) is { } isSomething && !Leads(flow.Method, local, isSomething, first, to));
    }

    /// <summary>A local that a lambda sees has the name that the user gave it: who runs the lambda sets it, too.</summary>
    private static bool IsShared(ValueFact local) => local.Text.Length > 0 && char.IsLetter(local.Text[0]);

    /// <summary>Whether a local holds something at a site, or nothing; null where both can be, or the code does not show it.</summary>
    private static bool? HeldAt(ControlFlow flow, ValueFact local, int site)
    {
        var body = flow.Body;
        var from = body.BlockOfSite[site];
        var held = new HashSet<bool?>();
        var own = Stores(flow.Method, local, from).FindAll(s => s.At <= site);
        if (own.Count > 0)
        {
            return own[own.Count - 1].Says;
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
                var stores = Stores(flow.Method, local, before);
                var isWhole = body.Blocks[before].Next.Contains(block) && stores.Count > 0;
                held.UnionWith((isWhole ? [stores[stores.Count - 1]] : stores).Select(s => s.Says));
                if (!isWhole)
                {
                    queue.Enqueue(before);
                }
            }
        }

        return held.Count == 1 ? held.First() : null;
    }

    /// <summary>Whether control comes from a site to a block, as long as nothing else is stored past the fitting side of each test of what a local holds.</summary>
    private static bool Leads(MethodFact method, ValueFact local, bool isSomething, int site, int to)
    {
        var body = method.Body;
        var from = body.BlockOfSite[site];
        if (from == to || Stores(method, local, from).Exists(s => s.At > site))
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
                    if (Stores(method, local, next).Count > 0 && Following.Leads(body, next, to))
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

    /// <summary>What a block stores in a local, in its order; a call that is handed the local may set it.</summary>
    private static List<Store> Stores(MethodFact method, ValueFact local, int block)
    {
        var body = method.Body;
        var handed = Enumerable.Range(0, method.Sites.Count).Where(i => body.BlockOfSite[i] == block && method.Sites[i].Arguments.Contains(local)).Select(i => new Store(i + 1, null));
        var set = body.Steps.Where(s => s.Block == block && s.Slot == local.Text && s.Kind is StepKind.LocalWrite or StepKind.Increment or StepKind.Advance).Select(s => new Store(s.SitesBefore, Says(s)));
        return [.. handed.Concat(set).OrderBy(s => s.At)];
    }

    private static bool? Says(StepFact store) => store is not { Kind: StepKind.LocalWrite } ? null : store.Value switch
    {
        { Kind: ValueKind.Null } or { Kind: ValueKind.Number, Text: "0" } => false,
        { Kind: ValueKind.New or ValueKind.Text or ValueKind.Number } => true,
        _ => null,
    };

    /// <param name="At">How many sites stand before it.</param>
    /// <param name="Says">Whether it stores something, or nothing; null where that is not known.</param>
    private readonly record struct Store(int At, bool? Says);
}
