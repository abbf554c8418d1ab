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
internal sealed class CommitsNeedOneBoundary : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var covered = new HashSet<MethodNode>(context.Graph.Focus.Where(n => context.Transactions.Outside.IsCovered(n) || TransactionCalls.TakesTransaction(context.Graph, n.Method)));
        bool IsCovered(MethodNode node) => covered.Contains(node);
        bool IsDecided(MethodNode node) => IsCovered(node) || node.Declares(IntentNames.NoTransaction);
        var loops = new CommitLoops(context);
        var meetings = Meetings(context, loops, IsDecided);
        var atStart = new OnlyAtStart(context);
        var byTheClock = new OnlyByTheClock(context);
        var reach = new EntryReach(context.Transactions.Roots, IsDecided, context.Transactions.Outside.Leaves, context.GivenArguments.Exclude);
        var firm = Firm(context, reach, IsDecided);
        foreach (var node in reach.Reached)
        {
            var entry = reach.EntryOf(node);
            if (TransactionCalls.IsUsers(node) && meetings.Of.In(node, isLoopOfWork: entry.IsWorkLoop && node == entry.Node) is { } pair)
            {
                yield return Breach(context, firm.IsCertain(node) ? firm : reach, node, pair with { Certain = pair.Certain && firm.IsCertain(node) && !atStart.Is(node) && !byTheClock.Is(entry, node) }, meetings.Commits);
            }
        }

        UseRefusals(context, loops, IsCovered, meetings.Of);
    }

    /// <summary>What is reached past the actions that a filter may have opened something around.</summary>
    private static EntryReach Firm(RuleContext context, EntryReach reach, Func<MethodNode, bool> isDecided)
    {
        var maybe = new HashSet<MethodNode>(reach.Reached.Where(context.Transactions.Outside.MayBeCovered));
        return maybe.Count == 0 ? reach : new(context.Transactions.Roots, n => isDecided(n) || maybe.Contains(n), context.Transactions.Outside.Leaves, context.GivenArguments.Exclude);
    }

    private static (FirstMeetings Of, CommitReach Commits) Meetings(RuleContext context, CommitLoops loops, Func<MethodNode, bool> isDecided)
    {
        var commits = new CommitReach(context.Graph, context.Catalogue, context.Transactions.Open, context.GivenArguments, isDecided, new FirstUse(context).Is);
        return (new(context, commits, loops, isDecided), commits);
    }

    /// <summary>A refusal is of use when commits would meet below it without it, or with what it commits further above.</summary>
    private static void UseRefusals(RuleContext context, CommitLoops loops, Func<MethodNode, bool> isCovered, FirstMeetings reported)
    {
        var refusing = context.Graph.Focus.Where(n => n.Declares(IntentNames.NoTransaction)).ToList();
        if (refusing.Count == 0)
        {
            return;
        }

        var (behind, commits) = Meetings(context, loops, isCovered);
        var known = new HashSet<MethodNode>(reported.Where);

        // Once for all of them: a solution that refuses in a thousand places is not to be searched a thousand times.
        var below = new NearestSites(context.Graph, behind.Where.Select(n => (n, 0)), isCovered);
        var above = CertainlyRun(behind.Where.Where(n => !known.Contains(n)), isCovered);
        foreach (var node in refusing)
        {
            if (below.Reaches(node) || (commits.Reaches(node) && above.Contains(node)))
            {
                context.Refusals.Use(node, IntentNames.NoTransaction);
            }
        }
    }

    /// <summary>What any of some methods runs over certain calls, down to what is covered.</summary>
    private static HashSet<MethodNode> CertainlyRun(IEnumerable<MethodNode> starts, Func<MethodNode, bool> isCovered)
    {
        var run = new HashSet<MethodNode>();
        var queue = new Queue<MethodNode>(starts);
        while (queue.Count > 0)
        {
            foreach (var edge in queue.Dequeue().Edges)
            {
                if (edge.Certain && run.Add(edge.To) && !isCovered(edge.To))
                {
                    queue.Enqueue(edge.To);
                }
            }
        }

        return run;
    }

    /// <summary>Where a call comes to its commit, and over which methods: without that nobody can check the pair.</summary>
    private static IEnumerable<(Location At, string What)> Below(MethodNode node, int site, string which, CommitReach commits)
    {
        var path = commits.PathTo(node, site);
        return path.Count < 2 ? [] : [(new SiteLocation(path[path.Count - 1].Node, path[path.Count - 1].Site), $"{which} commits here: {string.Join(" → ", path.Select(p => Names.Short(p.Node)))}")];
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
            ? node.EdgesAt(pair.First).FirstOrDefault(e => e.Mode == RunMode.EachItem && e.To.Owner(context.Graph) == node.Owner(context.Graph) && commits.Sites(e.To).Count > 0)
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
            "declare [TransactionBoundary] or [NoTransaction(\"why\")]")
        {
            Also = pair.First == pair.Second ? [] : [(new SiteLocation(node, pair.First), "commits first"), .. Below(node, pair.First, "the first", commits), .. Below(node, pair.Second, "the second", commits)],
        };
    }
}
