using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1001 for state that is made when it is first needed: who tests it before the lock tests it again inside, since somebody else may have made it while this thread waited.</summary>
internal sealed class LazyStateIsTestedUnderItsLock : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        foreach (var node in context.Locks.Sites.Locking.OrderBy(n => n.Index))
        {
            if (node.Method.Has(MethodTraits.Constructor) || StateTouches.EndsTheObject(node.Owner(context.Graph)) || !context.Locks.Held.IsRun(node) || !node.Method.Body.Blocks.Any(b => b.IsTest))
            {
                continue;
            }

            foreach (var (enter, step) in context.Locks.Sites.Of(node).OrderBy(p => p.Key).Select(p => (p.Key, p.Value)))
            {
                if (step is { Action: LockAction.Enter, Lock.IsShared: false, IsTried: false }
                    && Made(context, node, enter, step.Lock) is >= 0 and var store
                    && Report(context, node, enter, store, step.Lock) is { } violation
                    && !context.Locks.IsSingleThreaded(context, node, uses: true))
                {
                    yield return violation;
                }
            }
        }
    }

    /// <summary>
    /// The store under the lock into the field that was tested before it and is not read again in between; -1 when there is none. What was stored to as soon as it was tested is a flag that says whose turn it is, and is taken back inside.
    /// </summary>
    private static int Made(RuleContext context, MethodNode node, int enter, HeldLock taken)
    {
        var method = node.Method;
        var tested = context.Flows.Of(method).Known(method.Body.BlockOfSite[enter]).Where(k => k.Tested.Kind == ValueKind.Field && !k.IsTrue).Select(k => k.Tested.Text).ToList();
        tested.RemoveAll(id => method.Sites.Take(enter).Any(s => s.Kind == SiteKind.FieldWrite && s.Target.Id == id));
        for (var i = enter + 1; tested.Count > 0 && i < method.Sites.Count; i++)
        {
            var site = method.Sites[i];
            if (site.Kind == SiteKind.FieldRead)
            {
                tested.Remove(site.Target.Id);
            }
            else if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && context.Graph.Find(site.Target) is { } called && called.Type == node.Type)
            {
                tested.RemoveAll(id => called.Method.Sites.Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == id)); // a helper may test it
            }
            else if (site.Kind == SiteKind.FieldWrite && tested.Contains(site.Target.Id)
                && Values.Argument(site, 0).Kind != ValueKind.Null
                && context.Locks.Held.At(node, i).Has(taken) && !context.Locks.Held.At(node, enter).Has(taken))
            {
                return i;
            }
        }

        return -1;
    }

    private static Violation? Report(RuleContext context, MethodNode node, int enter, int store, HeldLock taken)
    {
        var field = AutoProperties.NameOf(node.Method.Sites[store].Target);
        var name = LockIndex.NameOf(taken);
        return LockReports.At(
            context,
            RuleTable.GuardedStateWithoutLock,
            certain: false,
            node,
            store,
            "make " + field,
            $"{Names.Short(node)} tests {field} before it takes {name} and not again inside: two threads that wait make it twice",
            field,
            "test it again under the lock, or use Lazy<T>");
    }
}
