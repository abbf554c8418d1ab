using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <param name="Enter">The site that takes the lock.</param>
/// <param name="Thrower">The call that may throw in between, or that makes what is thrown; -1 for a way without an exception.</param>
/// <param name="Leaves">The return or throw that leaves the body with the lock; <see cref="SourceSpan.None"/> where no statement stands for that.</param>
internal readonly record struct LockLeak(int Enter, int Thrower, SourceSpan Leaves);

/// <summary>Where a body takes a lock, gives it back, and has a way on which it does not: what may be held, joined by union.</summary>
internal sealed class LockLeaks
{
    private readonly MethodFact _method;
    private readonly IReadOnlyDictionary<int, LockStep> _steps;
    private readonly LockEdges _edges;
    private readonly HashSet<int>?[] _in;
    private readonly List<int>[] _sites;
    private readonly HashSet<int> _tested = [];

    private readonly Func<int, bool> _canThrow;
    private readonly HashSet<string> _lent = new(StringComparer.Ordinal);

    private LockLeaks(MethodFact method, IReadOnlyDictionary<int, LockStep> steps, Func<int, bool> canThrow)
    {
        _method = method;
        _canThrow = canThrow;
        _steps = steps;
        _edges = new LockEdges(method, steps);
        _in = new HashSet<int>?[method.Body.Blocks.Count];
        _sites = [.. method.Body.Blocks.Select(_ => new List<int>())];
        for (var s = 0; s < method.Sites.Count; s++)
        {
            _sites[method.Body.BlockOfSite[s]].Add(s);
        }

        foreach (var block in method.Body.Blocks)
        {
            if (block.IsTest && LockEdges.Tried(method, block.Tested, steps) is >= 0 and var tried)
            {
                _tested.Add(tried);
            }
        }
    }

    /// <summary>Locks that are taken and not given back on some way.</summary>
    /// <param name="canThrow">Whether a call is one that fails in practice.</param>
    public static IReadOnlyList<LockLeak> Find(MethodFact method, IReadOnlyDictionary<int, LockStep> steps, Func<int, bool> canThrow)
    {
        // A lock statement cannot leak, and what only one side of the pair stands for is a signal or a helper.
        var taken = steps.Where(s => s.Value.Action == LockAction.Enter && !s.Value.IsScope && s.Value.Lock.Name != HeldLock.Unknown && !IsStatement(method.Sites[s.Key]) && IsGivenBack(method, steps, s.Key)).Select(s => s.Key).ToList();
        return taken.Count == 0 || method.Body.Blocks.Count == 0 ? [] : new LockLeaks(method, steps, canThrow).Solve(taken);
    }

    /// <summary>Sites that take a lock for which the body has nothing that gives it back.</summary>
    public static IEnumerable<int> Kept(MethodFact method, IReadOnlyDictionary<int, LockStep> steps) =>
        steps.Where(s => s.Value is { Action: LockAction.Enter, IsScope: false, Lock: { IsField: true, IsAffine: true } } && !IsStatement(method.Sites[s.Key]) && !steps.Values.Any(e => e.Action == LockAction.Exit && e.Lock.Name == s.Value.Lock.Name))
            .Select(s => s.Key);

    /// <summary>The overload that the lock statement calls.</summary>
    private static bool IsStatement(SiteFact site) => site.Target is { Type: "System.Threading.Monitor", Name: "Enter", ParameterCount: 2 };

    private static bool IsGivenBack(MethodFact method, IReadOnlyDictionary<int, LockStep> steps, int enter) =>
        steps.Any(s => s.Value.Action == LockAction.Exit && s.Value.Lock.IsSame(steps[enter].Lock) && method.Flow.CanFollow(enter, s.Key));

