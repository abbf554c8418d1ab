using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1005: two locks that are taken one inside the other are so everywhere in the same order. Possible only: whether two threads do it at once, and with the same objects, the code does not say.</summary>
internal sealed class LocksAreTakenInOneOrder : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var order = new LockOrder(context);
        foreach (var (first, then) in order.Contradictions())
        {
            var outer = LockIndex.NameOf(new HeldLock(then.Outer, HeldLock.Static, false, true));
            var inner = LockIndex.NameOf(new HeldLock(then.Inner, HeldLock.Static, false, true));
            var other = first.Path.Count == 0 ? Names.Short(first.Node) : Names.Short(first.Node) + " → " + Names.Short(first.Path[first.Path.Count - 1].To);
            if (Report(context, then, $"{Names.Short(then.Node)} takes {inner} while it holds {outer}; {other} takes them the other way round") is { } violation)
            {
                yield return violation;
            }
        }

        foreach (var pair in order.SameLockOfTwo())
        {
            var name = LockIndex.NameOf(new HeldLock(pair.Inner, HeldLock.Static, false, true));
            if (Report(context, pair, $"{Names.Short(pair.Node)} takes the {name} of two objects in the order in which it is given them; the other way round both wait for ever") is { } violation)
            {
                yield return violation;
            }
        }
    }

    private static Violation? Report(RuleContext context, LockPair pair, string problem) =>
        LockReports.At(
            context,
            RuleTable.LocksInOneOrder,
            certain: false,
            pair.Node,
            pair.Site,
            "order " + pair.Outer + " " + pair.Inner,
            problem,
            pair.Path.Count == 0 ? "" : string.Join(" → ", pair.Path.Select(e => Names.Short(e.To))),
            "take them in one order everywhere");
}
