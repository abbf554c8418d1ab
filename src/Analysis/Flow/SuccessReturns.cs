using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>
/// Where control goes behind a try that has ended well. Of a <c>return</c> in an <c>await using</c> the compiler leaves a number that says that the method is to end, and a test of it behind the disposal: the way there has only one of its branches.
/// </summary>
internal static class SuccessReturns
{
    /// <summary>The locals that a loop gives numbers and tests.</summary>
    public static IEnumerable<string> Flags(BodyFact body, HashSet<int> blocks) =>
        blocks.Select(b => body.Blocks[b])
            .Where(b => b.IsTest && b.Tested.Kind == ValueKind.Local)
            .Select(b => b.Tested.Text)
            .Distinct()
            .Where(slot => body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == slot && s.Value.Kind == ValueKind.Number && blocks.Contains(s.Block)));

    /// <param name="flag">The local whose number is followed; null for none.</param>
    public static bool ComesRound(BodyFact body, RegionFact region, int head, HashSet<int> blocks, string? flag)
    {
        var stores = flag is null ? null : body.Steps.Where(s => s.Slot == flag).ToLookup(s => s.Block);
        var seen = new HashSet<(int Block, int? Number)>();
        var queue = new Queue<(int Block, int? Number)>(region.Try.Where(blocks.Contains).Select(b => (b, (int?)null)).Where(seen.Add).ToList());
        while (queue.Count > 0)
        {
            var (block, before) = queue.Dequeue();
            var number = stores is null ? null : Behind(stores[block], before);
            foreach (var next in Next(body.Blocks[block], flag, number))
            {
                if (next == head)
                {
                    return true;
                }

                if (blocks.Contains(next) && !region.Handler.Contains(next) && seen.Add((next, number)))
                {
                    queue.Enqueue((next, number));
                }
            }
        }

        return false;
    }

    private static int? Behind(IEnumerable<StepFact> stores, int? before)
    {
        foreach (var step in stores)
        {
            before = step.Kind == StepKind.LocalWrite && step.Value.Kind == ValueKind.Number && int.TryParse(step.Value.Text, out var number) ? number
                : step.Kind is StepKind.LocalWrite or StepKind.Increment ? null
                : before;
        }

        return before;
    }

    private static IReadOnlyList<int> Next(BlockFact block, string? flag, int? number)
    {
        if (number is not { } known || !block.IsTest || block.Tested.Kind != ValueKind.Local || block.Tested.Text != flag)
        {
            return block.Next;
        }

        var isTrue = block.Compares is Comparison.None ? known != 0 : LoopTurns.Holds(known, block.Compares, block.Against);
        return [isTrue ? block.WhenTrue : block.WhenFalse];
    }
}