    private List<LockLeak> Solve(List<int> taken)
    {
        var found = new SortedDictionary<int, int>();
        _in[0] = [];
        var queue = new Queue<int>([0]);
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            HashSet<int>? thrown = null;
            var state = new HashSet<int>(_in[block]!);
            foreach (var site in _sites[block])
            {
                Add(ref thrown, ThrowsBefore(block, site), state);
                Escape(block, site, state, found);
                Add(ref thrown, _canThrow(site), state);

                Apply(site, state);
            }

            Add(ref thrown, ThrowsBefore(block, int.MaxValue), state);

            foreach (var edge in _edges.From(block))
            {
                if (!(edge.IsThrown && thrown is null) && Arrive(edge.To, Along(block, edge, edge.IsThrown ? thrown! : state)))
                {
                    queue.Enqueue(edge.To);
                }
            }

            Throw(block, state, found);
            if (_method.Body.Returns(block))
            {
                foreach (var enter in state)
                {
                    found[enter] = -1;
                }
            }
        }

        return [.. found.Where(f => taken.Contains(f.Key) && !_lent.Contains(_steps[f.Key].Lock.Name) && !(f.Value >= 0 && IsBehind(f.Key))).GroupBy(f => _steps[f.Key].Lock.Name).Select(g => Leak(g.First().Key, g.Min(f => f.Value)))];
    }

    private LockLeak Leak(int enter, int thrower)
    {
        var after = AfterExits(enter);
        var leaves = _method.Body.Steps.Where(step => thrower < 0 ? step.Kind is StepKind.Return or StepKind.Leave && IsHeldAt(step, enter) && Ends(step, enter) : step.Kind == StepKind.Throw && step.SitesBefore - 1 == thrower && _method.Sites[thrower].Kind == SiteKind.New)
            .Where(step => !after.Contains(step.Block))
            .Select(step => step.Span)
            .Where(span => span.IsKnown);
        return new(enter, thrower, leaves.DefaultIfEmpty(SourceSpan.None).First());
    }

    /// <summary>Blocks that come after one that gives the lock back, and those that do so themselves.</summary>
    private HashSet<int> AfterExits(int enter)
    {
        var after = new HashSet<int>();
        var queue = new Queue<int>(_steps.Where(s => s.Value.Action == LockAction.Exit && s.Value.Lock.IsSame(_steps[enter].Lock)).Select(s => _method.Body.BlockOfSite[s.Key]));
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            if (after.Add(block))
            {
                _method.Body.Blocks[block].Next.ToList().ForEach(queue.Enqueue);
            }
        }

        return after;
    }

    private bool IsHeldAt(StepFact step, int enter) =>
        _in[step.Block]?.Contains(enter) == true || (enter < step.SitesBefore && _sites[step.Block].Contains(enter));

    /// <summary>Whether nothing runs between a statement and the end of the body, and no finally gives the lock back.</summary>
    private bool Ends(StepFact step, int enter)
    {
        for (int block = step.Block, hops = 0; hops < 4; hops++)
        {
            if (_sites[block].Exists(site => site >= step.SitesBefore && _steps.ContainsKey(site)))
            {
                return false;
            }

            if (_method.Body.Returns(block))
            {
                return true;
            }

            var ways = _edges.From(block).Where(edge => !edge.IsThrown).ToList();
            if (ways.Count != 1 || ways[0].Finally.Any(s => s.Action == LockAction.Exit && s.Lock.IsSame(_steps[enter].Lock)))
            {
                return false;
            }

            block = ways[0].To;
        }

        return false;
    }

    private static void Add(ref HashSet<int>? thrown, bool throws, HashSet<int> state)
    {
        if (throws)
        {
            (thrown ??= []).UnionWith(state);
        }
    }

    /// <summary>Whether a statement throws between two sites, or something is awaited that can fail: only the lock that is being waited for is not held yet.</summary>
    private bool ThrowsBefore(int block, int site)
    {
        var begin = _sites[block].Where(s => s < site).DefaultIfEmpty(-1).Max();
        return _method.Body.Steps.Any(step => step.Block == block && step.SitesBefore > begin && step.SitesBefore <= site
            && (step.Kind is StepKind.Throw or StepKind.Rethrow || (step.Kind == StepKind.Await && LockEdges.Tried(_method, step.Value, _steps) < 0)));
    }

    private void Apply(int site, HashSet<int> state)
    {
        if (_steps.TryGetValue(site, out var step))
        {
            if (step.Action == LockAction.Exit)
            {
                if (!state.Any(enter => _steps[enter].Lock.IsSame(step.Lock)) && !step.IsTried)
                {
                    _lent.Add(step.Lock.Name); // the caller's: given back for a while, and taken again
                }

                Give(step.Lock, state);
            }
            else if (!(step.IsTried && _tested.Contains(site)))
            {
                state.Add(site);
            }
        }
    }

    private void Give(HeldLock given, HashSet<int> state) => state.RemoveWhere(enter => _steps[enter].Lock.IsSame(given));

    private HashSet<int> Along(int block, LockEdge edge, HashSet<int> state)
    {
        var along = new HashSet<int>(state);
        if (edge.Decided >= 0)
        {
            if (edge.IsTaken && edge.To != _method.Body.Blocks[block].WhenFalse)
            {
                along.Add(edge.Decided);
            }
            else
            {
                along.Remove(edge.Decided);
            }
        }

        foreach (var step in edge.Finally.Where(s => s.Action == LockAction.Exit))
        {
            Give(step.Lock, along);
        }

        // if (taken) Monitor.Exit(gate): whoever tests before knows why.
        var test = _method.Body.Blocks[block];
        if (!edge.IsThrown && test.IsTest && edge.To == test.WhenFalse && test.WhenTrue >= 0 && test.WhenTrue != test.WhenFalse && test.Tested.Kind is ValueKind.Local or ValueKind.Result or ValueKind.Parameter)
        {
            foreach (var site in _sites[test.WhenTrue])
            {
                if (_steps.TryGetValue(site, out var given) && given.Action == LockAction.Exit && _method.Body.Blocks[test.WhenTrue].Next.Contains(test.WhenFalse))
                {
                    Give(given.Lock, along);
                }
            }
        }

        return along;
    }

    private bool Arrive(int block, HashSet<int> state)
    {
        if (_in[block] is not { } known)
        {
            _in[block] = state;
            return true;
        }

        var before = known.Count;
        known.UnionWith(state);
        return known.Count > before;
    }

    /// <summary>A throw statement leaves the body like a call that throws; the exception was made just before.</summary>
    private void Throw(int block, HashSet<int> state, SortedDictionary<int, int> found)
    {
        foreach (var step in _method.Body.Steps.Where(s => s.Block == block && s.Kind is StepKind.Throw or StepKind.Rethrow && s.SitesBefore > 0))
        {
            Leave(block, step.SitesBefore - 1, state, found);
        }
    }

    /// <summary>A call that throws leaves the body, unless something around it catches everything; what the finally blocks on its way give back is given back.</summary>
    private void Escape(int block, int site, HashSet<int> state, SortedDictionary<int, int> found)
    {
        if (state.Count == 0 || _steps.ContainsKey(site) || !_canThrow(site))
        {
            return;
        }

        Leave(block, site, state, found);
    }

    private void Leave(int block, int site, HashSet<int> state, SortedDictionary<int, int> found)
    {
        var kept = new HashSet<int>(state);
        foreach (var region in _method.Body.Regions)
        {
            if (!region.Try.Contains(block))
            {
                continue;
            }

            if (region.Kind == RegionKind.Catch && region.Catches?.Name is "System.Object" or "System.Exception")
            {
                return;
            }

            foreach (var step in _edges.StepsOf(region).Where(s => s.Action == LockAction.Exit))
            {
                Give(step.Lock, kept);
            }
        }

        foreach (var enter in kept)
        {
            if (!found.ContainsKey(enter))
            {
                found.Add(enter, site);
            }
        }
    }

    /// <summary>A finally with an await in it stands behind its try, where it throws again what was thrown: the facts have no region for it.</summary>
    private bool IsBehind(int enter) =>
        _method.Has(MethodTraits.Async)
        && _method.Body.Steps.Any(rethrow => rethrow.Kind == StepKind.Rethrow
            && !_method.Body.Regions.Any(r => r.Handler.Contains(rethrow.Block))
            && _steps.Any(s => s.Value.Action == LockAction.Exit && s.Value.Lock.IsSame(_steps[enter].Lock) && s.Key < rethrow.SitesBefore));
}
