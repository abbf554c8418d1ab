using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Looks for a pair in one body.</summary>
internal sealed class CommitPairs(MethodNode node, ControlFlow flow)
{
    /// <summary>Whether a site in a loop commits for each item, with nothing that makes each of them a unit of its own.</summary>
    public required Func<int, bool> IsPerItem { get; init; }

    /// <summary>Whether the second of two commits has nothing left to write.</summary>
    public required Func<int, int, bool> IsEmpty { get; init; }

    /// <summary>What the one of two commits has to write that has less.</summary>
    public required Func<int, int, Pending> Least { get; init; }

    /// <summary>Whether the body, or what it calls, shows what a commit writes: a pair of such is told before one that saves what somebody else may have changed.</summary>
    public required Func<int, bool> IsSeen { get; init; }

    /// <summary>Whether the second of two commits does not run where the first has.</summary>
    public required Func<int, int, bool> IsExcluded { get; init; }

    /// <summary>Whether what one of two sites commits is seldom there to commit, since a lookup that has found nothing makes it, or is made up for the next time, as the removal of what has expired is.</summary>
    public required Func<int, int, bool> IsSettled { get; init; }

    /// <summary>Whether the second of two commits answers for its own failure: the first was made to hold without it.</summary>
    public required Func<int, int, bool> IsBeside { get; init; }

    /// <summary>Whether what a commit of two leads to answers for its own failure.</summary>
    public required Func<int, bool> AnswersBelow { get; init; }

    /// <summary>Whether something outside the database is done or told between two commits, so that no transaction could hold both.</summary>
    public required Func<int, int, bool> IsOutsideBetween { get; init; }

    /// <summary>Whether a loop goes from page to page.</summary>
    public required Func<Loop, bool> IsPaged { get; init; }

    /// <summary>Whether a commit per item may well be meant: it is one for each of a few that a deployment sets, or each is complete in itself.</summary>
    public required Func<int, bool> IsUncertain { get; init; }

    /// <summary>One turn of the body's loop is one unit of work, as in a worker that polls: commits of different turns are no pair.</summary>
    public bool IsLoopOfWork { get; init; }

    /// <param name="sites">Sites that lead to a commit, each with whether for certain.</param>
    /// <param name="begins">Where transactions begin that commit something: with a commit beside them they are two.</param>
    public CommitPair? Find(IReadOnlyList<KeyValuePair<int, bool>> sites, IReadOnlyList<int> begins)
    {
        if (sites.Count == 0 || node.Method.Flow.BlockOfSite.Count == 0)
        {
            return null;
        }

        CommitPair? possible = null;
        CommitPair? unseen = null;
        foreach (var second in sites)
        {
            foreach (var first in sites)
            {
                if (first.Key != second.Key && ArePair(first.Key, second.Key) && Least(first.Key, second.Key) is var least and not Pending.Nothing)
                {
                    var pair = new CommitPair(first.Key, second.Key, first.Value && second.Value && !IsSettled(first.Key, second.Key) && !AnswersBelow(first.Key) && !AnswersBelow(second.Key) && !IsOutsideBetween(first.Key, second.Key) && least == Pending.Changes);
                    if (pair.Certain && IsSeen(first.Key) && IsSeen(second.Key))
                    {
                        return pair;
                    }

                    unseen ??= pair.Certain ? pair : null;
                    possible ??= pair.Certain ? null : pair;
                }
            }
        }

        if (unseen is not null)
        {
            return unseen;
        }

        if (!IsLoopOfWork)
        {
            foreach (var site in sites.Where(s => IsPerItem(s.Key) && !AnswersBelow(s.Key)))
            {
                if (site.Value && !IsUncertain(site.Key))
                {
                    return new(site.Key, site.Key, Certain: true);
                }

                possible ??= new(site.Key, site.Key, Certain: false);
            }
        }

        return WithTransaction(sites, begins) ?? possible;
    }

