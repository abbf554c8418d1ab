using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Two sites of one body that commit one after the other; the same site twice when it commits item by item.</summary>
internal sealed record CommitPair(int First, int Second, bool Certain)
{
    /// <param name="isEmpty">Whether the second of two commits has nothing left to write.</param>
    /// <param name="isPaged">Whether a loop goes from page to page.</param>
    /// <param name="isUncertain">Whether a commit per item is one for each of a few that a deployment sets.</param>
    /// <param name="isLoopOfWork">One turn of the body's loop is one unit of work, as in a worker that polls: commits of different turns are no pair.</param>
    /// <param name="sites">Sites that lead to a commit, each with whether for certain.</param>
    /// <param name="begins">Where transactions begin that commit something: with a commit beside them they are two.</param>
    /// <param name="isPerItem">Whether a site in a loop commits for each item, with nothing that makes each of them a unit of its own.</param>
    public static CommitPair? Find(
        MethodNode node, ControlFlow flow, IReadOnlyList<KeyValuePair<int, bool>> sites, IReadOnlyList<int> begins, Func<int, bool> isPerItem, Func<int, int, bool> isEmpty, Func<Loop, bool> isPaged, Func<int, bool> isUncertain, bool isLoopOfWork)
    {
        if (sites.Count == 0 || node.Method.Flow.BlockOfSite.Count == 0)
        {
            return null;
        }

        CommitPair? possible = null;
        foreach (var second in sites)
        {
            foreach (var first in sites)
            {
                if (first.Key != second.Key && !ExclusiveBranches.Are(flow, first.Key, second.Key) && FollowsInOneTurn(flow, node.Method, first.Key, second.Key) && !IsUnitPerTurn(flow, node.Method, first.Key, second.Key, isPerItem) && !IsFirstPage(flow, node.Method, first.Key, second.Key, isPaged) && !isEmpty(first.Key, second.Key))
                {
                    var pair = new CommitPair(first.Key, second.Key, first.Value && second.Value);
                    if (pair.Certain)
                    {
                        return pair;
                    }

                    possible ??= pair;
                }
            }
        }

        if (!isLoopOfWork)
        {
            foreach (var site in sites.Where(s => isPerItem(s.Key)))
            {
                if (site.Value && !isUncertain(site.Key))
                {
                    return new(site.Key, site.Key, Certain: true);
                }

                possible ??= new(site.Key, site.Key, Certain: false);
            }
        }

        return WithTransaction(flow, node.Method, sites, begins) is { Certain: true } beside ? beside : possible;
    }

    /// <summary>A loop that commits by batches, and what is left behind it: each turn is a unit of its own.</summary>
    private static bool IsUnitPerTurn(ControlFlow flow, MethodFact method, int first, int second, Func<int, bool> isPerItem) =>
        flow.Loops.Any(l => l.Retries is null && l.Contains(method.Body.BlockOfSite[first]) && !l.Contains(method.Body.BlockOfSite[second])) && !isPerItem(first);

    /// <summary>What a loop does with each further page is done with the first one before it: each page is a unit of its own.</summary>
    private static bool IsFirstPage(ControlFlow flow, MethodFact method, int first, int second, Func<Loop, bool> isPaged) =>
        flow.Loops.Any(l => l.Retries is null
            && !l.Contains(method.Body.BlockOfSite[first])
            && Enumerable.Range(0, method.Sites.Count).Any(s => method.Sites[s].Target.Id == method.Sites[first].Target.Id && l.Contains(method.Body.BlockOfSite[s]) && (s == second || method.Flow.CanFollow(s, second)))
            && isPaged(l));

    private static CommitPair? WithTransaction(ControlFlow flow, MethodFact method, IReadOnlyList<KeyValuePair<int, bool>> sites, IReadOnlyList<int> begins)
    {
        foreach (var begin in begins)
        {
            foreach (var (site, certain) in sites.Select(s => (s.Key, s.Value)))
            {
                if (certain && FollowsInOneTurn(flow, method, site, begin))
                {
                    return new(site, begin, Certain: true);
                }

                if (certain && FollowsInOneTurn(flow, method, begin, site))
                {
                    return new(begin, site, Certain: true);
                }
            }
        }

        return null;
    }

    /// <summary>Whether one site can run after another without a loop that holds both coming round: two branches of a switch in a loop are not a pair.</summary>
    private static bool FollowsInOneTurn(ControlFlow flow, MethodFact method, int first, int second)
    {
        if (!method.Flow.CanFollow(first, second))
        {
            return false;
        }

        var from = method.Body.BlockOfSite[first];
        var to = method.Body.BlockOfSite[second];
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
}
