using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// What a handler does for one kind of failure that it has asked for: <c>if (e.SqlState == "23505") throw new AlreadyTaken(seat); throw;</c>. Such an answer says all that there is to say, as it does behind a when clause. What is left for
/// all other failures does not.
/// </summary>
internal sealed class PickedAnswers
{
    private readonly ControlFlow _flow;
    private readonly RegionFact _region;
    private readonly Caught _caught;
    private readonly HashSet<int> _asking = [];

    public PickedAnswers(ControlFlow flow, RegionFact region, Caught caught)
    {
        _flow = flow;
        _region = region;
        _caught = caught;
        var blocks = flow.Body.Blocks;
        var sites = flow.Body.BlockOfSite;
        for (var i = 0; i < sites.Count; i++)
        {
            if (region.Handler.Contains(sites[i]) && blocks[sites[i]].Next.Count > 1 && caught.Given(i) != Trace.None)
            {
                _asking.Add(sites[i]);
            }
        }

        // What was asked once is compared with one number after another.
        foreach (var block in region.Handler.Where(b => blocks[b].Next.Count > 1 && !sites.Contains(b)).OrderBy(b => b))
        {
            if (_asking.Count > 0 && flow.Predecessors(block).ToList() is { Count: > 0 } before && before.TrueForAll(_asking.Contains))
            {
                _asking.Add(block);
            }
        }
    }

    /// <summary>Whether a block of the handler is run for some failures only, and others are answered in another way.</summary>
    public bool IsPicked(int block)
    {
        var behind = Reach(block);
        foreach (var test in _asking.Where(t => t != block && _flow.Enters(t, block)))
        {
            // Where the two ways meet again is the end of both.
            var others = Reach(test).Where(b => !behind.Contains(b) && IsEnd(b) && !Reach(b).Contains(block));
            if (others.Any(b => b > block || Keeps(b)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsEnd(int block) =>
        _flow.Body.Blocks[block].Next.Any(n => !_region.Handler.Contains(n)) || _flow.Body.Blocks[block].Next.Count == 0 || _flow.Body.Steps.Any(s => s.Block == block && s.Value.Kind is ValueKind.New && s.Kind == StepKind.LocalWrite);

    /// <summary>The failure goes on from there as it is.</summary>
    private bool Keeps(int block) =>
        _flow.Body.Steps.Any(s => s.Block == block && (s.Kind == StepKind.Rethrow || (s.Kind == StepKind.Throw && _caught.Of(s.Value) == Trace.Whole)));

    private HashSet<int> Reach(int from)
    {
        var seen = new HashSet<int> { from };
        var queue = new Queue<int>(seen);
        while (queue.Count > 0)
        {
            foreach (var next in _flow.Body.Blocks[queue.Dequeue()].Next.Where(n => _region.Handler.Contains(n) && seen.Add(n)))
            {
                queue.Enqueue(next);
            }
        }

        return seen;
    }
}
