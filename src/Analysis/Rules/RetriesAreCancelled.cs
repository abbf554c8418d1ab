using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1306: a caller who may cancel is kept waiting by attempts that do not know of it. Possible at most: some work is to be finished once it is begun.</summary>
internal sealed class RetriesAreCancelled : IPathRule
{
    private const string Token = "System.Threading.CancellationToken";

    public IEnumerable<Violation> Check(RuleContext context)
    {
        var reported = new HashSet<(MethodNode, int)>();
        foreach (var node in context.Reach.Reached.Where(n => !n.Method.Has(MethodTraits.Generated) && IsCancellable(context, n)))
        {
            foreach (var (at, site) in InLoops(context, node).Concat(InDelegates(context, node)))
            {
                if (reported.Add((at, site)))
                {
                    yield return Breach(context, node, at, site);
                }
            }
        }
    }

    /// <summary>Whether it, or the method that it is written in, is given a token.</summary>
    private static bool IsCancellable(RuleContext context, MethodNode node) => HasToken(node) || HasToken(node.Owner(context.Graph));

    private static bool HasToken(MethodNode node) => node.Method.Parameters.Any(p => p.Name == Token);

    /// <summary>One place a loop: the call that it is for, or else the pause.</summary>
    private static IEnumerable<(MethodNode, int)> InLoops(RuleContext context, MethodNode node)
    {
        foreach (var loop in context.Retries.LoopsOf(node))
        {
            var blocks = node.Method.Body.BlockOfSite;
            var asks = node.Method.Sites.Where((s, i) => loop.Blocks.Contains(blocks[i]) && s.Target is { Type: Token, Name: "ThrowIfCancellationRequested" or "get_IsCancellationRequested" });
            if (asks.Any())
            {
                continue;
            }

            var deaf = Enumerable.Range(0, node.Method.Sites.Count).Where(i => loop.Blocks.Contains(blocks[i]) && IsDeaf(context, node, i)).ToList();
            if (deaf.Count > 0)
            {
                yield return (node, deaf.OrderBy(i => loop.Region?.Try.Contains(blocks[i]) != false ? 0 : 1).First());
            }
        }
    }

    private static IEnumerable<(MethodNode, int)> InDelegates(RuleContext context, MethodNode node)
    {
        foreach (var edge in node.Edges)
        {
            if (!edge.To.Method.Has(MethodTraits.Lambda) || !context.Retries.Of(edge).Any(l => l.Kind is RetryKind.Policy or RetryKind.Helper))
            {
                continue;
            }

            var lambda = edge.To;
            var deaf = Enumerable.Range(0, lambda.Method.Sites.Count).Where(i => IsDeaf(context, lambda, i)).ToList();
            if (deaf.Count > 0)
            {
                yield return (lambda, deaf[0]);
            }
            else if (IsWithoutToken(node, node.Method.Sites[edge.Site]) && Uses(lambda, Token))
            {
                yield return (node, edge.Site); // the pipeline's token is nobody's
            }
        }
    }

    /// <summary>An awaited call that could be given a token and is not.</summary>
    private static bool IsDeaf(RuleContext context, MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        var isWaitedFor = site.IsAwaited
            || node.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == new ValueFact(ValueKind.Result, index.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (!isWaitedFor || site.Kind is not (SiteKind.Call or SiteKind.VirtualCall))
        {
            return false;
        }

        if (site.Target.Id.IndexOf(Token, StringComparison.Ordinal) >= 0)
        {
            return IsWithoutToken(node, site);
        }

        return context.Catalogue.Of<Catalogues.CancellableMeaning>(site.Target.Type, site.Target.Name) is not null || HasOverload(context.Graph, site.Target);
    }

    private static bool IsWithoutToken(MethodNode node, SiteFact site)
    {
        if (!site.Target.Id.EndsWith(Token + ")", StringComparison.Ordinal))
        {
            return false;
        }

        var token = Values.Argument(site, site.Target.ParameterCount - 1);
        return token.Kind == ValueKind.Null || Values.Source(node.Method, token)?.Target is { Type: Token, Name: "get_None" };
    }

    private static bool HasOverload(CodeGraph graph, MethodRef called) =>
        graph.Types.Find(called.Assembly, called.Type)?.Methods.Any(m => m.Method.Name == called.Name
            && m.Method.Parameters.Count == called.ParameterCount + 1
            && m.Method.Parameters[called.ParameterCount].Name == Token) ?? false;

    private static bool Uses(MethodNode lambda, string type) =>
        lambda.Method.Sites.Any(s => s.Arguments.Any(a => a.Kind == ValueKind.Parameter && Values.Index(a) is { } p && p < lambda.Method.Parameters.Count && lambda.Method.Parameters[p].Name == type));

    private static Violation Breach(RuleContext context, MethodNode from, MethodNode at, int site)
    {
        var called = SiteNames.Numbered(at, site);
        return new(
            RuleTable.RetriesAreCancelled,
            Certain: false,
            context.Reach.EntryOf(from),
            context.Reach.PathTo(from),
            new SiteLocation(at, site),
            called,
            at.Method.Id,
            $"{called} is tried again without the CancellationToken that {Names.Short(from)} is given: whoever cancels waits for the last attempt",
            "",
            "pass the token on");
    }
}
