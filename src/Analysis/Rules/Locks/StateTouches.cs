using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>State that is touched where another thread could see or change it.</summary>
/// <param name="Part">Which part of the object that the field holds; empty for the field itself.</param>
/// <param name="Held">What is held there.</param>
internal sealed record StateTouch(FieldAccess Access, string Part, LockSet Held)
{
    public string Name => AutoProperties.NameOf(Access.Field) + Part;

    /// <summary>It belongs to another object than the one whose member touches it.</summary>
    public bool IsOfAnother => Access.Receiver.Kind != ValueKind.This && Access.Receiver != HeldLock.Static;

    public bool IsUnder(HeldLock guard) => Held.Locks.Any(h => h.Name == guard.Name && h.Of == guard.Of && !(h.IsShared && Access.IsWrite));
}

/// <summary>State for which nobody declared a guard, in types that take locks: where it is written, and where a collection is read that changes.</summary>
internal static class StateTouches
{
    private static readonly HashSet<string> OneWord = new(StringComparer.Ordinal) { "get_Count", "get_Capacity", "get_SyncRoot", "get_Comparer", "GetType", "System.Collections.ICollection.get_SyncRoot" };

    public static IEnumerable<StateTouch> All(RuleContext context)
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
                if (access.IsAtomic || (!access.IsWrite && !IsContentRead(access) && !IsWideRead(access)))
                {
                    continue;
                }

                var (state, part) = Outer(access) ?? (access, "");
                if (types.Contains((state.Field.Assembly, state.Field.Type)) && IsOwn(state) && !LockIndex.IsUnshared(state) && IsState(context, state))
                {
                    yield return new(state, part, Held(context, access));
                }
            }
        }
    }

    /// <summary>The same state of another object of the type, touched while some lock is held.</summary>
    public static IEnumerable<StateTouch> OfOthers(RuleContext context)
    {
        foreach (var node in context.Graph.Nodes)
        {
            if (!context.Locks.Held.IsRun(node) || EndsTheObject(node.Owner(context.Graph)))
            {
                continue;
            }

            foreach (var access in context.Locks.Accesses.Of(node))
            {
                if (!access.IsAtomic && access.Field.Type == node.Method.Type && access.Receiver.Kind is ValueKind.Parameter or ValueKind.Local or ValueKind.Result or ValueKind.Captured
                    && !LockIndex.IsUnshared(access) && Held(context, access) is { IsEmpty: false } held && IsState(context, access))
                {
                    yield return new(access, "", held);
                }
            }
        }
    }

    /// <summary>A body that gives a lock back which its caller took holds it until then.</summary>
    private static LockSet Held(RuleContext context, FieldAccess access)
    {
        var held = context.Locks.HeldAt(access);
        var steps = context.Locks.Sites.Of(access.Node);
        foreach (var exit in steps)
        {
            if (exit.Value.Action == LockAction.Exit && access.Node.Method.Flow.CanFollow(access.Site, exit.Key) && !steps.Values.Any(s => s.Action == LockAction.Enter && s.Lock.Name == exit.Value.Lock.Name))
            {
                held = held.Hold(exit.Value.Lock);
            }
        }

        return held;
    }

    /// <summary>What goes through a collection sees it half changed; its count is one number.</summary>
    private static bool IsContentRead(FieldAccess access)
    {
        var sites = access.Node.Method.Sites;
        if (sites[access.Site].Kind != SiteKind.FieldRead || !Mutables.IsCollection(access.Field.Returns))
        {
            return false;
        }

        var collection = new ValueFact(ValueKind.Field, access.Field.Id);
        for (var i = access.Site + 1; i < sites.Count; i++)
        {
            if (sites[i].Kind == SiteKind.FieldRead && sites[i].Target.Id == access.Field.Id)
            {
                return false;
            }

            if (sites[i].Kind is SiteKind.Call or SiteKind.VirtualCall
                && ((sites[i].Receiver == collection && !OneWord.Contains(sites[i].Target.Name)) || (sites[i].Target.Type == "System.Linq.Enumerable" && Values.Argument(sites[i], 0) == collection)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What takes more than one load can be half of the old value and half of the new one: whoever reads such a number, identifier or moment needs the lock under which it is written.</summary>
    private static bool IsWideRead(FieldAccess access) => access.Node.Method.Sites[access.Site].Kind == SiteKind.FieldRead && IsWide(access.Field.Returns);

    public static bool IsWide(TypeName? type) =>
        type is { Name: "System.Decimal" or "System.Guid" or "System.DateTimeOffset" or "System.Int128" or "System.UInt128" }
        || (type is { Name: "System.Nullable`1", Arguments: { Count: 1 } of } && (IsWide(of[0]) || of[0].Name is "System.Int64" or "System.UInt64" or "System.Double" or "System.DateTime" or "System.TimeSpan"))
        || type is { Name: "System.ValueTuple`2" or "System.ValueTuple`3" or "System.ValueTuple`4" };

    /// <summary>By the object itself, in a derived type as well.</summary>
    private static bool IsOwn(FieldAccess access) =>
        access.Receiver.Kind == ValueKind.This || (access.Receiver == HeldLock.Static && access.Field.Type == access.Node.Method.Type);

    /// <summary><c>_stats.Hits++</c>: state of the object that has the field, where nobody else is shown to have the inner one.</summary>
    private static (FieldAccess State, string Part)? Outer(FieldAccess access)
    {
        if (!access.IsWrite || access.Receiver.Kind != ValueKind.Field || LockNames.ReadOf(access.Node.Method, access.Site, access.Receiver.Text) is not (>= 0 and var read))
        {
            return null;
        }

        var holder = access.Node.Method.Sites[read];
        var name = AutoProperties.NameOf(access.Field);
        return (new(access.Node, read, holder.Target, LockNames.Owner(holder), IsWrite: true, IsAtomic: false, ChangesContent: true), name.Substring(name.LastIndexOf('.')));
    }

    public static bool IsState(RuleContext context, FieldAccess access) =>
        context.Locks.Find(access.Field) is var (type, field)
        && !field.Has(FieldTraits.PerThread)
        && !field.Has(FieldTraits.Volatile)
        && !type.Fact.Attributes.Any(a => a.Type == IntentNames.ThreadSafe) // IC1006 speaks of those
        && context.Locks.Guards.Of(access.Field.Assembly, access.Field.Id) is null;

    /// <summary>Who disposes of an object promises that nobody uses it any more.</summary>
    public static bool EndsTheObject(MethodNode node) =>
        node.Method.Name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "Finalize" or "System.IDisposable.Dispose" or "System.IAsyncDisposable.DisposeAsync";
}
