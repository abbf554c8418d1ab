using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1001: what is declared [GuardedBy] a lock is touched, or called, under that lock of the same object.</summary>
internal sealed class GuardedStateNeedsItsLock : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (context.Locks.Guards.All.Count == 0)
        {
            yield break;
        }

        foreach (var node in context.Graph.Nodes)
        {
            if (!node.Method.Has(MethodTraits.Generated) && context.Locks.Held.IsRun(node))
            {
                foreach (var line in Breaches(context, node).GroupBy(b => b.Access.Span.Line))
                {
                    // One statement often reads and writes, or touches several fields under one lock: it needs one remedy.
                    var worst = line.OrderByDescending(b => b.Access.IsWrite).ThenBy(b => b.Access.Site).First();
                    if (Report(context, worst.Access, worst.Guard) is { } violation)
                    {
                        yield return violation;
                    }
                }
            }
        }
    }

    private static IEnumerable<(FieldAccess Access, GuardedMember Guard)> Breaches(RuleContext context, MethodNode node)
    {
        var locks = context.Locks;
        foreach (var access in locks.Accesses.Of(node))
        {
            if (locks.Guards.Of(access.Field.Assembly, access.Field.Id) is { } guard && IsBreach(context, access, guard))
            {
                yield return (access, guard);
            }
        }

        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.Delegate && context.Graph.IsOwn(site.Target.Assembly)
                && context.Graph.Find(site.Target) is { } called && locks.Guards.Of(called.Assembly.Name, called.Method.Id) is { Method: not null } guard)
            {
                var receiver = called.Method.Has(MethodTraits.Static) ? HeldLock.Static : site.Receiver;
                var call = new FieldAccess(node, i, site.Target, receiver, IsWrite: !site.Target.Name.StartsWith("get_", StringComparison.Ordinal), IsAtomic: false, ChangesContent: false);
                if (site.Kind != SiteKind.Delegate && IsBreach(context, call, guard))
                {
                    yield return (call, guard);
                }
            }
        }
    }

    private static bool IsBreach(RuleContext context, FieldAccess access, GuardedMember guard) =>
        !LockIndex.IsUnshared(access)
        && !(guard.IsStatic && guard.Lock is { } instance && instance.Of != HeldLock.Static) // IC1007
        && !guard.IsHeld(context.Locks.Held.At(access.Node, access.Site), access.Receiver, access.IsWrite);

    private static Violation? Report(RuleContext context, FieldAccess access, GuardedMember guard)
    {
        var held = context.Locks.Held.At(access.Node, access.Site);
        var same = held.Locks.FirstOrDefault(h => h.Name == guard.Lock!.Value.Name);
        var isForReading = same.Name is not null && same.IsShared && same.Of == access.Receiver;
        var isOther = same.Name is not null && !isForReading;
        var verb = guard.Method is not null && !IsAccessor(guard.Method) ? "calls" : access.IsWrite ? "writes" : "reads";
        var name = Names.Short(access.Node);
        var lockName = LockIndex.NameOf(guard.Lock!.Value);
        var problem = isForReading ? $"{name} {verb} {guard.Name} while it holds {lockName} for reading only"
            : isOther ? $"{name} {verb} {guard.Name} of one object under the {lockName} of another"
            : $"{name} {verb} {guard.Name} without {lockName}, which guards it";
        var remedy = isForReading ? "enter it for writing" : isOther ? $"take the {lockName} of the object that is touched" : $"take {lockName} here, or declare [GuardedBy(\"{lockName}\")] on the method and take it in the callers";
        var isKnown = GuardedMember.IsNamed(access.Receiver) || !isOther;
        var (start, way) = context.Locks.Held.Without(access.Node, guard.Lock!.Value with { Of = access.Receiver.Kind == ValueKind.This ? access.Receiver : guard.Lock!.Value.Of });
        return LockReports.At(context, RuleTable.GuardedStateWithoutLock, isKnown, access.Node, access.Site, verb + " " + guard.Name, problem, guard.Name, remedy, start, way)
            ?? LockReports.At(context, RuleTable.GuardedStateWithoutLock, isKnown, access.Node, access.Site, verb + " " + guard.Name, problem, guard.Name, remedy);
    }

    private static bool IsAccessor(MethodNode node) => node.Method.Has(MethodTraits.SpecialName);
}
