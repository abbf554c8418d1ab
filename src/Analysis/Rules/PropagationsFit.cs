using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1103: what must join a boundary is not called where none is open, and what must run outside is not called inside. At run time both are refused.</summary>
internal sealed class PropagationsFit : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (!context.Graph.Focus.Any(n => TransactionCalls.IsMandatory(n) || TransactionCalls.IsNever(n)))
        {
            yield break;
        }

        foreach (var entry in context.Entries.Where(e => e.IsCritical && TransactionCalls.IsMandatory(e.Node)))
        {
            yield return Breach(entry, [], certain: true, new SiteLocation(entry.Node, -1), entry.Node, entry.Node, -1, Outside(entry.Node));
        }

        foreach (var edge in context.Graph.Focus.SelectMany(n => n.Edges).Where(e => TransactionCalls.IsUsers(e.From)))
        {
            if (TransactionCalls.IsMandatory(edge.To))
            {
                var outside = context.Transactions.Outside;
                if (outside.Reach.Reaches(edge.From) && outside.Leaves(edge))
                {
                    yield return Breach(outside.Reach.EntryOf(edge.From), outside.Reach.PathTo(edge.From), edge.Certain && outside.Reach.IsCertain(edge.From), edge, Outside(edge.To));
                }
            }
            else if (TransactionCalls.IsNever(edge.To) && Around(context, edge) is var (around, isOwn) && TransactionPath.To(context, edge.From, around, isOwn) is { } path)
            {
                yield return Breach(path.Entry, path.Edges, edge.Certain && path.Certain, edge, $"{Names.Short(edge.To)} must not run in a transaction, and {Names.Short(around.Node)} has one open around it");
            }
        }
    }

    private static string Outside(MethodNode node) => $"{Names.Short(node)} must join a transaction boundary, and none is open on this path";

    private static (TransactionAround Around, bool IsOwn)? Around(RuleContext context, CallEdge edge)
    {
        var transactions = context.Transactions;
        return transactions.Open.Around(edge) is { } open ? (open, open.Node == edge.From)
            : transactions.Inside.Reaches(edge.From) && transactions.Open.Keeps(edge) ? (transactions.Inside.AroundOf(edge.From), false)
            : null;
    }

    private static Violation Breach(EntryPoint entry, IReadOnlyList<CallEdge> path, bool certain, CallEdge edge, string problem) =>
        Breach(entry, [.. path, edge], certain, new SiteLocation(edge.From, edge.Site), edge.To, edge.From, edge.Site, problem);

    private static Violation Breach(
        EntryPoint entry, IReadOnlyList<CallEdge> path, bool certain, Location location, MethodNode called, MethodNode caller, int site, string problem) => new(
        RuleTable.PropagationConflict,
        certain,
        entry,
        path,
        location,
        "boundary:" + (site < 0 ? called.Method.Id : EffectNames.Numbered(caller, site, called.Method.Id)),
        caller.Method.Id,
        problem,
        "",
        TransactionCalls.IsMandatory(called) ? "declare [TransactionBoundary] on a member that calls it" : "call it before the boundary or after");
}
