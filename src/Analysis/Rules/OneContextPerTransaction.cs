using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1109: while a transaction is open on one context or connection, nothing is written through another one: it commits by itself, and waits for locks that the first one holds. Possible only: which instance a container
/// hands out is not in the code. A TransactionScope enlists every connection, and what was given the transaction is part of it.
/// </summary>
internal sealed class OneContextPerTransaction : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var handles = new DbHandles(context.Graph, context.Catalogue);

        // Who is called in a scope as well as in a transaction of one connection is in that one, too.
        InsideTransactions inside = new(context.Graph, context.Catalogue, context.Transactions.Open, counts: around => !IsScope(context, around));
        return InTransaction.OncePerPlace(Find(context, handles, inside))
            .Select(found => IsOfSession(found.In.Around) ? OutsideSession(found.Effect, found.In) : OnAnother(found.Effect, found.In, handles.OfBegin(found.In.Around.Node, found.In.Around.Site)!, handles.OfEffect(found.Effect)!));
    }

    private static IEnumerable<(EffectSite Effect, InTransaction In)> Find(RuleContext context, DbHandles handles, InsideTransactions inside)
    {
        foreach (var node in context.Graph.Focus)
        {
            if (!TransactionCalls.IsUsers(node) || TransactionCalls.TakesTransaction(context.Graph, node.Method))
            {
                continue;
            }

            foreach (var effect in node.Effects.Where(e => e.Category == EffectCategory.DbCommit && !IsEnlisted(context, node, e.Site)))
            {
                if (Around(context, inside, effect) is var (around, isOwn) && (handles.OfEffect(effect), IsOfDocuments(effect)) is var (written, isOfDocuments) && (written is not null || isOfDocuments))
                {
                    foreach (var found in InTransaction.Leading(context, effect, around, isOwn, inside))
                    {
                        if (IsOfSession(found.Around)
                            ? isOfDocuments
                            : written is not null && handles.OfBegin(found.Around.Node, found.Around.Site) is { } begun && IsAnother(handles, begun, written, isOwn))
                        {
                            yield return (effect, found);
                        }
                    }
                }
            }
        }
    }

    /// <summary>MongoDB: a transaction holds what is handed its session, and nothing else, through whatever collection.</summary>
    private static bool IsOfSession(TransactionAround around) =>
        around.Site >= 0 && around.Node.Method.Sites[around.Site].Target.Type.StartsWith("MongoDB.Driver.IClientSession", StringComparison.Ordinal);

    private static bool IsOfDocuments(EffectSite effect) =>
        effect.Catalogued is { IsOfDocuments: true } && effect.Node.Method.Sites[effect.Site].Target.Type.StartsWith("MongoDB.Driver.", StringComparison.Ordinal);

    private static bool IsScope(RuleContext context, TransactionAround around) =>
        around.Site >= 0 && context.Transactions.Open.Of(around.Node).Opened.Any(o => o.Site == around.Site && (o.IsScope || o.Joins));

    private static (TransactionAround Around, bool IsOwn)? Around(RuleContext context, InsideTransactions inside, EffectSite effect)
    {
        var body = context.Transactions.Open.Of(effect.Node);
        if (body.OpenAt(effect.Site) is { } open)
        {
            return open.Transaction.IsScope || open.Transaction.Joins ? null : (new(effect.Node, open.Transaction.Site, open.Certain), true);
        }

        return inside.Reaches(effect.Node) && body.IsAroundAt(effect.Site) ? (inside.AroundOf(effect.Node), false) : null;
    }

    private static bool IsAnother(DbHandles handles, DbHandle begun, DbHandle written, bool isOwn)
    {
        if (isOwn && begun.Value.Kind != ValueKind.Unknown && begun.Value == written.Value)
        {
            return false;
        }

        if (begun.IsContext != written.IsContext)
        {
            return written.IsOwn; // a connection that is handed in may well be the context's
        }

        // Two parameters, or two fields, are two objects.
        if (isOwn && !begun.IsBehindInterface && !written.IsBehindInterface && begun.Value.Kind == written.Value.Kind && begun.Value.Kind is ValueKind.Parameter or ValueKind.Field)
        {
            return true;
        }

        var differ = begun is { IsContext: true, Type: { } a } && written.Type is { } b && !handles.CanBeSame(a, b);
        return differ || (written.IsOwn && !(isOwn && begun.Value == written.Value));
    }

    /// <summary>Whether the body gives the second one the transaction or the connection of the first.</summary>
    private static bool IsEnlisted(RuleContext context, MethodNode node, int write)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < write; i++)
        {
            if (sites[i].Target.Name.StartsWith("Enlist", StringComparison.Ordinal)
                || sites[i].Target.Name == "SetDbConnection"
                || TransactionCalls.Joins(context.Catalogue, sites[i])
                || (sites[i].Kind == SiteKind.New && Enlistment.PassesTransaction(sites[i]) && (IsCommandOf(sites[write], Values.MadeBy(i)) || !IsCommand(sites[i]))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Such as Dapper's <c>new CommandDefinition(sql, parameters, transaction)</c>: it says of itself alone what it is part of.</summary>
    private static bool IsCommand(SiteFact made) => made.Target.Type.EndsWith("CommandDefinition", StringComparison.Ordinal) || made.Target.Type.EndsWith("Command", StringComparison.Ordinal);

    private static bool IsCommandOf(SiteFact write, ValueFact command) => write.Receiver == command || write.Arguments.Contains(command);

    private static Violation OutsideSession(EffectSite effect, InTransaction found) => Breach(
        effect,
        found,
        $"{effect.Subject} is not handed the session of the transaction of {Names.Short(found.Around.Node)}, and is no part of it: it stays when that rolls back",
        "hand it the session, or write after the commit");

    private static Violation OnAnother(EffectSite effect, InTransaction found, DbHandle begun, DbHandle written)
    {
        var other = written.Type is { } type && type.Name != begun.Type?.Name ? Names.Type(type.Name) : "another " + (written.IsContext ? "context" : "connection");
        return Breach(
            effect,
            found,
            $"{effect.Subject} writes through {other} in the transaction of {Names.Short(found.Around.Node)}, which it is no part of: it stays when that rolls back",
            "write through the same context, give it the transaction (UseTransaction), or write after the commit");
    }

    private static Violation Breach(EffectSite effect, InTransaction found, string problem, string remedy) => new(
        RuleTable.OneContextPerBoundary,
        Certain: false,
        found.Path.Entry,
        found.Path.Edges,
        new SiteLocation(found.Node, found.Site),
        "db:" + found.Name(effect),
        found.Node.Method.Id,
        problem,
        effect.Subject,
        remedy)
    {
        Also = found.Also(effect, "the write"),
    };
}
