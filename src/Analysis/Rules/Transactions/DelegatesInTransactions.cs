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
        if (catalogue.Of<TransactionAroundMeaning>(consumer.Target) is not null)
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
            _known[(method, parameter)] = known = In(method, Is(method, parameter), depth);
        }

        return known;
    }

    /// <summary>A method's parameter as the method and the lambdas in it name it.</summary>
    private static Func<ValueFact, bool> Is(MethodNode method, int parameter)
    {
        var names = new HashSet<string>(
            method.Method.Body.Steps
                .Where(s => s.Kind == StepKind.Capture && s.Value.Kind == ValueKind.Parameter && Values.Index(s.Value) == parameter)
                .Select(s => s.Slot),
            StringComparer.Ordinal);
        return value => (value.Kind == ValueKind.Parameter && Values.Index(value) == parameter) || (value.Kind == ValueKind.Captured && names.Contains(value.Text));
    }

    private TransactionAround? In(MethodNode body, Func<ValueFact, bool> isDelegate, int depth)
    {
        var sites = body.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            var site = sites[i];
            var argument = Argument(site, isDelegate);
            if (argument >= 0 || (site.Target.Name == "Invoke" && isDelegate(site.Receiver)))
            {
                if (Here(body, i) is { } here)
                {
                    return here;
                }

                if (argument >= 0 && Behind(body, i, argument, depth) is { } behind)
                {
                    return behind;
                }
            }
            else if (site.Kind == SiteKind.Delegate && site.Consumer >= 0 && depth > 1
                && graph.Find(site.Target) is { } lambda && lambda != body && lambda.Method.Owner == body.Method.Owner)
            {
                // A lambda's own parameters are other values than those of the method around it, but for the state that is handed over beside it.
                var states = HandedStates.Of(body.Method, sites[site.Consumer], isDelegate, lambda.Method);
                bool IsIt(ValueFact value) => value.Kind == ValueKind.Captured ? isDelegate(value) : states?.Invoke(value) == true;
                if (In(lambda, IsIt, depth - 1) is { } inside)
                {
                    return inside;
                }

                if (lambda.Method.Sites.Any(s => s.Target.Name == "Invoke" && IsIt(s.Receiver)) && Here(body, site.Consumer) is { } around)
                {
                    return around;
                }
            }
        }

        return null;
    }

    private TransactionAround? Here(MethodNode body, int site) =>
        transactions.Of(body).OpenAt(site) is { } open ? new(body, open.Transaction.Site, open.Certain)
        : catalogue.Of<TransactionAroundMeaning>(body.Method.Sites[site].Target.Type, body.Method.Sites[site].Target.Name) is not null ? new(body, site, Certain: true)
        : null;

    private TransactionAround? Behind(MethodNode body, int site, int argument, int depth) =>
        graph.Find(body.Method.Sites[site].Target) is not { } own || own == body ? null
        : TransactionCalls.IsBoundary(catalogue, own) ? new(own, -1, Certain: true)
        : Of(own, argument, depth - 1);

    private static int Argument(SiteFact site, Func<ValueFact, bool> isDelegate)
    {
        for (var a = 0; a < site.Arguments.Count; a++)
        {
            if (isDelegate(site.Arguments[a]))
            {
                return a;
            }
        }

        return -1;
    }
}
