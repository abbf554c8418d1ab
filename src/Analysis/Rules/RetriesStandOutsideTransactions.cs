using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1304: a retry inside an open transaction. After a failure the transaction is doomed or keeps what the attempt has written, and the pauses hold its locks; each attempt needs a transaction of its own.
/// </summary>
internal sealed class RetriesStandOutsideTransactions : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var refused = new Refused(context.Graph);
        foreach (var (layer, around, path, certain) in Find(context))
        {
            var first = path.Count > 0 ? path[0].From : layer.Node;
            if (!context.Reach.Reaches(first))
            {
                continue;
            }

            List<CallEdge> whole = [.. context.Reach.PathTo(first), .. path];
            if (!refused.Use(context, whole.Select(e => e.From).Append(around).Append(layer.Node)))
            {
                yield return Breach(context.Reach.EntryOf(first), layer, around, whole, certain);
            }
        }
    }

    /// <summary>The outermost retry on each path: those inside it are inside the transaction because it is.</summary>
    private static IEnumerable<(RetryLayer Layer, MethodNode Around, IReadOnlyList<CallEdge> Path, bool Certain)> Find(RuleContext context)
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
                    yield return (layer, node, [], opened.Certain && context.Reach.IsCertain(node));
                }
            }
        }

        // What a guarded member runs is IC5002's.
        bool Retries(CallEdge edge) => retries.Of(edge).Any(l => l.Kind is not (RetryKind.Declared or RetryKind.Strategy));
        bool IsGuarded(CallEdge edge) => retries.DeclaredOn(edge.To) is not null && edge.To.Guard is not null;
        var inside = new InsideTransactions(context.Graph, context.Catalogue, open, edge => !Retries(edge) && !IsGuarded(edge));
        foreach (var node in inside.Reached.Where(context.Reach.Reaches))
        {
            var path = inside.PathTo(node);
            var certain = inside.IsCertain(node) && context.Reach.IsCertain(node);
            if (path.Count > 0 && retries.DeclaredOn(node) is { } declared && node.Guard is null && reported.Add(declared))
            {
                yield return (declared, inside.AroundOf(node).Node, path, certain);
            }

            foreach (var layer in Own(retries, node))
            {
                if (open.Of(node).IsAroundAt(layer.Site) && IsOutermost(retries, node, layer, reported))
                {
                    yield return (layer, inside.AroundOf(node).Node, path, certain);
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
            .Where(l => !retries.IsOfHelper(l)) // told where the helper is called
            .Concat(node.Edges.SelectMany(retries.Of).Where(l => l.Node == node && l.Kind is RetryKind.Policy or RetryKind.Helper))
            .Distinct();

    private static Violation Breach(EntryPoint entry, RetryLayer layer, MethodNode around, IReadOnlyList<CallEdge> path, bool certain)
    {
        var what = layer.Kind == RetryKind.Declared ? layer.Name : $"the {layer}";
        return new(
            RuleTable.RetriesStandOutsideTransactions,
            certain,
            entry,
            path,
            new SiteLocation(layer.Node, layer.Site),
            "retry:" + SiteNames.Numbered(layer.Node, layer.Site),
            layer.Node.Method.Id,
            $"{what} runs inside the transaction of {Names.Short(around)}: what a failed attempt has done to the transaction stays, and its pauses hold the locks",
            "",
            "begin the transaction inside the retry, or declare [NoRetry(\"why\")]")
        {
            IsOfItsPath = true,
        };
    }
}
