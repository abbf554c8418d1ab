using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1306: a caller who may cancel is kept waiting by attempts that do not know of it. Possible at most: some work is to be finished once it is begun.</summary>
internal sealed class RetriesAreCancelled : IPathRule
{
    private const string Token = GivenTokens.Token;

    public IEnumerable<Violation> Check(RuleContext context)
    {
        var reported = new HashSet<(MethodNode, int)>();
        var deaf = new DeafCalls(context.Graph, context.Catalogue);
        foreach (var node in context.Reach.Reached.Where(n => !n.Method.Has(MethodTraits.Generated)))
        {
            var isTold = IsCancellable(context, node);
            if (!isTold && !IsCarried(context, node))
            {
                continue;
            }

            var deafOnes = isTold ? InLoops(context, deaf, node).Concat(InDelegates(context, deaf, node)) : [];
            foreach (var (at, site, tries) in deafOnes.Concat(Unheard(context, deaf, node)).Concat(BelowCalls(context, node)))
            {
                // Who has not asked for the token is held to it where a retry would take it, and nothing is left undone by giving up.
                if ((isTold || ReadingCalls.Is(at, site)) && reported.Add((at, site)))
                {
                    yield return Breach(context, node, at, site, tries);
                }
            }
        }
    }

    /// <summary>Whether it, or the method that it is written in, is given a token.</summary>
    private static bool IsCancellable(RuleContext context, MethodNode node) => GivenTokens.Has(node) || GivenTokens.Has(node.Owner(context.Graph));

    /// <summary>Whether what it is given has a token, whether it asks for that or not.</summary>
    private static bool IsCarried(RuleContext context, MethodNode node) => GivenTokens.IsCarried(node) || GivenTokens.IsCarried(node.Owner(context.Graph));

    /// <summary>The blocks from which a body comes to a call of itself.</summary>
    private static HashSet<int> Leading(RuleContext context, MethodNode node)
    {
        var flow = context.Flows.Of(node.Method);
        var found = new HashSet<int>(Sites(node).Where(i => node.Method.Sites[i].Target.Id == node.Method.Id).Select(i => node.Method.Body.BlockOfSite[i]));
        var queue = new Queue<int>(found);
        while (queue.Count > 0)
        {
            foreach (var before in flow.Predecessors(queue.Dequeue()).Where(found.Add))
            {
                queue.Enqueue(before);
            }
        }

        return found;
    }

    /// <summary>One place a loop: the call that it is for, or else the pause.</summary>
    private static IEnumerable<(MethodNode At, int Site, string Tries)> InLoops(RuleContext context, DeafCalls calls, MethodNode node)
    {
        foreach (var loop in context.Retries.LoopsOf(node))
        {
            var blocks = node.Method.Body.BlockOfSite;

            // The next attempt of a method that calls itself begins in its handler, or behind it; what gives up instead does not lead there.
            var leads = loop.IsRecursive ? Leading(context, node) : [];
            bool IsIn(int block) => loop.Blocks.Contains(block) || (loop.IsRecursive && (loop.Region!.Handler.Contains(block) || loop.Behind.Contains(block)) && leads.Contains(block));
            var sites = Sites(node).Where(i => IsIn(blocks[i])).ToList();
            var asks = sites.Exists(i => node.Method.Sites[i].Target is { Type: Token, Name: "ThrowIfCancellationRequested" or "get_IsCancellationRequested" });
            var between = asks ? new AskedBetween(node, sites, loop.Region) : null;
            var deaf = calls.In(node, sites).Where(d => between?.KeepsWaiting(d) != false).OrderBy(d => loop.Region?.Try.Contains(blocks[d.At]) != false ? 0 : 1).ToList();
            if (deaf.Count > 0)
            {
                yield return (deaf[0].Node, deaf[0].Site, "is tried again");
            }
        }
    }

