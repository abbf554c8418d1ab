using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1304: a retry inside an open transaction. After a failure the transaction is doomed or keeps what the attempt has written, and the pauses hold its locks; each attempt needs a transaction of its own.
/// </summary>
internal sealed class RetriesStandOutsideTransactions : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var refused = new Refused(context.Graph);
        var reach = context.Reach;
        foreach (var (layer, begins, path, certain) in Find(context))
        {
            var methods = reach.PathTo(begins).Concat(path).Select(e => e.From).Append(begins).Append(path.Count > 0 ? path[path.Count - 1].To : begins);
            if (!refused.Use(context, methods))
            {
                yield return Breach(context, layer, begins, path, certain);
            }
        }
    }

    /// <summary>The outermost retry on each path: those inside it are inside the transaction because it is.</summary>
    private static IEnumerable<(RetryLayer Layer, MethodNode Begins, IReadOnlyList<CallEdge> Path, bool Certain)> Find(RuleContext context)
    {
        var retries = context.Retries;
        var transactions = new OpenTransactions(context);
        var reported = new HashSet<(MethodNode, int)>();
        foreach (var node in context.Reach.Reached.Where(n => n.OpensTransaction || transactions.IsBoundary(n)))
        {
            var isBoundary = transactions.IsBoundary(node);
            foreach (var layer in Own(retries, node))
            {
                var loop = retries.LoopsOf(node).FirstOrDefault(l => l.Layer == layer);
                var isInside = layer.Kind != RetryKind.Declared
                    && (isBoundary || transactions.OpenAt(node, layer.Site).Any(open => loop?.Blocks.Contains(node.Method.Body.BlockOfSite[open]) != true))
                    && !retries.LoopsAround(node, layer.Site).TakeWhile(l => l != layer).Any(l => reported.Contains((node, l.Site)));
                if (isInside && reported.Add((node, layer.Site)))
                {
                    yield return (layer, node, [], context.Reach.IsCertain(node));
                }
            }
        }

        // What a guarded member runs is IC5002's.
        bool IsGuarded(CallEdge edge) => retries.DeclaredOn(edge.To) is not null && edge.To.Guard is not null;
        bool Retries(CallEdge edge) => retries.Of(edge).Any(l => l.Kind is not (RetryKind.Declared or RetryKind.Strategy));
        var inside = new InsideReach<OpenTransactions>(
            context.Reach,
            edge => transactions.Hold(edge) ? transactions : null,
            edge => !Retries(edge) && !IsGuarded(edge));
        foreach (var at in inside.Reached)
        {
            if (retries.DeclaredOn(at.Node) is { } declared && at.Node.Guard is null && reported.Add((at.Node, -1)))
            {
                yield return (declared, at.Begins, at.Path, at.Certain);
            }

            foreach (var layer in Own(retries, at.Node))
            {
                if (layer.Kind != RetryKind.Declared && !retries.LoopsAround(at.Node, layer.Site).TakeWhile(l => l != layer).Any() && reported.Add((at.Node, layer.Site)))
                {
                    yield return (layer, at.Begins, at.Path, at.Certain);
                }
            }
        }
    }

    /// <summary>The retries that stand in a body, outer before inner; a strategy is asked about its transaction by IC1108.</summary>
    private static IEnumerable<RetryLayer> Own(RetryMap retries, MethodNode node) =>
        retries.LoopsOf(node).Select(l => l.Layer)
            .Concat(node.Edges.SelectMany(retries.Of).Where(l => l.Node == node && l.Kind is RetryKind.Policy or RetryKind.Helper))
            .Distinct();

    private static Violation Breach(RuleContext context, RetryLayer layer, MethodNode begins, IReadOnlyList<CallEdge> path, bool certain)
    {
        var what = layer.Kind == RetryKind.Declared ? layer.Name : $"the {layer}";
        return new(
            RuleTable.RetriesStandOutsideTransactions,
            certain,
            context.Reach.EntryOf(begins),
            [.. context.Reach.PathTo(begins), .. path],
            new SiteLocation(layer.Node, layer.Site),
            "retry:" + SiteNames.Numbered(layer.Node, layer.Site),
            layer.Node.Method.Id,
            $"{what} runs inside the transaction of {Names.Short(begins)}: what a failed attempt has done to the transaction stays, and its pauses hold the locks",
            "",
            "begin the transaction inside the retry, or declare [NoRetry(\"why\")]");
    }
}
