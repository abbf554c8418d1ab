using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1105: a TransactionScope in which something is awaited is told to flow. Otherwise what comes after the await may run on another thread, outside of it, and commits by itself; and the scope cannot be disposed of there.
/// </summary>
internal sealed class ScopesFlowOverAwait : IPathRule
{
    private const string Option = "System.Transactions.TransactionScopeAsyncFlowOption";

    public IEnumerable<Violation> Check(RuleContext context)
    {
        foreach (var node in context.Transactions.Open.Concerned)
        {
            if (!node.Method.Has(MethodTraits.Async) || !TransactionCalls.IsUsers(node) || !context.Reach.Reaches(node))
            {
                continue;
            }

            var body = context.Transactions.Open.Of(node);
            for (var o = 0; o < body.Opened.Count; o++)
            {
                if (body.Opened[o].IsScope && Awaits(node.Method, body, o))
                {
                    foreach (var breach in Creations(context, node, body.Opened[o].Site))
                    {
                        yield return breach;
                    }
                }
            }
        }
    }

    private static bool Awaits(MethodFact method, BodyTransactions body, int opened) =>
        method.Body.Steps.Any(step => step.Kind == StepKind.Await && body.IsOpenAt(opened, step.Block, step.SitesBefore, method.Body.BlockOfSite));

    /// <summary>Where the scope of an opening call is made: there, or in the method that hands it back.</summary>
    private static IEnumerable<Violation> Creations(RuleContext context, MethodNode user, int site)
    {
        if (user.Method.Sites[site].Kind == SiteKind.New)
        {
            return DoesNotFlow(user.Method, site) ? [Breach(context, user, user, site, [])] : [];
        }

        return user.Edges
            .Where(e => e.Site == site && e.Certain && TransactionCalls.IsUsers(e.To))
            .SelectMany(edge => context.Transactions.Open.Of(edge.To).Opened
                .Where(o => o.IsScope && edge.To.Method.Sites[o.Site].Kind == SiteKind.New && DoesNotFlow(edge.To.Method, o.Site))
                .Select(o => Breach(context, user, edge.To, o.Site, [edge])));
    }

    private static bool DoesNotFlow(MethodFact method, int creation)
    {
        var site = method.Sites[creation];
        if (site.Target.Type != TransactionCalls.Scope)
        {
            return false;
        }

        // The option is the last parameter where there is one; Suppress is 0.
        var asks = site.Target.Id.IndexOf(Option, StringComparison.Ordinal) >= 0;
        return !asks || Values.Argument(site, site.Target.ParameterCount - 1) is { Kind: ValueKind.Number, Text: "0" };
    }

    private static Violation Breach(RuleContext context, MethodNode user, MethodNode maker, int site, IReadOnlyList<CallEdge> below) => new(
        RuleTable.ScopeFlowsAsync,
        context.Reach.IsCertain(user),
        context.Reach.EntryOf(user),
        [.. context.Reach.PathTo(user), .. below],
        new SiteLocation(maker, site),
        "scope:" + EffectNames.Numbered(maker, site, "TransactionScope"),
        maker.Method.Id,
        $"{Names.Short(user)} awaits inside a TransactionScope that does not flow: what comes after the await can commit outside of it",
        "new TransactionScope",
        "pass TransactionScopeAsyncFlowOption.Enabled");
}
