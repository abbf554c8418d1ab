using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Facts.Extraction;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>string? failure = null; if (!isKnown) failure = "unknown"; else { …; Save(); } if (failure is not null) Count(); else Reset();</c>: where the save has run, the local still holds nothing, so that control comes to the second
/// branch only. Control is followed from one site to another with what a local holds, past the side of each test of it that fits. So it is where the compiler notes that a try was left by a return, awaits what its finally does,
/// and asks its note.
/// </summary>
internal static class HeldAnswers
{
    private const string Empty = "0";

    private const string Anything = "!";

    /// <summary>Whether no way leads from one site to another with what a local has at the first.</summary>
    public static bool Exclude(ControlFlow flow, int first, int second)
    {
        var to = flow.Body.BlockOfSite[second];
        return flow.Body.Blocks.Where(b => b is { IsTest: true, Tested.Kind: ValueKind.Local, Compares: Comparison.None or Comparison.Equal or Comparison.NotEqual } && !IsShared(b.Tested)).Select(b => b.Tested).Distinct()
            .Any(local => HeldAt(flow, local, first) is { } held && !Leads(flow, local, held, first, to));
    }

    /// <summary>A local that a lambda sees has the name that the user gave it: who runs the lambda sets it, too.</summary>
    private static bool IsShared(ValueFact local) => local.Text.Length > 0 && char.IsLetter(local.Text[0]);

    /// <summary>What a local holds at a site: a number, anything or nothing; null where it can be one or the other, or the code does not show it.</summary>
    private static string? HeldAt(ControlFlow flow, ValueFact local, int site)
    {
        var body = flow.Body;
        var from = body.BlockOfSite[site];
        var held = new HashSet<string?>();
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

    /// <summary>Whether control comes from a site to a block, past the fitting side of each test of what a local holds; what is stored on the way is held from there on.</summary>
    private static bool Leads(ControlFlow flow, ValueFact local, string held, int site, int to)
    {
        var (method, body) = (flow.Method, flow.Body);
        var from = body.BlockOfSite[site];
        if (from == to)
        {
            return true;
        }

        var seen = new HashSet<(int Block, string Held)>();
        var queue = new Queue<(int Block, string Held)>([(from, held)]);
        while (queue.Count > 0)
        {
            var (block, before) = queue.Dequeue();
            var stores = Stores(method, local, block).FindAll(s => block != from || s.At > site);
            if (stores.Exists(s => s.Says is null))
            {
                if (Following.Leads(body, block, to))
                {
                    return true;
                }

                continue;
            }

            var after = stores.Count > 0 ? stores[stores.Count - 1].Says! : before;
            var next = Next(body.Blocks[block], local, after).Select(n => (Block: n, Held: after));

            // A failure leaves a try before or behind the compiler's note.
            var thrown = CompilerNames.IsSpill(local.Text) ? flow.Successors[block].Except(body.Blocks[block].Next).SelectMany(n => stores.Select(s => s.Says!).Append(before).Select(says => (Block: n, Held: says))) : [];
            foreach (var then in next.Concat(thrown))
            {
                if (then.Block == to)
                {
                    return true;
                }

                if (seen.Add(then))
                {
                    queue.Enqueue(then);
                }
            }
        }

        return false;
    }

    private static IReadOnlyList<int> Next(BlockFact block, ValueFact local, string held) =>
        block.IsTest && block.Tested == local && Answer(block, held) is { } answer ? [answer ? block.WhenTrue : block.WhenFalse] : block.Next;

    /// <summary>How a test comes out; null where that is open: anything can be any number but none.</summary>
    private static bool? Answer(BlockFact test, string held) => test.Compares switch
    {
        Comparison.None => held != Empty,
        Comparison.Equal or Comparison.NotEqual when held != Anything || test.Against == 0 => held == test.Against.ToString(CultureInfo.InvariantCulture) == (test.Compares == Comparison.Equal),
        _ => null,
    };

    /// <summary>What a block stores in a local, in its order; a call that is handed the local may set it.</summary>
    private static List<Store> Stores(MethodFact method, ValueFact local, int block)
    {
        var body = method.Body;
        var handed = Enumerable.Range(0, method.Sites.Count).Where(i => body.BlockOfSite[i] == block && method.Sites[i].Arguments.Contains(local)).Select(i => new Store(i + 1, null));
        var set = body.Steps.Where(s => s.Block == block && s.Slot == local.Text && s.Kind is StepKind.LocalWrite or StepKind.Increment or StepKind.Advance).Select(s => new Store(s.SitesBefore, Says(s)));
        return [.. handed.Concat(set).OrderBy(s => s.At)];
    }

    private static string? Says(StepFact store) => store is not { Kind: StepKind.LocalWrite } ? null : store.Value switch
    {
        { Kind: ValueKind.Null } or { Kind: ValueKind.Number, Text: Empty } => Empty,
        { Kind: ValueKind.Number } number => number.Text,
        { Kind: ValueKind.New or ValueKind.Text } => Anything,
        _ => null,
    };

    /// <param name="At">How many sites stand before it.</param>
    /// <param name="Says">What it stores; null where that is not known.</param>
    private readonly record struct Store(int At, string? Says);
}
