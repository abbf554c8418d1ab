using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Which lock guards a field for which none is declared: what its writes show.</summary>
internal sealed class FieldGuards(RuleContext context)
{
    /// <summary>A lock that is held at less than one write of so many is held there for something else.</summary>
    private const int SeldomOf = 4;

    private readonly LockPurpose _purpose = new(context);

    /// <summary>The lock of the type's own that most writes hold, as far as it is there for the field; null when none holds any.</summary>
    public HeldLock? MostUsed(IEnumerable<StateTouch> writes)
    {
        var all = writes.ToList();
        var used = Most(all, all.SelectMany(w => w.Held.Locks.Where(h => IsGuard(h, w.Access))));
        var isDisputed = used is null;
        used ??= Most(all, all.SelectMany(w => context.Locks.Held.Disputed(w.Access.Node).Where(h => IsGuard(h, w.Access))));
        return used is { } guard && !IsChance(all, guard, isDisputed) && (guard.IsAffine || context.Locks.LetsOneIn(guard.Name)) && _purpose.IsFor(all, guard, isDisputed) ? guard : null;
    }

    /// <summary>A flag that forty places set, of which three do so while they hold a lock that is there for something else.</summary>
    private static bool IsChance(List<StateTouch> writes, HeldLock guard, bool isDisputed) => !isDisputed && writes.Count(w => w.Held.Locks.Any(h => h.Name == guard.Name)) * SeldomOf < writes.Count;

    /// <summary>Who holds a lock for a method that writes without taking it.</summary>
    public string Holder(IEnumerable<StateTouch> writes, HeldLock guard)
    {
        var node = writes.First(w => context.Locks.Held.Disputed(w.Access.Node).Contains(guard)).Access.Node;
        return "another caller of " + Names.Short(node);
    }

    private HeldLock? Most(List<StateTouch> writes, IEnumerable<HeldLock> locks)
    {
        var all = locks.GroupBy(h => h.Name).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var most = all.FindAll(g => g.Count() == all[0].Count());
        if (most.Count < 2)
        {
            return most.FirstOrDefault()?.First();
        }

        // A write under two locks, or one under each: where it is read, the code says which of them it is.
        var touched = context.Locks.Touches(writes[0].Access.Field).Select(context.Locks.HeldAt).ToList();
        return most.OrderByDescending(g => touched.Count(held => held.Locks.Any(h => h.Name == g.Key))).First().First();
    }

    private static bool IsGuard(HeldLock held, FieldAccess access) =>
        !held.IsShared && (held.Of == access.Receiver || held.Of == HeldLock.Static) && (held.IsField || held.Name == HeldLock.This || held.Name.StartsWith("type:", StringComparison.Ordinal));
}
