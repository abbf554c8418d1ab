using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1001 for code that declares nothing: a field that its type writes under a lock in one place and without it in another, and a collection that it changes under a lock and goes through without. Possible only: the
/// second place may be one that no other thread comes to at that time.
/// A method that forgets one lock for several fields is told once.
/// </summary>
internal sealed class SharedStateIsWrittenUnderOneLock : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var bare = Bare(context).ToList();
        foreach (var method in bare.GroupBy(b => (b.Touch.Access.Node, b.Guard.Name, b.Touch.IsOfAnother)))
        {
            var told = method
                .Where(b => context.Reach.Reaches(b.Touch.Access.Node) && !context.Locks.IsSingleThreaded(context, b.Touch.Access, context.Locks.Find(b.Touch.Access.Field)?.Field, uses: true))
                .OrderBy(b => b.Touch.Access.Site)
                .ToList();
            if (told.Count > 0 && Report(context, told[0].Touch, told[0].Guard, told[0].There, told.Select(b => b.Touch.Name).Distinct().Count() - 1) is { } violation)
            {
                yield return violation;
            }
        }
    }

    /// <summary>What is touched without the lock that guards it elsewhere. A field and the parts of what it holds have one guard.</summary>
    private static IEnumerable<(StateTouch Touch, HeldLock Guard, string There)> Bare(RuleContext context)
    {
        var guards = new FieldGuards(context);
        var others = StateTouches.OfOthers(context).ToLookup(t => (t.Access.Field.Assembly, t.Access.Field.Id));
        foreach (var field in StateTouches.All(context).GroupBy(t => (t.Access.Field.Assembly, t.Access.Field.Id)))
        {
            var written = field.Where(t => t.Access.IsWrite).ToList();
            foreach (var state in written.GroupBy(t => t.Part))
            {
                if ((guards.MostUsed(state) ?? (state.Key.Length == 0 ? guards.MostUsed(written) : null)) is not { } guard)
                {
                    continue;
                }

                var there = written.Where(w => w.IsUnder(guard)).Select(w => Names.Short(w.Access.Node)).FirstOrDefault() ?? guards.Holder(written, guard);
                // Where the lock only sees to it that it is made once, whoever stores another one makes it as well.
                var isLazy = state.Any(w => w.IsUnder(guard)) && state.Where(w => w.IsUnder(guard)).All(w => IsLazy(w.Access));
                foreach (var touch in state.Where(w => !w.IsUnder(guard) && !(isLazy && !IsCleared(w.Access)) && !IsGuard(w.Access, guard) && !InitialisedOnce.Is(context, w.Access)))
                {
                    yield return (touch, guard, there);
                }

                // other._count under the own lock: whoever takes it believes that it guards the other's, too.
                if (state.Key.Length == 0 && guard.IsField && guard.Of.Kind == ValueKind.This)
                {
                    foreach (var other in others[field.Key].Where(o => o.IsUnder(guard) && !o.IsUnder(guard with { Of = o.Access.Receiver })))
                    {
                        yield return (other, guard, there);
                    }
                }

                // Whoever changes it everywhere under the lock has seen that it needs one.
                if (state.Key.Length == 0 && state.Any(w => w.Access.ChangesContent || (guard.IsAffine && StateTouches.IsWide(w.Access.Field.Returns))) && state.All(w => w.IsUnder(guard)) && !state.All(w => IsFilledOnce(w.Access.Node)))
                {
                    foreach (var read in field.Where(t => !t.Access.IsWrite && !t.IsUnder(guard) && !IsLookedAtFirst(context, t.Access, guard)))
                    {
                        yield return (read, guard, there);
                    }
                }
            }
        }
    }

    /// <summary><c>if (now &lt; _until) return _token; lock (_gate) { … }</c>: the value decides nothing that is not decided again under the lock.</summary>
    private static bool IsLookedAtFirst(RuleContext context, FieldAccess access, HeldLock guard) =>
        StateTouches.IsWide(access.Field.Returns)
        && context.Locks.Sites.Of(access.Node).Any(s => s.Value.Action == LockAction.Enter && s.Value.Lock.Name == guard.Name && access.Node.Method.Flow.CanFollow(access.Site, s.Key));

    private static bool IsLazy(FieldAccess access) => !access.ChangesContent && access.Node.Method.Sites[access.Site].Kind == SiteKind.FieldWrite && LazyFields.IsMadeOnceBy(access.Node.Method, access.Site);

    /// <summary>The lock itself is replaced: IC1007 speaks of that.</summary>
    private static bool IsGuard(FieldAccess access, HeldLock guard) => guard.Name == access.Field.Id && !access.ChangesContent;

    /// <summary>What has been tested is gone when it is used.</summary>
    private static bool IsCleared(FieldAccess access) => access.ChangesContent || Values.Argument(access.Node.Method.Sites[access.Site], 0) is { Kind: ValueKind.Null } or { Kind: ValueKind.Number };

    /// <summary><c>if (_loaded) return; … _loaded = true;</c> under the lock: after that it does not change any more.</summary>
    private static bool IsFilledOnce(MethodNode node)
    {
        var method = node.Method;
        return method.Sites.Any(s => s.Kind == SiteKind.FieldWrite && Values.Argument(s, 0) == new ValueFact(ValueKind.Number, "1")
            && method.Body.Blocks.Any(b => b.IsTest && b.Tested == new ValueFact(ValueKind.Field, s.Target.Id)));
    }

    private static Violation? Report(RuleContext context, StateTouch write, HeldLock guard, string there, int more)
    {
        var access = write.Access;
        var lockName = LockIndex.NameOf(guard);
        var name = Names.Short(access.Node);
        var verb = !access.IsWrite ? "reads" : access.ChangesContent && write.Part.Length == 0 ? "changes" : "writes";
        var fields = more > 0 ? $"{write.Name} and {more} more" : write.Name;
        var needed = write.IsOfAnother ? "the " + lockName + " of the other object" : lockName;
        var problem = $"{name} {verb} {fields} without {needed}, under which {(there == name ? "it does so elsewhere" : there + (access.IsWrite ? " writes it" : " changes it"))}";
        var (start, way) = write.IsOfAnother ? (access.Node, []) : context.Locks.Held.Without(access.Node, guard);
        var remedy = $"take {needed}, or declare [GuardedBy] or [NotThreadSafe(\"why\")]";
        return LockReports.At(context, RuleTable.GuardedStateWithoutLock, certain: false, access.Node, access.Site, (access.IsWrite ? "write " : "read ") + write.Name, problem, write.Name, remedy, start, way)
            ?? LockReports.At(context, RuleTable.GuardedStateWithoutLock, certain: false, access.Node, access.Site, (access.IsWrite ? "write " : "read ") + write.Name, problem, write.Name, remedy);
    }
}