    private static IEnumerable<(MethodNode At, int Site, string Tries)> InDelegates(RuleContext context, DeafCalls calls, MethodNode node) =>
        Retried(context, node).SelectMany(edge => calls.In(edge.To, Sites(edge.To)).Take(1)).Select(deaf => (deaf.Node, deaf.Site, "is tried again"));

    /// <summary>What a retry runs takes its token, which is nobody's. Where something has failed or is over, <c>CancellationToken.None</c> says that this is to be done in any case.</summary>
    private static IEnumerable<(MethodNode At, int Site, string Tries)> Unheard(RuleContext context, DeafCalls calls, MethodNode node) =>
        Handed(context, node)
            .Where(edge => DeafCalls.IsWithoutToken(node, node.Method.Sites[edge.Site]) && !(DeafCalls.IsGivenNone(node, node.Method.Sites[edge.Site]) && Afterwards.Is(node.Method, node.Method.Body.BlockOfSite[edge.Site])) && Uses(edge.To, Token) && !calls.In(edge.To, Sites(edge.To)).Any())
            .Select(edge => (node, edge.Site, "is tried again"));

    /// <summary>What is written in the method for a retry to run: a lambda, or a local function.</summary>
    private static IEnumerable<CallEdge> Retried(RuleContext context, MethodNode node) =>
        Handed(context, node).Where(edge => edge.To.Method.Has(MethodTraits.Lambda) || (edge.To.Method.Has(MethodTraits.LocalFunction) && edge.To.Method.Owner == node.Method.Owner));

    /// <summary>The same, and any other method of our own that is handed over by its name.</summary>
    private static IEnumerable<CallEdge> Handed(RuleContext context, MethodNode node) =>
        node.Edges.Where(edge => (edge.To.Method.Has(MethodTraits.Lambda) || node.Method.Sites.Any(s => s.Kind == SiteKind.Delegate && s.Consumer == edge.Site && s.Target.Id == edge.To.Method.Id)) && context.Retries.Of(edge).Any(l => l.Kind is RetryKind.Policy or RetryKind.Helper || l is { Kind: RetryKind.Strategy, Attempts.IsKnown: true }));

    private static IEnumerable<int> Sites(MethodNode node) => Enumerable.Range(0, node.Method.Sites.Count);

    /// <summary>
    /// A method of our own that hands its token to a retry is called without one: <c>await book.RefreshAsync();</c>, where the parameter is optional. What is done when something has failed or is over is to be done in any case;
    /// <c>CancellationToken.None</c> says the same of what changes something.
    /// </summary>
    private static IEnumerable<(MethodNode At, int Site, string Tries)> BelowCalls(RuleContext context, MethodNode node)
    {
        foreach (var edge in node.Edges)
        {
            if (edge is { Certain: true, Via: null, Mode: Catalogues.RunMode.Inline, Site: >= 0 } && edge.To != node && DeafCalls.IsWaitedFor(node, edge.Site)
                && (DeafCalls.IsOmitted(node.Method.Sites[edge.Site]) || (DeafCalls.IsGivenNone(node, node.Method.Sites[edge.Site]) && ReadingCalls.Is(node, edge.Site)))
                && !Afterwards.Is(node.Method, node.Method.Body.BlockOfSite[edge.Site]) && HandsTokenToRetry(context, edge.To))
            {
                yield return (node, edge.Site, "tries again");
            }
        }
    }

    private static bool HandsTokenToRetry(RuleContext context, MethodNode called)
    {
        var own = new ValueFact(ValueKind.Parameter, (called.Method.Parameters.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Enumerable.Range(0, called.Method.Sites.Count).Any(i => called.Method.Sites[i].Arguments.Contains(own)
            && (context.Retries.LoopsAround(called, i).Any() || context.Retries.PolicyAt(called, i) is not null || called.EdgesAt(i).Any(e => context.Retries.Of(e).Any(l => l.Kind is RetryKind.Policy or RetryKind.Helper))));
    }

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
