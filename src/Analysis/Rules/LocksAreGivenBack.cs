using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1007 for code that takes a lock by a call: where it is given back on one way through the body, it is so on all of them. Certain for a way without an exception, possible where a call in between can throw.
/// It stands where the lock is taken, and shows the return or throw that leaves with it.
/// </summary>
internal sealed class LocksAreGivenBack : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var failing = new FailingCalls(context);
        var handedOver = HandedOver(context);
        foreach (var node in context.Locks.Sites.Locking.OrderBy(n => n.Index))
        {
            if (node.Method.Has(MethodTraits.Iterator) || !context.Reach.Reaches(node))
            {
                continue;
            }

            foreach (var enter in LockLeaks.Kept(node.Method, context.Locks.Sites.Of(node)))
            {
                var kept = context.Locks.Sites.Of(node)[enter].Lock;
                if (!handedOver.Contains(kept.Name) && !IsPassedOn(node.Method, enter) && !IsForCallers(context, node, kept)
                    && LockReports.At(context, RuleTable.LockCannotGuard, certain: true, node, enter, "leak " + kept.Name, $"{Names.Short(node)} takes {LockIndex.NameOf(kept)}, and nothing gives it back", Names.Member(node.Method.Sites[enter].Target), "give it back in a finally") is { } leak)
                {
                    yield return leak;
                }
            }

            if (context.Locks.Sites.IsHelper(node))
            {
                continue;
            }

            foreach (var (enter, thrower, leaves) in LockLeaks.Find(node.Method, context.Locks.Sites.Of(node), site => failing.CanFail(node, site)))
            {
                var held = context.Locks.Sites.Of(node)[enter].Lock;
                if (!held.IsAffine && handedOver.Contains(held.Name))
                {
                    continue; // another member, or what runs later, gives the slot back
                }

                var name = LockIndex.NameOf(held);
                var problem = thrower < 0
                    ? $"{Names.Short(node)} can return without giving {name} back"
                    : node.Method.Sites[thrower].Kind == SiteKind.New ? $"{Names.Short(node)} keeps {name} for ever when it throws {Names.Type(node.Method.Sites[thrower].Target.Type)}"
                    : $"{Names.Short(node)} keeps {name} for ever when {Names.Member(node.Method.Sites[thrower].Target)} throws";
                var remedy = held.IsAffine && node.Method.Sites[enter].Target.Type == "System.Threading.Monitor" ? "use lock, or give it back in a finally" : "give it back in a finally";
                if (LockReports.At(context, RuleTable.LockCannotGuard, certain: thrower < 0, node, enter, "leak " + held.Name, problem, Names.Member(node.Method.Sites[enter].Target), remedy) is { } violation)
                {
                    yield return !leaves.IsKnown ? violation : violation with { Also = [(new SpanLocation(node, leaves), $"leaves with {name}")] };
                }
            }
        }
    }

    /// <summary>Locks that some body gives back without having taken them.</summary>
    private static HashSet<string> HandedOver(RuleContext context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in context.Locks.Sites.Locking)
        {
            var steps = context.Locks.Sites.Of(node);
            names.UnionWith(steps
                .Where(exit => exit.Value.Action == LockAction.Exit && !steps.Any(enter => enter.Value.Action == LockAction.Enter && enter.Value.Lock.Name == exit.Value.Lock.Name))
                .Select(exit => exit.Value.Lock.Name));
        }

        return names;
    }

    /// <summary>Something is made that gives it back: a scope, a delegate.</summary>
    private static bool IsPassedOn(MethodFact method, int enter) =>
        Enumerable.Range(enter, method.Sites.Count - enter).Any(i => method.Sites[i].Kind is SiteKind.New or SiteKind.Delegate && method.Flow.CanFollow(enter, i));

    /// <summary>A helper takes it for those who call it, and each of them gives it back.</summary>
    private static bool IsForCallers(RuleContext context, MethodNode node, HeldLock kept) =>
        context.Locks.Sites.IsHelper(node)
        && context.Graph.CallsBackwards.Of(node).Select(e => e.From).Distinct().ToList() is { Count: > 0 } callers
        && callers.TrueForAll(c => context.Locks.Sites.Of(c).Values.Any(s => s.Action == LockAction.Exit && s.Lock.Name == kept.Name));
}
