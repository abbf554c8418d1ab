using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary><c>if (!isDraft) Save(); … if (isDraft) Save();</c>: one after the other as control goes, but never in one execution, since nothing sets in between what both ask for.</summary>
internal static class ExclusiveBranches
{
    public static bool Are(ControlFlow flow, int first, int second)
    {
        if (!flow.Body.HasTests)
        {
            return false;
        }

        var (from, to) = (flow.Body.BlockOfSite[first], flow.Body.BlockOfSite[second]);
        var then = flow.Known(to);
        return then.Count > 0 && flow.Known(from).Any(known => then.Contains((known.Tested, !known.IsTrue)) && IsPlain(flow, known.Tested) && Stays(flow, known.Tested, from));
    }

    /// <summary>Tested for itself everywhere: two numbers that it is compared with exclude nothing.</summary>
    private static bool IsPlain(ControlFlow flow, ValueFact tested) =>
        flow.Body.Blocks.All(b => b.Tested != tested || b.Compares == Comparison.None);

    private static bool Stays(ControlFlow flow, ValueFact tested, int from)
    {
        switch (tested.Kind)
        {
            case ValueKind.Parameter:
                return true;
            case ValueKind.Result when Values.Index(tested) is { } site:
                return !Behind(flow, from).Contains(flow.Body.BlockOfSite[site]);
            case ValueKind.Local:
                return flow.Body.Steps.Where(s => s.Kind is StepKind.LocalWrite or StepKind.Increment or StepKind.Advance && s.Slot == tested.Text).Select(s => s.Block).ToList() is { Count: > 0 } writes
                    && !Behind(flow, from).Overlaps(writes);
            default:
                return false;
        }
    }

    /// <summary>The block itself, and all that can run after it.</summary>
    private static HashSet<int> Behind(ControlFlow flow, int block)
    {
        var behind = new HashSet<int> { block };
        var queue = new Queue<int>(behind);
        while (queue.Count > 0)
        {
            foreach (var next in flow.Successors[queue.Dequeue()].Where(behind.Add))
            {
                queue.Enqueue(next);
            }
        }

        return behind;
    }
}
