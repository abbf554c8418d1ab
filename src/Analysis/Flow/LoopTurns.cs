using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>
/// How often a loop turns at most, where a local that begins with a constant and grows by one is compared with a constant on the way round: at the head of a for loop, in the handler of a retry, in its when
/// clause.
/// </summary>
internal static class LoopTurns
{
    /// <summary>0 when no test says it; otherwise what the strictest one says.</summary>
    public static int Of(ControlFlow flow, int head, HashSet<int> blocks)
    {
        var least = 0;
        foreach (var b in blocks)
        {
            var test = flow.Body.Blocks[b];
            if (!test.IsTest && test.Compares == Comparison.None) // the end of a when clause compares
            {
                continue;
            }

            var (compares, against) = test.Compares == Comparison.None ? (Comparison.NotEqual, 0) : (test.Compares, test.Against); // attempt == 0 is tested for itself
            if (test.Tested.Kind != ValueKind.Local || Stays(flow.Body, b, blocks) is not { } stays)
            {
                continue;
            }

            if (Counter(flow, test.Tested.Text, head, blocks) is not { } counter)
            {
                if (IsNoted(flow, b, head, blocks, stays, compares, against))
                {
                    least = least is 0 or > 2 ? IsFirst(flow, b, blocks) ? 1 : 2 : least;
                }

                continue;
            }

            // What has grown before the test in the same turn counts there.
            var growsBefore = counter.Block == b || flow.Dominates(counter.Block, b) || IsSameFilter(flow.Body, counter.Block, b) || IsOfTheTry(flow, counter.Grows, b);
            var value = counter.Start + (growsBefore ? counter.Step : 0);
            var passes = Passes(value, counter.Step, compares, against, stays);
            var turns = passes < 0 ? 0 : IsFirst(flow, b, blocks) ? passes : passes + 1;
            least = turns > 0 && (least == 0 || turns < least) ? turns : least;
        }

        return least;
    }

    /// <summary>Whether the loop goes on when the comparison holds; null when both ways stay in it, or both leave.</summary>
    private static bool? Stays(BodyFact body, int block, HashSet<int> blocks)
    {
        var test = body.Blocks[block];
        if (test is { WhenTrue: >= 0, WhenFalse: < 0 } && body.Regions.FirstOrDefault(r => r.Filter.Contains(block)) is { } region)
        {
            // The end of a when clause. A handler that awaits stands behind the try: what the clause leads to only notes that it is to run.
            return region.Handler.Any(blocks.Contains) ? true : null;
        }

        // One operand of several: the side that says no stores a constant, and is done.
        if (body.Regions.FirstOrDefault(r => r.Filter.Contains(test.WhenTrue) && r.Filter.Contains(test.WhenFalse)) is { } clause)
        {
            return !clause.Handler.Any(blocks.Contains) || GoesOn(test.WhenTrue) == GoesOn(test.WhenFalse) ? null : GoesOn(test.WhenTrue);

            bool GoesOn(int side) => body.BlockOfSite.Contains(side) || body.Blocks[side].IsTest || body.Steps.Any(s => s.Block == side && s.Kind == StepKind.TypeTest);
        }

        var whenTrue = test.WhenTrue >= 0 && blocks.Contains(test.WhenTrue);
        var whenFalse = test.WhenFalse >= 0 && blocks.Contains(test.WhenFalse);
        return whenTrue == whenFalse ? null : whenTrue;
    }

    /// <summary>The one constant that a local begins with outside the loop, and by how much it grows in each turn.</summary>
    private static (int Start, int Step, int Block, StepFact Grows)? Counter(ControlFlow flow, string slot, int head, HashSet<int> blocks)
    {
        var stores = flow.Body.Steps.Where(s => s.Slot == slot && s.Kind is StepKind.LocalWrite or StepKind.Increment).ToList();
        var inside = stores.Where(s => blocks.Contains(s.Block)).ToList();
        if (inside.Count != 1 || inside[0].Kind != StepKind.Increment || Number(inside[0].Value) is not { } step || step == 0)
        {
            return null;
        }

        // One local can serve several loops, each of which sets it anew.
        var sets = stores.FindLastIndex(s => !blocks.Contains(s.Block) && s.Kind == StepKind.LocalWrite && flow.Enters(s.Block, head));
        var between = sets < 0 ? [] : stores.Skip(sets + 1).TakeWhile(s => s != inside[0]);
        return sets >= 0 && !between.Any() && Number(stores[sets].Value) is { } start ? (start, step, inside[0].Block, inside[0]) : null;
    }

