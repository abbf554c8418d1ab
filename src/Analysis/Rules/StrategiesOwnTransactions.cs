using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1108: on a context whose execution strategy retries, a transaction begins inside that strategy. Outside, EF Core refuses the first statement, since it could not repeat the transaction as a whole:
/// <see href="https://learn.microsoft.com/ef/core/miscellaneous/connection-resiliency#execution-strategies-and-transactions"/>.
/// </summary>
internal sealed class StrategiesOwnTransactions : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var handles = new DbHandles(context.Graph, context.Catalogue);
        var retrying = new RetryingContexts(context.Graph, context.Catalogue, handles);
        if (!retrying.Any)
        {
            yield break;
        }

        var outside = new EntryReach(context.Transactions.Roots, follows: e => !IsRunByStrategy(context, e), excludes: context.GivenArguments.Exclude);
        foreach (var node in context.Transactions.Open.Concerned.Where(n => TransactionCalls.IsUsers(n) && outside.Reaches(n)))
        {
            foreach (var opened in context.Transactions.Open.Of(node).Opened.Where(o => o is { Joins: false, IsMaybe: false })) // one that may be there is asked about where it begins
            {
                if (Context(context, handles, retrying, node, opened) is { } type)
                {
                    yield return Breach(outside, node, opened.Site, type);
                }
            }
        }

        var told = new HashSet<(MethodNode, int)>();
        foreach (var (call, type) in new GenericBegins(context.Graph, context.Transactions.Open).Calls())
        {
            if (retrying.Contains(type) && TransactionCalls.IsUsers(call.From) && outside.Reaches(call.From) && told.Add((call.From, call.Site)))
            {
                yield return Breach(outside, call.From, call.Site, type);
            }
        }
    }

    /// <summary>The retrying context that a transaction is on: for a scope, one that is used inside.</summary>
    private static TypeName? Context(RuleContext context, DbHandles handles, RetryingContexts retrying, MethodNode node, OpenedTransaction opened)
    {
        if (!opened.IsScope)
        {
            if (opened.Site >= 0 && IsOfDriver(node.Method, opened.Site))
            {
                return null;
            }

            if (handles.OfBegin(node, opened.Site) is { IsContext: true } begun)
            {
                return begun.Type is { } type && retrying.Contains(type) ? type : begun.Value.Kind == ValueKind.Parameter && Values.Index(begun.Value) is { } handed ? Given(context, handles, retrying, node, handed) : null;
            }

            return opened.Site >= 0 && DbHandles.OfHandedFacade(node, opened.Site) is { } facade ? Given(context, handles, retrying, node, facade) : null;
        }

        if (node.Method.Sites[opened.Site].Kind != SiteKind.New)
        {
            return null;
        }

        var body = context.Transactions.Open.Of(node);
        return node.Effects
            .Where(e => e.Category is EffectCategory.DbCommit or EffectCategory.DbRead && body.OpenAt(e.Site)?.Transaction == opened)
            .Select(e => handles.OfEffect(e))
            .FirstOrDefault(h => h is { IsContext: true, Type: { } used } && retrying.Contains(used))?.Type;
    }

    /// <summary>
    /// A transaction of the connection itself, <c>((NpgsqlConnection)db.Database.GetDbConnection()).BeginTransaction()</c>, of which nobody tells the context: EF Core asks for its own, and knows nothing of that one.
    /// </summary>
    private static bool IsOfDriver(MethodFact method, int site) =>
        method.Sites[site].Target.Type is var type && type.EndsWith("Connection", StringComparison.Ordinal) && !type.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal)
        && !method.Sites.Any(s => s.Target.Name is "UseTransaction" or "UseTransactionAsync");

    /// <summary>What callers hand to a helper for any context: <c>static Task InTransaction(this DbContext db, …)</c>, or for its <c>Database</c>.</summary>
    private static TypeName? Given(RuleContext context, DbHandles handles, RetryingContexts retrying, MethodNode node, int parameter) =>
        context.Graph.CallsBackwards.Of(node)
            .Where(e => e.Site >= 0 && e.Via is null && e.From.Method.Sites[e.Site].Kind is SiteKind.Call or SiteKind.VirtualCall)
            .Select(e => handles.Of(e.From, Values.Argument(e.From.Method.Sites[e.Site], parameter))?.Type)
            .FirstOrDefault(t => t is not null && retrying.Contains(t));

    private static bool IsRunByStrategy(RuleContext context, CallEdge edge)
    {
        bool IsStrategy(MethodNode node, int site) =>
            site >= 0 && node.Method.Sites[site].Target is var target && context.Catalogue.Of<ExecutionStrategyMeaning>(target.Type, target.Name) is not null;

        return IsStrategy(edge.From, edge.Site)
            || (edge.Via is not null && edge.Mode == RunMode.Retrying && edge.Via.Method.Sites.Select((_, s) => s).Any(s => IsStrategy(edge.Via, s)));
    }

    private static Violation Breach(EntryReach outside, MethodNode node, int site, TypeName type)
    {
        var begin = Names.Member(node.Method.Sites[site].Target);
        return new(
            RuleTable.StrategyOwnsTransaction,
            outside.IsCertain(node),
            outside.EntryOf(node),
            outside.PathTo(node),
            new SiteLocation(node, site),
            "transaction:" + EffectNames.Numbered(node, site, begin),
            node.Method.Id,
            $"{begin} is called outside of the execution strategy of {Names.Type(type.Name)}, which retries: EF Core refuses every statement in it",
            begin,
            "begin it inside Database.CreateExecutionStrategy().ExecuteAsync(…), or declare [TransactionBoundary]");
    }
}
