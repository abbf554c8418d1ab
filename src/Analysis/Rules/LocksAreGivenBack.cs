using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1007 for code that takes a lock by a call: where it is given back on one way through the body, it is so on all of them. Certain for a way without an exception, possible where a call in between can throw.
/// </summary>
internal sealed class LocksAreGivenBack : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var failing = new FailingCalls(context);
        foreach (var node in context.Locks.Sites.Locking.OrderBy(n => n.Index))
        {
            if (node.Method.Has(MethodTraits.Iterator) || context.Locks.Sites.IsHelper(node) || !context.Reach.Reaches(node))
            {
                continue;
            }

            foreach (var (enter, thrower) in LockLeaks.Find(node.Method, context.Locks.Sites.Of(node), site => failing.CanFail(node, site)))
            {
                var held = context.Locks.Sites.Of(node)[enter].Lock;
                var name = LockIndex.NameOf(held);
                var problem = thrower < 0
                    ? $"{Names.Short(node)} can return without giving {name} back"
                    : node.Method.Sites[thrower].Kind == SiteKind.New ? $"{Names.Short(node)} keeps {name} for ever when it throws {Names.Type(node.Method.Sites[thrower].Target.Type)}"
                    : $"{Names.Short(node)} keeps {name} for ever when {Names.Member(node.Method.Sites[thrower].Target)} throws";
                var remedy = held.IsAffine && node.Method.Sites[enter].Target.Type == "System.Threading.Monitor" ? "use lock, or give it back in a finally" : "give it back in a finally";
                if (LockReports.At(context, RuleTable.LockCannotGuard, certain: thrower < 0, node, enter, "leak " + held.Name, problem, Names.Member(node.Method.Sites[enter].Target), remedy) is { } violation)
                {
                    yield return violation;
                }
            }
        }
    }
}
