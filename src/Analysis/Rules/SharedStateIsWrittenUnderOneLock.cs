using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1001 for code that declares nothing: a field that its type writes under a lock in one place and without it in another. Possible only: the second place may be one that no other thread comes to at that time.
/// </summary>
internal sealed class SharedStateIsWrittenUnderOneLock : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var semaphores = new Lazy<HashSet<string>>(() => LettingOneIn(context));
        foreach (var field in Writes(context).GroupBy(w => (w.Access.Field.Assembly, w.Access.Field.Id)))
        {
            if (MostUsed(semaphores, field) is not { } guard)
            {
                continue;
            }

            foreach (var line in field.Where(w => !IsUnder(w, guard)).GroupBy(w => (w.Access.Node, w.Access.Span.Line)))
            {
                var (access, _) = line.First();
                if (Report(context, access, guard, field.First(w => IsUnder(w, guard)).Access) is { } violation
                    && !context.Locks.IsSingleThreaded(context, access, context.Locks.Find(access.Field)?.Field, uses: true))
                {
                    yield return violation;
                }
            }
        }
    }

    /// <summary>The writes that another thread could see, with what is held there.</summary>
    private static IEnumerable<(FieldAccess Access, LockSet Held)> Writes(RuleContext context)
    {
        var types = new HashSet<(string, string)>(context.Locks.Sites.Locking.Select(n => (n.Assembly.Name, n.Method.Type)));
        types.UnionWith(context.Graph.Nodes.Where(n => n.Method.Has(MethodTraits.Synchronized)).Select(n => (n.Assembly.Name, n.Method.Type)));
        foreach (var node in context.Graph.Nodes)
        {
            if (!context.Locks.Held.IsRun(node) || EndsTheObject(node.Owner(context.Graph)))
            {
                continue;
            }

            foreach (var access in context.Locks.Accesses.Of(node))
            {
                if (access.IsWrite && !access.IsAtomic && types.Contains((access.Field.Assembly, access.Field.Type)) && IsOwn(access) && !LockIndex.IsUnshared(access) && IsState(context, access))
                {
                    yield return (access, context.Locks.Held.At(node, access.Site));
                }
            }
        }
    }

    /// <summary>By the object itself, in a derived type as well.</summary>
    private static bool IsOwn(FieldAccess access) =>
        access.Receiver.Kind == ValueKind.This || (access.Receiver == HeldLock.Static && access.Field.Type == access.Node.Method.Type);

    private static bool IsState(RuleContext context, FieldAccess access) =>
        context.Locks.Find(access.Field) is var (type, field)
        && !field.Has(FieldTraits.PerThread)
        && !field.Has(FieldTraits.Volatile)
        && !type.Fact.Attributes.Any(a => a.Type == IntentNames.ThreadSafe) // IC1006 speaks of those
        && context.Locks.Guards.Of(access.Field.Assembly, access.Field.Id) is null;

    /// <summary>Who disposes of an object promises that nobody uses it any more.</summary>
    private static bool EndsTheObject(MethodNode node) =>
        node.Method.Name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "Finalize" or "System.IDisposable.Dispose" or "System.IAsyncDisposable.DisposeAsync";

    /// <summary>The lock of the type's own that most writes hold; null when none holds any.</summary>
    private static HeldLock? MostUsed(Lazy<HashSet<string>> semaphores, IEnumerable<(FieldAccess Access, LockSet Held)> writes)
    {
        var used = writes
            .SelectMany(w => w.Held.Locks.Where(h => !h.IsShared && (h.Of == w.Access.Receiver || h.Of == HeldLock.Static) && (h.IsField || h.Name == HeldLock.This || h.Name.StartsWith("type:", StringComparison.Ordinal))))
            .GroupBy(h => h.Name)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return used is not null && (used.First().IsAffine || semaphores.Value.Contains(used.Key)) ? used.First() : null;
    }

    /// <summary>A semaphore is a lock when it is made for one: others limit how many.</summary>
    private static HashSet<string> LettingOneIn(RuleContext context)
    {
        var first = new HashSet<string>(StringComparer.Ordinal);
        var one = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in context.Graph.Nodes.Where(n => n.Method.Has(MethodTraits.Constructor)))
        {
            for (var i = 1; i < node.Method.Sites.Count; i++)
            {
                if (node.Method.Sites[i] is { Kind: SiteKind.FieldWrite } write
                    && first.Add(write.Target.Id)
                    && node.Method.Sites[i - 1] is { Kind: SiteKind.New } made && Values.Argument(made, 0) == new ValueFact(ValueKind.Number, "1"))
                {
                    one.Add(write.Target.Id);
                }
            }
        }

        return one;
    }

    private static bool IsUnder((FieldAccess Access, LockSet Held) write, HeldLock guard) => write.Held.Locks.Any(h => h.Name == guard.Name && h.Of == guard.Of && !h.IsShared);

    private static Violation? Report(RuleContext context, FieldAccess access, HeldLock guard, FieldAccess other)
    {
        var field = AutoProperties.NameOf(access.Field);
        var lockName = LockIndex.NameOf(guard);
        var name = Names.Short(access.Node);
        var there = Names.Short(other.Node);
        var verb = access.ChangesContent ? "changes" : "writes";
        var problem = $"{name} {verb} {field} without {lockName}, under which {(there == name ? "it does so elsewhere" : there + " writes it")}";
        var (start, way) = context.Locks.Held.Without(access.Node, guard);
        var remedy = $"take {lockName}, or declare [GuardedBy] or [NotThreadSafe(\"why\")]";
        return LockReports.At(context, RuleTable.GuardedStateWithoutLock, certain: false, access.Node, access.Site, "write " + field, problem, field, remedy, start, way)
            ?? LockReports.At(context, RuleTable.GuardedStateWithoutLock, certain: false, access.Node, access.Site, "write " + field, problem, field, remedy);
    }
}
