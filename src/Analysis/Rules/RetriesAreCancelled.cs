using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1306: a caller who may cancel is kept waiting by attempts that do not know of it. Possible at most: some work is to be finished once it is begun.</summary>
internal sealed class RetriesAreCancelled : IPathRule
{
    private const string Token = GivenTokens.Token;
    private const string Definition = "Dapper.CommandDefinition";

    public IEnumerable<Violation> Check(RuleContext context)
    {
        var reported = new HashSet<(MethodNode, int)>();
        foreach (var node in context.Reach.Reached.Where(n => !n.Method.Has(MethodTraits.Generated) && IsCancellable(context, n)))
        {
            foreach (var (at, site) in InLoops(context, node).Concat(InDelegates(context, node)))
            {
                if (reported.Add((at, site)))
                {
                    yield return Breach(context, node, at, site, "is tried again");
                }
            }

            foreach (var (at, site) in BelowCalls(context, node))
            {
                if (reported.Add((at, site)))
                {
                    yield return Breach(context, node, at, site, "tries again");
                }
            }
        }
    }

    /// <summary>Whether it, or the method that it is written in, is given a token.</summary>
    private static bool IsCancellable(RuleContext context, MethodNode node) => GivenTokens.Has(node) || GivenTokens.Has(node.Owner(context.Graph));

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

            // The next attempt of a method that calls itself begins in its handler.
            bool IsIn(int block) => loop.Blocks.Contains(block) || (loop.IsRecursive && loop.Region!.Handler.Contains(block));
            var deaf = Enumerable.Range(0, node.Method.Sites.Count).Where(i => IsIn(blocks[i]) && IsDeaf(context, node, i)).ToList();
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

    /// <summary>
    /// A method of our own that hands its token to a retry is called without one: <c>await book.RefreshAsync();</c>, where the parameter is optional. What is done when something has failed or is over is to be done in any case.
    /// </summary>
    private static IEnumerable<(MethodNode, int)> BelowCalls(RuleContext context, MethodNode node)
    {
        foreach (var edge in node.Edges)
        {
            if (edge is { Certain: true, Via: null, Mode: Catalogues.RunMode.Inline, Site: >= 0 } && edge.To != node && IsWaitedFor(node, edge.Site) && IsOmitted(node.Method.Sites[edge.Site])
                && !IsAfterwards(node.Method, node.Method.Body.BlockOfSite[edge.Site]) && HandsTokenToRetry(context, edge.To))
            {
                yield return (node, edge.Site);
            }
        }
    }

    /// <summary>In a handler, or on the way to the rethrow behind a finally with an await in it: of that, and of the try before it, the compiler leaves no more than this.</summary>
    private static bool IsAfterwards(MethodFact method, int block)
    {
        bool IsHandler(int b) => method.Body.Regions.Any(r => r.Handler.Contains(b));
        if (IsHandler(block))
        {
            return true;
        }

        var ends = new HashSet<int>(method.Body.Steps.Where(s => s.Kind == StepKind.Rethrow && !IsHandler(s.Block)).Select(s => s.Block));
        var seen = new HashSet<int> { block };
        var queue = new Queue<int>(ends.Count == 0 ? [] : [block]);
        while (queue.Count > 0)
        {
            var at = queue.Dequeue();
            if (ends.Contains(at))
            {
                return true;
            }

            foreach (var next in method.Body.Blocks[at].Next.Where(seen.Add))
            {
                queue.Enqueue(next);
            }
        }

        return false;
    }

    private static bool HandsTokenToRetry(RuleContext context, MethodNode called)
    {
        var own = new ValueFact(ValueKind.Parameter, (called.Method.Parameters.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Enumerable.Range(0, called.Method.Sites.Count).Any(i => called.Method.Sites[i].Arguments.Contains(own)
            && (context.Retries.LoopsAround(called, i).Any() || context.Retries.PolicyAt(called, i) is not null || called.Edges.Any(e => e.Site == i && context.Retries.Of(e).Any(l => l.Kind is RetryKind.Policy or RetryKind.Helper))));
    }

    private static bool IsWaitedFor(MethodNode node, int index) =>
        node.Method.Sites[index].IsAwaited
        || node.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == new ValueFact(ValueKind.Result, index.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>An awaited call that could be given a token and is not.</summary>
    private static bool IsDeaf(RuleContext context, MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || !IsWaitedFor(node, index))
        {
            return false;
        }

        if (site.Target.Id.IndexOf(Token, StringComparison.Ordinal) >= 0)
        {
            return IsWithoutToken(node, site);
        }

        // It carries the token, or does not.
        if (site.Target.Id.IndexOf(Definition, StringComparison.Ordinal) >= 0)
        {
            return site.Arguments.Any(a => Values.Source(node.Method, a) is { Kind: SiteKind.New, Target.Type: Definition } made && IsWithoutToken(node, made));
        }

        return context.Catalogue.Of<Catalogues.CancellableMeaning>(site.Target.Type, site.Target.Name) is not null || HasOverload(context.Graph, site.Target);
    }

    private static bool IsWithoutToken(MethodNode node, SiteFact site) =>
        IsOmitted(site) || (IsLast(site) && Values.Source(node.Method, Values.Argument(site, site.Target.ParameterCount - 1))?.Target is { Type: Token, Name: "get_None" });

    private static bool IsOmitted(SiteFact site) => IsLast(site) && Values.Argument(site, site.Target.ParameterCount - 1).Kind == ValueKind.Null;

    private static bool IsLast(SiteFact site) => site.Target.Id.EndsWith(Token + ")", StringComparison.Ordinal);

    private static bool HasOverload(CodeGraph graph, MethodRef called) =>
        graph.Types.Find(called.Assembly, called.Type)?.Methods.Any(m => m.Method.Name == called.Name
            && m.Method.Parameters.Count == called.ParameterCount + 1
            && m.Method.Parameters[called.ParameterCount].Name == Token) ?? false;

    private static bool Uses(MethodNode lambda, string type) =>
        lambda.Method.Sites.Any(s => s.Arguments.Any(a => a.Kind == ValueKind.Parameter && Values.Index(a) is { } p && p < lambda.Method.Parameters.Count && lambda.Method.Parameters[p].Name == type));

    private static Violation Breach(RuleContext context, MethodNode from, MethodNode at, int site, string tries)
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
            $"{called} {tries} without the CancellationToken that {Names.Short(from)} is given: whoever cancels waits for the last attempt",
            "",
            "pass the token on");
    }
}
