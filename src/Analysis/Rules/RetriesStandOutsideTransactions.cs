using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1304: a retry inside an open transaction. After a failure the transaction is doomed or keeps what the attempt has written, and the pauses hold its locks; each attempt needs a transaction of its own. One that asks no
/// database leaves nothing in it.
/// </summary>
internal sealed class RetriesStandOutsideTransactions : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var refused = new Refused(context.Graph);
        var work = new AttemptedWork(context);
        var all = Find(context).Where(f => !(work.IsOfNoDatabase(f.Layer) && work.IsRemembered(f.In.Path.Below.Concat(Repeated(f.Layer)))));
        foreach (var (layer, found) in all.GroupBy(f => (f.In.Node, f.In.Site)).Select(same => same.OrderByDescending(f => f.In.Path.Certain && !LeavesNothing(f.Layer)).ThenBy(f => f.In.Path.Edges.Count).First()))
        {
            if (!refused.Use(context, found.Path.Edges.Select(e => e.From).Append(found.Around.Node).Append(layer.Node)))
            {
                yield return Breach(layer, found, LeavesNothing(layer));
            }
        }

        bool LeavesNothing(RetryLayer layer) => work.IsOfNoDatabase(layer) || work.IsTakenBack(layer);
    }

    /// <summary>The calls that stand where the retry does.</summary>
    private static IEnumerable<CallEdge> Repeated(RetryLayer layer) => layer.Node.EdgesAt(layer.Site).Take(1);

    /// <summary>The outermost retry on each path: those inside it are inside the transaction because it is.</summary>
    private static IEnumerable<(RetryLayer Layer, InTransaction In)> Find(RuleContext context)
    {
        var retries = context.Retries;
        var open = context.Transactions.Open;
        var reported = new HashSet<RetryLayer>();
        foreach (var node in open.Concerned.Where(context.Reach.Reaches))
        {
            foreach (var layer in Own(retries, node))
            {
                // A loop that opens the transaction itself gives each attempt its own.
                if ((open.Of(node).OpenAt(layer.Site) ?? HeldOver(context, open.Of(node), node, layer.Site)) is { } opened
                    && retries.LoopsOf(node).FirstOrDefault(l => l.Layer == layer)?.Blocks.Contains(node.Method.Body.BlockOfSite[opened.Transaction.Site]) != true
                    && IsOutermost(retries, node, layer, reported))
                {
                    var path = new TransactionPath(context.Reach.EntryOf(node), context.Reach.PathTo(node), [], opened.Certain && context.Reach.IsCertain(node));
                    yield return (layer, new(node, layer.Site, new(node, opened.Transaction.Site, opened.Certain), path));
                }
            }
        }

        // What a guarded member runs is IC5002's.
        bool Retries(CallEdge edge) => retries.Of(edge).Any(l => l.Kind is not (RetryKind.Declared or RetryKind.Strategy));
        bool IsGuarded(CallEdge edge) => retries.DeclaredOn(edge.To) is not null && edge.To.Guard is not null;
        var inside = new InsideTransactions(context.Graph, context.Catalogue, open, edge => !Retries(edge) && !IsGuarded(edge));
        foreach (var node in inside.Reached.Where(context.Reach.Reaches))
        {
            var declared = inside.PathTo(node).Count > 0 && node.Guard is null && retries.DeclaredOn(node) is { } said && reported.Add(said) ? said : null;
            foreach (var layer in new[] { declared }.OfType<RetryLayer>().Concat(Own(retries, node).Where(l => open.Of(node).IsAroundAt(l.Site) && IsOutermost(retries, node, l, reported))))
            {
                foreach (var found in InTransaction.Leading(context, (node, layer.Site), inside.AroundOf(node), isOwn: false, inside))
                {
                    yield return (layer, found);
                }
            }
        }
    }

    /// <summary>Open before a retry and still open behind it: then it is open inside, too, whatever the ways out of the retry look like.</summary>
    private static (OpenedTransaction Transaction, bool Certain)? HeldOver(RuleContext context, BodyTransactions body, MethodNode node, int site)
    {
        var flow = context.Flows.Of(node.Method);
        for (var o = 0; o < body.Opened.Count; o++)
        {
            var isOpenBehind = Enumerable.Range(0, body.May.Count).Any(later =>
                (body.May[later] & BodyTransactions.Bit(o)) != 0 && node.Method.Flow.CanFollow(site, later) && !node.Method.Flow.CanFollow(later, site));
            if (isOpenBehind && flow.CompletesBefore(body.Opened[o].Site, site))
            {
                return (body.Opened[o], !body.Opened[o].IsMaybe);
            }
        }

        return null;
    }

    private static bool IsOutermost(RetryMap retries, MethodNode node, RetryLayer layer, HashSet<RetryLayer> reported) =>
        !retries.LoopsAround(node, layer.Site).TakeWhile(l => l != layer).Any(reported.Contains) && reported.Add(layer);

    /// <summary>The retries that stand in a body, outer before inner; a strategy is asked about its transaction by IC1108.</summary>
    private static IEnumerable<RetryLayer> Own(RetryMap retries, MethodNode node) =>
        retries.LoopsOf(node).Select(l => l.Layer)
            .Concat(node.Edges.SelectMany(retries.Of).Where(l => l.Node == node && l.Kind is RetryKind.Policy or RetryKind.Helper))
            .Where(l => !retries.IsOfHelper(l)) // told where the helper is called
            .Distinct();

    private static Violation Breach(RetryLayer layer, InTransaction found, bool leavesNothing)
    {
        var what = layer.Kind == RetryKind.Declared ? layer.Name : $"the {layer}";
        var leaves = leavesNothing ? "its pauses hold the locks" : "what a failed attempt has done to the transaction stays, and its pauses hold the locks";
        return new(
            RuleTable.RetriesStandOutsideTransactions,
            found.Path.Certain && !leavesNothing,
            found.Path.Entry,
            found.Path.Edges,
            new SiteLocation(found.Node, found.Site),
            "retry:" + SiteNames.Numbered(found.Node, found.Site),
            found.Node.Method.Id,
            $"{what} runs inside the transaction of {Names.Short(found.Around.Node)}: {leaves}",
            "",
            "begin the transaction inside the retry, or declare [NoRetry(\"why\")]")
        {
            IsOfItsPath = true,
            Also = [(new SiteLocation(found.Around.Node, found.Around.Site), "the transaction begins"), .. layer.Places],
        };
    }
}