    /// <summary><c>if (first == null) { first = ex; goto again; }</c>, <c>if (!again) { again = true; continue; }</c>: it goes on once, and notes that it has.</summary>
    private static bool IsNoted(ControlFlow flow, int test, int head, HashSet<int> blocks, bool stays, Comparison compares, int against)
    {
        var stores = flow.Body.Steps.Where(s => s.Slot == flow.Body.Blocks[test].Tested.Text && s.Kind is StepKind.LocalWrite or StepKind.Increment).ToList();
        var notes = stores.Where(s => blocks.Contains(s.Block)).ToList();
        var start = stores.FindLast(s => !blocks.Contains(s.Block) && s.Kind == StepKind.LocalWrite && flow.Enters(s.Block, head))?.Value;
        return notes.Count == 1 && notes[0].Kind == StepKind.LocalWrite && start is { } before
            && Holds(before) == stays && Holds(notes[0].Value) == !stays
            && notes[0].Block != test && !flow.Enters(notes[0].Block, test)
            && !flow.Body.Regions.Any(r => r.IsCatch && r.Try.Contains(notes[0].Block) && r.Handler.Any(blocks.Contains)) // what fails before it has not noted anything
            && !ComesRoundWithout(flow, stays ? flow.Body.Blocks[test].WhenTrue : flow.Body.Blocks[test].WhenFalse, notes[0].Block, head, blocks);

        bool? Holds(ValueFact value) => value.Kind switch
        {
            ValueKind.Number => Number(value) is { } number ? LoopTurns.Holds(number, compares, against) : null,
            ValueKind.Null => compares == Comparison.NotEqual && against == 0 ? false : null,
            ValueKind.Caught or ValueKind.New => compares == Comparison.NotEqual && against == 0 ? true : null,
            _ => null,
        };
    }

    private static bool ComesRoundWithout(ControlFlow flow, int from, int note, int head, HashSet<int> blocks)
    {
        var seen = new HashSet<int> { note };
        var queue = new Queue<int>();
        if (seen.Add(from))
        {
            queue.Enqueue(from);
        }

        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            if (block == head)
            {
                return true;
            }

            foreach (var next in flow.Successors[block].Where(next => blocks.Contains(next) && seen.Add(next)))
            {
                queue.Enqueue(next);
            }
        }

        return false;
    }

    /// <summary>How often the test keeps the loop going; -1 for more often than anybody counts.</summary>
    private static int Passes(int value, int step, Comparison comparison, int against, bool stays)
    {
        const int Most = 1000;
        for (var passes = 0; passes <= Most; passes++)
        {
            if (Holds(value, comparison, against) != stays)
            {
                return passes;
            }

            value += step;
        }

        return -1;
    }

    public static bool Holds(int value, Comparison comparison, int against) => comparison switch
    {
        Comparison.Equal => value == against,
        Comparison.NotEqual => value != against,
        Comparison.Less => value < against,
        Comparison.LessOrEqual => value <= against,
        Comparison.Greater => value > against,
        _ => value >= against,
    };

    /// <summary>A when clause first asks for the type; what it asks then, and counts, does not lie on every way to its end, but on the one that ends in true.</summary>
    private static bool IsSameFilter(BodyFact body, int counter, int test) =>
        body.Regions.Any(r => r.Filter.Contains(counter) && r.Filter.Contains(test));

    /// <summary><c>try { attempt++; … } catch when (attempt &lt; 3)</c>: what fails in the try comes after it, and has been counted where its handler asks.</summary>
    private static bool IsOfTheTry(ControlFlow flow, StepFact grows, int test) =>
        flow.Body.Regions.Any(r => r.IsCatch && r.Try.Contains(grows.Block) && (r.Filter.Contains(test) || r.Handler.Contains(test) || r.Handler.Any(h => flow.Enters(h, test)))
            && Enumerable.Range(grows.SitesBefore, Math.Max(0, flow.Body.BlockOfSite.Count - grows.SitesBefore)).Select(site => flow.Body.BlockOfSite[site]).Any(work => r.Try.Contains(work) && flow.Enters(grows.Block, work)));

    /// <summary>Whether the test stands before the work of a turn: what a handler of the loop protects, or else whatever the loop calls.</summary>
    private static bool IsFirst(ControlFlow flow, int test, HashSet<int> blocks)
    {
        var tried = flow.Body.Regions.FirstOrDefault(r => r.IsCatch && r.Handler.Any(blocks.Contains) && r.Try.Any(blocks.Contains))?.Try;
        return (tried ?? flow.Body.BlockOfSite).Where(blocks.Contains).All(work => flow.Dominates(test, work));
    }

    private static int? Number(ValueFact value) =>
        value.Kind == ValueKind.Number && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
