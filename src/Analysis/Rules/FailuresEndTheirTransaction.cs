using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1104: a write that fails inside a transaction ends it. A handler that goes on instead lets the commit make durable what was written before and after the failure, without what failed. No breach: a handler that rolls
/// back, to a savepoint or all of it, that writes something in the failed one's place, or that remembers the failure for a test before the commit; nor a write that the call from the transaction keeps from running (<c>Store(row, save: false)</c>).
/// </summary>
internal sealed class FailuresEndTheirTransaction : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var writes = new NearestSites(
            context.Graph,
            context.Graph.Focus.SelectMany(n => n.Effects).Where(e => IsWrite(context.Catalogue, e)).Select(e => (e.Node, e.Site)),
            follows: e => e.Mode is not (RunMode.Later or RunMode.Spawned));
        var answers = new UnheardAnswers(context.Graph);
        foreach (var node in writes.Reaching)
        {
            var flow = node.Method.Body.Regions.Any(r => r.IsCatch) && TransactionCalls.IsUsers(node) ? context.Flows.Of(node.Method) : null;
            for (var r = 0; flow is not null && r < flow.Body.Regions.Count; r++)
            {
                if (Breach(context, writes, answers, node, flow, r) is { } breach)
                {
                    yield return breach;
                }
            }
        }
    }

    private static Violation? Breach(RuleContext context, NearestSites writes, UnheardAnswers answers, MethodNode node, ControlFlow flow, int index)
    {
        var region = flow.Body.Regions[index];
        if (!region.IsCatch
            || Write(context, writes, node, flow, region) is not var (write, subject, isCertain)
            || new HandlerExits(context, node, flow, region, isHeard: !answers.Are(node) && !IsDroppedInside(context, node)) is var exits && (exits.ExpectsTheFailure || exits.MakesGood)
            || Around(context, node, exits, write) is not var (around, isOwn)
            || InTransaction.Leading(context, (node, write), around, isOwn, context.Transactions.Inside).FirstOrDefault() is not { } found)
        {
            return null;
        }

        var path = found.Path;
        return new(
            RuleTable.SwallowedInBoundary,
            path.Certain && isCertain,
            path.Entry,
            path.Edges,
            new SpanLocation(node, region.Span),
            "swallow:" + EffectNames.Numbered(node, write, subject),
            node.Method.Id,
            $"{Names.Short(node)} swallows the failure of {subject}, and the transaction of {Names.Short(found.Around.Node)} commits the rest",
            subject,
            "rethrow it, or roll back (to a savepoint) before going on");
    }

    /// <summary>Whether the call through which the transaction comes to it drops what it answers, whoever else may listen.</summary>
    private static bool IsDroppedInside(RuleContext context, MethodNode node) =>
        context.Transactions.Inside.Reaches(node)
        && context.Transactions.Inside.PathTo(node) is { Count: > 0 } path
        && path[path.Count - 1] is { Via: null, Site: >= 0, Mode: RunMode.Inline } call
        && UnheardAnswers.IsDropped(call.From.Method, call.Site);

    /// <summary>The first write that the try protects, and no handler inside it.</summary>
    private static (int Site, string Subject, bool Certain)? Write(RuleContext context, NearestSites writes, MethodNode node, ControlFlow flow, RegionFact region)
    {
        bool IsProtected(int site)
        {
            var innermost = flow.Protecting(flow.Body.BlockOfSite[site]).FirstOrDefault(r => r.IsCatch && r.Handler.Count > 0);
            return innermost is not null && innermost.Try.SequenceEqual(region.Try);
        }

        foreach (var effect in node.Effects)
        {
            if (IsWrite(context.Catalogue, effect) && IsProtected(effect.Site))
            {
                return (effect.Site, effect.Subject, true);
            }
        }

        foreach (var edge in node.Edges)
        {
            if (edge.Mode is not (RunMode.Later or RunMode.Spawned) && writes.Reaches(edge.To) && IsProtected(edge.Site))
            {
                return (edge.Site, Names.Short(edge.To), edge.Certain && writes.IsCertain(edge.To));
            }
        }

        return null;
    }

    private static (TransactionAround Around, bool IsOwn)? Around(RuleContext context, MethodNode node, HandlerExits exits, int write)
    {
        var body = context.Transactions.Open.Of(node);
        if (body.OpenAt(write) is { } open)
        {
            return exits.ComesToTheEndOf(open.Transaction) ? (new(node, open.Transaction.Site, open.Certain), true) : null;
        }

        var inside = context.Transactions.Inside;
        return inside.Reaches(node) && body.IsAroundAt(write) && exits.GoesOn(isBoundary: TransactionCalls.IsBoundary(context.Catalogue, node) || node.ShellOfCore is not null)
            ? (inside.AroundOf(node), false)
            : null;
    }

    /// <summary>Something that the database carries out there and then, and may refuse; adding to a set of EF Core is none.</summary>
    private static bool IsWrite(Catalogue catalogue, EffectSite effect) =>
        effect.Category == EffectCategory.DbCommit
        || (effect.Category == EffectCategory.DbWrite
            && effect.Node.Method.Sites[effect.Site].Target is var target
            && catalogue.OfCall(target.Type, target.Name) is SqlMeaning);
}
