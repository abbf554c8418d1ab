using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1106: work that runs at the same time does not use the context of the one who started it: a context serves one flow at a time, and its transaction may commit before the other is done
/// (<see href="https://learn.microsoft.com/ef/core/dbcontext-configuration/#avoiding-dbcontext-threading-issues"/>). Certain while a transaction is open, possible otherwise.
/// </summary>
internal sealed class ContextsStayInTheirTransaction : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var uses = new ContextUses(context.Graph, context.Catalogue);
        foreach (var node in context.Graph.Focus)
        {
            if (!TransactionCalls.IsUsers(node) || !context.Reach.Reaches(node))
            {
                continue;
            }

            foreach (var spawn in new ConcurrentWork(node, uses, site => TransactionCalls.Ends(context.Catalogue, node.Method.Sites[site]), site => context.Transactions.Open.Of(node).OpenAt(site)?.Transaction.Site).Find())
            {
                var around = Around(context, node, spawn.Site);
                yield return Breach(context, node, spawn, around);
            }
        }
    }

    private static TransactionAround? Around(RuleContext context, MethodNode node, int site)
    {
        var body = context.Transactions.Open.Of(node);
        if (body.OpenAt(site) is { } open)
        {
            return new(node, open.Transaction.Site, open.Certain);
        }

        var inside = context.Transactions.Inside;
        return inside.Reaches(node) && body.IsAroundAt(site) ? inside.AroundOf(node) with { Certain = inside.IsCertain(node) } : null;
    }

    private static Violation Breach(RuleContext context, MethodNode node, ConcurrentUse spawn, TransactionAround? around)
    {
        var by = Names.Member(node.Method.Sites[spawn.Site].Target);
        var problem = around is null
            ? $"{Names.Short(node)} uses one context in two flows at once ({by}): it serves one at a time"
            : $"{Names.Short(node)} hands its context to work that runs beside it ({by}) while the transaction of {Names.Short(around.Node)} is open";
        return new(
            RuleTable.ContextStaysInBoundary,
            context.Reach.IsCertain(node) && spawn.Certain && around is { Certain: true },
            context.Reach.EntryOf(node),
            spawn.Edge is null ? context.Reach.PathTo(node) : [.. context.Reach.PathTo(node), spawn.Edge],
            new SiteLocation(node, spawn.Site),
            "context:" + EffectNames.Numbered(node, spawn.Site, by),
            node.Method.Id,
            problem,
            "",
            "wait for one before the next, or give the work a context of its own (IDbContextFactory, IServiceScopeFactory)");
    }
}
