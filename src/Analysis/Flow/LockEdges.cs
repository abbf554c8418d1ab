using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>One way from a block to another, with what happens to locks on it.</summary>
/// <param name="IsThrown">It is taken from anywhere in the block, when something in it throws.</param>
/// <param name="Finally">What the finally blocks on the way give back and take.</param>
/// <param name="Decided">The call that tried to take a lock and whose result sends control this way or the other; -1 for none.</param>
/// <param name="IsTaken">For <paramref name="Decided"/>: it has.</param>
internal readonly record struct LockEdge(int From, int To, bool IsThrown, IReadOnlyList<LockStep> Finally, int Decided = -1, bool IsTaken = false);

/// <summary>How control moves through a body that takes locks. A way that leaves a try passes its finally, which the edges of the body do not show.</summary>
internal sealed class LockEdges
{
    private static readonly IReadOnlyList<LockStep> Nothing = [];

    private readonly BodyFact _body;
    private readonly List<LockEdge>[] _from;
    private readonly Dictionary<RegionFact, IReadOnlyList<LockStep>> _finally = [];
    private readonly HashSet<int> _awaits = [];

    public LockEdges(MethodFact method, IReadOnlyDictionary<int, LockStep> steps)
    {
        _body = method.Body;
        foreach (var region in _body.Regions)
        {
            _finally[region] = region.IsCatch ? Nothing : Given(region.Handler, steps);
        }

        _awaits.UnionWith(_body.Steps.Where(s => s.Kind == StepKind.Await).Select(s => s.Block));
        _from = new List<LockEdge>[_body.Blocks.Count];
        for (var b = 0; b < _from.Length; b++)
        {
            _from[b] = [];
            Leave(b, method, steps);
            Throw(b);
        }
    }

    public IReadOnlyList<LockEdge> From(int block) => _from[block];

    /// <summary>What a finally gives back and takes, whatever it tests before.</summary>
    public IReadOnlyList<LockStep> StepsOf(RegionFact region) => _finally[region];

    /// <summary>The call that tried and whose result a test looks at: the awaited call may stand behind ConfigureAwait.</summary>
    public static int Tried(MethodFact method, ValueFact tested, IReadOnlyDictionary<int, LockStep> steps)
    {
        for (var hops = 0; hops < 2 && tested.Kind == ValueKind.Result && int.TryParse(tested.Text, out var site) && site < method.Sites.Count; hops++)
        {
            if (steps.TryGetValue(site, out var step) && step.Action == LockAction.Enter)
            {
                return site;
            }

            tested = method.Sites[site].Receiver;
        }

        return -1;
    }

    private void Leave(int block, MethodFact method, IReadOnlyDictionary<int, LockStep> steps)
    {
        var fact = _body.Blocks[block];
        var tried = fact.IsTest ? Tried(method, fact.Tested, steps) : -1;
        foreach (var next in fact.Next)
        {
            // Where the awaited is not done yet the method only returns to come back; what goes on with the other way is a test of something else behind the await, as of a delegate that is kept.
            if (!fact.IsTest || next != fact.WhenFalse || !_awaits.Contains(block) || fact.Tested.Kind != ValueKind.Unknown || _body.Blocks[next].Next.Contains(fact.WhenTrue))
            {
                _from[block].Add(new(block, next, IsThrown: false, Passed(block, next, _body.Regions.Count), tried, tried >= 0 && next == fact.WhenTrue));
            }
        }
    }

    private void Throw(int block)
    {
        for (var r = 0; r < _body.Regions.Count; r++)
        {
            var region = _body.Regions[r];
            var first = region.Filter.Count > 0 ? region.Filter : region.Handler;
            if (first.Count > 0 && region.Try.Contains(block))
            {
                _from[block].Add(new(block, first[0], IsThrown: true, Passed(block, first[0], r)));
                if (region.Filter.Count > 0 && region.Handler.Count > 0)
                {
                    _from[block].Add(new(block, region.Handler[0], IsThrown: true, Passed(block, region.Handler[0], r)));
                }
            }
        }
    }

    /// <param name="inside">Only regions before this one count: those inside the region that catches.</param>
    private IReadOnlyList<LockStep> Passed(int from, int to, int inside)
    {
        List<LockStep>? passed = null;
        for (var r = 0; r < inside; r++)
        {
            var region = _body.Regions[r];
            if (_finally[region].Count > 0 && region.Try.Contains(from) && !region.Try.Contains(to) && !region.Handler.Contains(to))
            {
                (passed ??= []).AddRange(_finally[region]);
            }
        }

        return passed ?? Nothing;
    }

    private List<LockStep> Given(IReadOnlyList<int> blocks, IReadOnlyDictionary<int, LockStep> steps)
    {
        var given = new List<LockStep>();
        foreach (var pair in steps.OrderBy(s => s.Key))
        {
            if (blocks.Contains(_body.BlockOfSite[pair.Key]))
            {
                given.Add(pair.Value);
            }
        }

        return given;
    }
}
