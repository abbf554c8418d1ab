using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>
/// Whether a lock that is held where a field is written is there for that field. Who takes it around the write or a read says so. What only its callers lock may be locked for something else that they do, such as saving the file
/// that a method reads eighty settings from: that speaks for a field only where the method computes its new value from the old one (or, where all callers hold it, has looked at the old one), or touches little else.
/// </summary>
internal sealed class LockPurpose(RuleContext context)
{
    /// <summary>A method that touches more fields of its type than this is about something else than one of them.</summary>
    private const int Few = 2;

    private readonly Dictionary<MethodNode, HeldLocks> _alone = [];

    /// <param name="writes">All writes of the field.</param>
    /// <param name="isDisputed">Only some callers of the writing method hold it.</param>
    public bool IsFor(IReadOnlyList<StateTouch> writes, HeldLock guard, bool isDisputed)
    {
        var touched = context.Locks.Touches(writes[0].Access.Field).ToList();
        if (touched.Exists(t => IsTakenFor(t, guard)) || writes.Any(w => IsTakenFor(w.Access, guard)))
        {
            return true;
        }

        return isDisputed
            ? writes.Any(w => context.Locks.Held.Disputed(w.Access.Node).Contains(guard) && (IsUpdate(w.Access) || IsOfGuarded(w.Access, guard))) && IsMostly(touched, guard)
            : writes.Any(w => w.IsUnder(guard) && (IsUpdate(w.Access) || IsReadBefore(w.Access) || Fields(w.Access.Node) <= Few));
    }

    /// <summary>The body holds it by itself, or is a part of one that runs under it.</summary>
    private bool IsTakenFor(FieldAccess access, HeldLock guard)
    {
        var node = access.Node;
        if (node.Method.Has(MethodTraits.Lambda) || node.Method.Has(MethodTraits.LocalFunction))
        {
            return context.Locks.HeldAt(access).Locks.Any(h => h.Name == guard.Name);
        }

        if (!_alone.TryGetValue(node, out var alone))
        {
            _alone.Add(node, alone = context.Locks.Held.Alone(node));
        }

        var held = access.Stored is { } step ? alone.At(step) : alone.At(access.ChangedBy >= 0 ? access.ChangedBy : access.Site);
        return held.Locks.Any(h => h.Name == guard.Name);
    }

    /// <summary>Whether the new value comes from the old one, as it does where something is counted, or put into what the field holds: then two at once lose one.</summary>
    private static bool IsUpdate(FieldAccess access) =>
        access.ChangesContent || (Values.Argument(access.Node.Method.Sites[access.Site], 0).Kind == ValueKind.Unknown && IsReadBefore(access));

    /// <summary><c>_free = _capacity - _plates.Count;</c>, where whoever changes these holds the lock: without it, what is computed is of two states.</summary>
    private bool IsOfGuarded(FieldAccess access, HeldLock guard)
    {
        var method = access.Node.Method;
        var read = method.Sites.Take(access.Site).Where(s => s.Kind == SiteKind.FieldRead && s.Target.Type == method.Type && s.Target.Id != access.Field.Id && s.Target.Id != guard.Name).Select(s => s.Target).Distinct().ToList();
        return read.Exists(field => context.Locks.Touches(field).Where(t => t.IsWrite && !LockIndex.IsUnshared(t)).ToList() is { Count: > 0 } writes
            && writes.TrueForAll(w => context.Locks.HeldAt(w).Locks.Any(h => h.Name == guard.Name)));
    }

    /// <summary><c>if (_isFresh) return; …; _isFresh = true;</c>: what was read must still be so when it is written.</summary>
    private static bool IsReadBefore(FieldAccess access) =>
        access.Node.Method.Sites.Take(access.Site).FirstOrDefault(s => s.Target.Id == access.Field.Id)?.Kind == SiteKind.FieldRead;

    /// <summary>Not fewer members touch it where the lock is held, at least by some of their callers, than where it never is.</summary>
    private bool IsMostly(List<FieldAccess> touched, HeldLock guard)
    {
        var members = touched.GroupBy(t => t.Node.Owner(context.Graph)).ToList();
        var locked = members.Count(m => m.Any(t => context.Locks.HeldAt(t).Locks.Any(h => h.Name == guard.Name) || context.Locks.Held.Disputed(t.Node).Any(h => h.Name == guard.Name)));
        return 2 * locked >= members.Count;
    }

    private static int Fields(MethodNode node) =>
        node.Method.Sites.Where(s => s.Kind == SiteKind.FieldWrite && s.Target.Type == node.Method.Type).Select(s => s.Target.Id).Distinct().Count();
}
