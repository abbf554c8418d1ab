using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Which own methods run the delegate that they are handed inside a transaction: <c>RunInTransactionAsync(Func&lt;Task&gt; body)</c>, in however many layers.</summary>
internal sealed class DelegatesInTransactions(CodeGraph graph, Catalogue catalogue, OpenTransactions transactions)
{
    /// <summary>As many methods hand a delegate on as the graph follows.</summary>
    private const int Deepest = 4;

    private readonly Dictionary<(MethodNode, int), TransactionAround?> _known = [];

    public TransactionAround? Around(CallEdge edge)
    {
        var consumer = edge.From.Method.Sites[edge.Site];
        if (catalogue.Of<TransactionAroundMeaning>(consumer.Target.Type, consumer.Target.Name) is not null)
        {
            return new(edge.From, edge.Site, Certain: true);
        }

        if (edge.Via is null || edge.Mode == RunMode.Later)
        {
            return null;
        }

        if (TransactionCalls.IsBoundary(catalogue, edge.Via))
        {
            return new(edge.Via, -1, Certain: true);
        }

        return Argument(edge) is { } argument ? Of(edge.Via, argument, Deepest)
            : edge.Via.OpensTransaction ? Begin(edge.Via) // a behaviour or decorator around a handler, which may not be registered for it
            : null;
    }

    private TransactionAround Begin(MethodNode node)
    {
        var opened = transactions.Of(node).Opened;
        return new(node, opened.Count > 0 ? opened[0].Site : -1, Certain: false);
    }

    /// <summary>Which argument of the call the delegate of an edge is; null when it is no delegate.</summary>
    private static int? Argument(CallEdge edge)
    {
        foreach (var site in edge.From.Method.Sites)
        {
            if (site.Kind == SiteKind.Delegate && site.Consumer == edge.Site && site.Target.Id == edge.To.Method.Id && site.ConsumerArgument >= 0)
            {
                return site.ConsumerArgument;
            }
        }

        return null;
    }

    private TransactionAround? Of(MethodNode method, int parameter, int depth)
    {
        if (depth == 0)
        {
            return null;
        }

        if (!_known.TryGetValue((method, parameter), out var known))
        {
            _known[(method, parameter)] = null;
            _known[(method, parameter)] = known = In(method, ValueKind.Parameter, parameter, depth);
        }

        return known;
    }

    private TransactionAround? In(MethodNode body, ValueKind kind, int parameter, int depth)
    {
        var sites = body.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            var site = sites[i];
            var argument = Argument(site, kind, parameter);
            if (argument >= 0 || (site.Target.Name == "Invoke" && site.Receiver.Kind == kind && Values.Index(site.Receiver) == parameter))
            {
                if (transactions.Of(body).OpenAt(i) is { } open)
                {
                    return new(body, open.Transaction.Site, open.Certain);
                }

                if (argument >= 0 && catalogue.Of<TransactionAroundMeaning>(site.Target.Type, site.Target.Name) is not null)
                {
                    return new(body, i, Certain: true);
                }

                if (argument >= 0 && graph.Find(site.Target) is { } own && own != body)
                {
                    if (TransactionCalls.IsBoundary(catalogue, own))
                    {
                        return new(own, -1, Certain: true);
                    }

                    if (Of(own, argument, depth - 1) is { } further)
                    {
                        return further;
                    }
                }
            }
            else if (site.Kind == SiteKind.Delegate && Lambda(body, site) is { } lambda && depth > 1 && In(lambda, ValueKind.Captured, OwnersParameter(body, kind, parameter), depth - 1) is { } inside)
            {
                return inside;
            }
            else if (site.Kind == SiteKind.Delegate && Lambda(body, site) is { } run && depth > 1 && Runs(run, OwnersParameter(body, kind, parameter)) && transactions.Of(body).OpenAt(site.Consumer) is { } around)
            {
                return new(body, around.Transaction.Site, around.Certain);
            }
        }

        return null;
    }

    private static int Argument(SiteFact site, ValueKind kind, int parameter)
    {
        for (var a = 0; a < site.Arguments.Count; a++)
        {
            if (site.Arguments[a].Kind == kind && Values.Index(site.Arguments[a]) == parameter)
            {
                return a;
            }
        }

        return -1;
    }

    /// <summary>A captured parameter is named by the outermost method, whichever lambda uses it.</summary>
    private static int OwnersParameter(MethodNode body, ValueKind kind, int parameter) =>
        kind == ValueKind.Captured || body.Method.Owner == body.Method.Id ? parameter : -1;

    private static bool Runs(MethodNode lambda, int parameter) =>
        lambda.Method.Sites.Any(s => s.Target.Name == "Invoke" && s.Receiver.Kind == ValueKind.Captured && Values.Index(s.Receiver) == parameter);

    private MethodNode? Lambda(MethodNode body, SiteFact site) =>
        site.Consumer >= 0 && graph.Find(site.Target) is { } lambda && lambda != body && lambda.Method.Owner == body.Method.Owner ? lambda : null;
}
