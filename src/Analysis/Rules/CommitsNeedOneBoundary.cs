using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1101: commits that run one after another in one execution are one decision: together, or deliberately apart. Found in the method
/// where the two meet, whichever calls lead to them.
/// </summary>
internal sealed class CommitsNeedOneBoundary : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        bool IsCovered(MethodNode node) => context.Transactions.Outside.IsCovered(node) || TransactionCalls.TakesTransaction(node.Method);
        bool IsDecided(MethodNode node) => IsCovered(node) || node.Declares(IntentNames.NoTransaction);
        var loops = new CommitLoops(context);
        var meetings = Meetings(context, loops, IsDecided);
        var reach = new EntryReach(context.Transactions.Roots, IsDecided, context.Transactions.Outside.Leaves);
        foreach (var node in reach.Reached)
        {
            var entry = reach.EntryOf(node);
            if (!node.Method.Has(MethodTraits.Generated) && meetings.Of.In(node, isLoopOfWork: entry.IsWorkLoop && node == entry.Node) is { } pair)
            {
                yield return Breach(context, reach, node, pair, meetings.Commits);
            }
        }

        UseRefusals(context, loops, IsCovered, meetings.Of);
    }

    private static (FirstMeetings Of, CommitReach Commits) Meetings(RuleContext context, CommitLoops loops, Func<MethodNode, bool> isDecided)
    {
        var commits = new CommitReach(context.Graph, context.Transactions.Open, isDecided);
        return (new(context, commits, loops, isDecided), commits);
    }

    /// <summary>A refusal is of use when commits would meet below it without it, or with what it commits further above.</summary>
    private static void UseRefusals(RuleContext context, CommitLoops loops, Func<MethodNode, bool> isCovered, FirstMeetings reported)
    {
        var refusing = context.Graph.Nodes.Where(n => n.Declares(IntentNames.NoTransaction)).ToList();
        if (refusing.Count == 0)
        {
            return;
        }

        var (behind, commits) = Meetings(context, loops, isCovered);
        var known = new HashSet<MethodNode>(reported.Where);
        foreach (var node in refusing)
        {
            var below = new PathSearch(node, isCovered);
            if (below.Reached.Any(n => behind.In(n, isLoopOfWork: false) is not null)
                || (commits.Reaches(node) && behind.Where.Any(n => !known.Contains(n) && new CertainSearch(n, isCovered).Reached.Contains(node))))
            {
                context.Refusals.Use(node, IntentNames.NoTransaction);
            }
        }
    }

    private static Violation Breach(RuleContext context, EntryReach reach, MethodNode node, CommitPair pair, CommitReach commits)
    {
        var name = Names.Short(node);
        var first = node.Method.Sites[pair.First].Span.Line;
        var second = node.Method.Sites[pair.Second].Span.Line;
        var problem = pair.First == pair.Second
            ? $"{name} commits once per item with no transaction boundary: a failure leaves only the items before it"
            : first > 0 && second > 0
                ? $"{name} commits twice (lines {first}, {second}) with no transaction boundary: a failure in between leaves only the first"
                : $"{name} commits twice with no transaction boundary: a failure in between leaves only the first";

        // What a lambda commits for each item, it commits in the lambda.
        var each = pair.First == pair.Second
            ? node.Edges.FirstOrDefault(e => e.Site == pair.First && e.Mode == RunMode.EachItem && e.To.Owner(context.Graph) == node.Owner(context.Graph) && commits.Sites(e.To).Count > 0)
            : null;
        var path = reach.PathTo(node);
        return new(
            RuleTable.CommitsNeedBoundary,
            pair.Certain && reach.IsCertain(node),
            reach.EntryOf(node),
            each is null ? path : [.. path, each],
            each is null ? new SiteLocation(node, pair.Second) : new SiteLocation(each.To, commits.Sites(each.To).First().Key),
            EffectCategory.DbCommit.Word(),
            node.Method.Id,
            problem,
            "",
            "declare [TransactionBoundary] or [NoTransaction(\"why\")]");
    }
}
