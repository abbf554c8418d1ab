using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>Two sites of one body that commit one after the other; the same site twice when it stands in a loop.</summary>
internal sealed record CommitPair(int First, int Second, bool Certain)
{
    /// <param name="isLoopOfWork">One turn of the body's loop is one unit of work, as in a worker that polls: commits of different turns are no pair.</param>
    /// <param name="sites">Sites that lead to a commit, each with whether for certain.</param>
    public static CommitPair? Find(MethodNode node, IReadOnlyList<KeyValuePair<int, bool>> sites, bool isLoopOfWork)
    {
        var flow = node.Method.Flow;
        if (flow.BlockOfSite.Count == 0)
        {
            return null;
        }

        CommitPair? possible = null;
        foreach (var first in sites)
        {
            foreach (var second in sites)
            {
                var pair = Relate(flow, first, second, isLoopOfWork);
                if (pair is { Certain: true })
                {
                    return pair;
                }

                possible ??= pair;
            }
        }

        return possible;
    }

    private static CommitPair? Relate(FlowFact flow, KeyValuePair<int, bool> first, KeyValuePair<int, bool> second, bool isLoopOfWork)
    {
        if (first.Key == second.Key)
        {
            return flow.InLoop(first.Key) && !isLoopOfWork ? new(first.Key, first.Key, Certain: false) : null;
        }

        if (!flow.CanFollow(first.Key, second.Key))
        {
            return null;
        }

        // Inside one loop, "follows" may mean "in the next turn": two branches of a switch in a loop are not a pair.
        var aroundTheLoop = flow.CanFollow(second.Key, first.Key);
        return aroundTheLoop
            ? isLoopOfWork ? null : new(first.Key, second.Key, Certain: false)
            : new(first.Key, second.Key, first.Value && second.Value);
    }
}
