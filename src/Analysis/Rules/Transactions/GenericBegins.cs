using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Transactions that a generic type begins on the context that it is a type for: <c>abstract class Desk&lt;TContext&gt;(TContext db) { protected Task&lt;…&gt; OpenAsync() => db.Database.BeginTransactionAsync(); }</c>. Which
/// context that is, its callers say: <c>class Sales(SalesDb db) : Desk&lt;SalesDb&gt;(db)</c>.
/// </summary>
internal sealed class GenericBegins(CodeGraph graph, OpenTransactions open)
{
    /// <summary>A generic type can stand on another one.</summary>
    private const int Deepest = 3;

    /// <summary>The calls that come to such a begin, with the type that the caller puts in the place of the parameter.</summary>
    public IEnumerable<(CallEdge Call, TypeName Context)> Calls() =>
        from node in open.Concerned
        from opened in open.Of(node).Opened
        where opened is { IsScope: false, Joins: false, IsMaybe: false, Site: >= 0 }
        let parameter = On(node, node.Method.Sites[opened.Site])
        where parameter is not null
        from call in Calls(node, parameter, Deepest)
        select call;

    private IEnumerable<(CallEdge Call, TypeName Context)> Calls(MethodNode begins, TypeName parameter, int depth)
    {
        foreach (var edge in graph.CallsBackwards.Of(begins))
        {
            if (edge is not { Certain: true, Via: null, Mode: RunMode.Inline, Site: >= 0 } || edge.From == begins || edge.From.Method.Sites[edge.Site] is not { Kind: SiteKind.Call or SiteKind.VirtualCall } site || site.Target.Type != begins.Method.Type)
            {
                continue;
            }

            var given = Generics.Substitute(parameter, site.Target.TypeArguments);
            if (!Generics.IsParameter(given))
            {
                yield return (edge, given);
            }
            else if (depth > 0)
            {
                foreach (var above in Calls(edge.From, given, depth - 1))
                {
                    yield return above;
                }
            }
        }
    }

    /// <summary>The type parameter whose <c>Database</c> a call begins a transaction on; null where it is not one.</summary>
    private TypeName? On(MethodNode node, SiteFact begin)
    {
        if (graph.Find(begin.Target) is not null)
        {
            return null;
        }

        var value = begin.Target.HasReceiver ? begin.Receiver : Values.Argument(begin, 0);
        for (var steps = 0; steps < Deepest; steps++)
        {
            if (ValueTypes.Of(graph, node, value) is { } type && Generics.ParameterIndex(type) is not null)
            {
                return type;
            }

            if (Values.Source(node.Method, value) is not { Target.HasReceiver: true, Kind: not SiteKind.New } source)
            {
                return null;
            }

            value = source.Receiver;
        }

        return null;
    }
}