    private bool ArePair(int first, int second) =>
        !ExclusiveBranches.Are(flow, first, second) && !SetBefore.Exclude(flow, first, second) && FollowsInOneTurn(first, second) && !HeldAnswers.Exclude(flow, first, second) && !IsUnitPerTurn(first, second) && !IsFirstPage(first, second) && !IsEmpty(first, second) && !IsExcluded(first, second) && !IsBeside(first, second) && !Withdrawals.Are(node.Method, first, second) && !IsReturnedBefore(first, second);

    /// <summary><c>await using (…) { if (isSmall) return await StoreAsync(small); } return await StoreAsync(large);</c>: what is disposed of behind the return comes after it, and nothing else does.</summary>
    private bool IsReturnedBefore(int first, int second)
    {
        var body = node.Method.Body;
        var returns = new HashSet<int>(body.Steps.Where(s => s.Kind == StepKind.Return && s.Value == Values.ResultOf(first) && !body.Blocks[s.Block].IsTest && s.Block != Block(second) && (s.Block != Block(first) || s.SitesBefore > first)).Select(s => s.Block));
        return returns.Count > 0
            && Following.Leads(body, Block(first), Block(second))
            && node.Method.Sites[second].Target.Name is not ("Dispose" or "DisposeAsync")
            && !(returns.Contains(Block(first)) ? [] : Following.Of(body, body.Blocks[Block(first)].Next.Where(n => !returns.Contains(n)), returns)).Contains(Block(second))
            && Block(first) != Block(second)
            && !body.Regions.Any(r => r.Handler.Contains(Block(second)));
    }

    /// <summary>A loop that commits by batches, and what is left behind it: each turn is a unit of its own.</summary>
    private bool IsUnitPerTurn(int first, int second) =>
        flow.Loops.Any(l => l.Retries is null && l.Contains(Block(first)) && !l.Contains(Block(second))) && !IsPerItem(first);

    /// <summary>What a loop does with each further page is done with the first one before it: each page is a unit of its own.</summary>
    private bool IsFirstPage(int first, int second) =>
        flow.Loops.Any(l => l.Retries is null
            && !l.Contains(Block(first))
            && Enumerable.Range(0, node.Method.Sites.Count).Any(s => node.Method.Sites[s].Target.Id == node.Method.Sites[first].Target.Id && l.Contains(Block(s)) && (s == second || node.Method.Flow.CanFollow(s, second)))
            && IsPaged(l));

    private CommitPair? WithTransaction(IReadOnlyList<KeyValuePair<int, bool>> sites, IReadOnlyList<int> begins)
    {
        foreach (var begin in begins)
        {
            foreach (var (site, certain) in sites.Select(s => (s.Key, s.Value)))
            {
                if (certain && FollowsInOneTurn(site, begin))
                {
                    return new(site, begin, Certain: true);
                }

                if (certain && FollowsInOneTurn(begin, site))
                {
                    return new(begin, site, Certain: true);
                }
            }
        }

        return null;
    }

    /// <summary>Whether one site can run after another without a loop that holds both coming round: two branches of a switch in a loop are not a pair.</summary>
    private bool FollowsInOneTurn(int first, int second)
    {
        var method = node.Method;
        if (!method.Flow.CanFollow(first, second))
        {
            return false;
        }

        var from = Block(first);
        var to = Block(second);
        if (from == to)
        {
            return first < second;
        }

        // A loop that only a failure closes (the first stands in its handler) comes round as well, though nothing leads from the second back to the first.
        var heads = flow.Loops.Where(l => l.Contains(from) && l.Contains(to)).Select(l => l.Head).ToList();
        if (heads.Count == 0 && !method.Flow.CanFollow(second, first))
        {
            return true;
        }

        var seen = new HashSet<int>(heads) { from };
        var queue = new Queue<int>([from]);
        while (queue.Count > 0)
        {
            foreach (var next in method.Body.Blocks[queue.Dequeue()].Next)
            {
                if (next == to && !heads.Contains(to))
                {
                    return true;
                }

                if (seen.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return false;
    }

    private int Block(int site) => node.Method.Body.BlockOfSite[site];
}
