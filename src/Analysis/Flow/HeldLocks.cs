using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>
/// Which locks are held for certain at each site of a body: a forward analysis over its blocks, joined by intersection (a must-lockset, as in Savage et al., "Eraser", 1997, but over all paths instead of one run). An exception
/// can leave a block at each of its calls.
/// </summary>
internal sealed class HeldLocks
{
    private readonly MethodFact _method;
    private readonly IReadOnlyDictionary<int, LockStep> _steps;
    private readonly LockEdges _edges;
    private readonly LockSet?[] _in;
    private readonly LockSet?[] _before;
    private readonly HashSet<int> _tested = [];
    private readonly List<int>[] _sites;

    /// <param name="steps">What the body's sites take and give back.</param>
    /// <param name="entry">What is held when the body begins.</param>
    public HeldLocks(MethodFact method, IReadOnlyDictionary<int, LockStep> steps, LockSet entry)
    {
        _method = method;
        _steps = steps;
        _edges = new LockEdges(method, steps);
        _in = new LockSet?[method.Body.Blocks.Count];
        _before = new LockSet?[method.Sites.Count];
        _sites = new List<int>[_in.Length];
        for (var b = 0; b < _sites.Length; b++)
        {
            _sites[b] = [];
            if (method.Body.Blocks[b].IsTest && LockEdges.Tried(method, method.Body.Blocks[b].Tested, steps) is >= 0 and var tried)
            {
                _tested.Add(tried);
            }
        }

        for (var s = 0; s < method.Sites.Count; s++)
        {
            _sites[method.Body.BlockOfSite[s]].Add(s);
        }

        if (_in.Length > 0)
        {
            Solve(0, entry, isThrown: true);
            SolveRest();
        }
    }

    /// <summary>What is held when a site runs, before it does what it does.</summary>
    public LockSet At(int site) => _before[site] ?? LockSet.Empty;

    /// <summary>What is held at an await.</summary>
    public LockSet At(StepFact step)
    {
        var state = _in[step.Block] ?? LockSet.Empty;
        Run(step.Block, state, (s, held) => state = s < step.SitesBefore ? After(s, held) : state);
        return state;
    }

    /// <summary>What is held when the body ends without an exception.</summary>
    public LockSet AtEnd()
    {
        LockSet? all = null;
        for (var b = 0; b < _in.Length; b++)
        {
            if (_in[b] is { } state && _method.Body.Returns(b))
            {
                state = Run(b, state, null);
                all = all is null ? state : all.Meet(state);
            }
        }

        return all ?? LockSet.Empty;
    }

    private bool Throws(int block) => _method.Body.Steps.Any(s => s.Block == block && s.Kind is StepKind.Throw or StepKind.Rethrow);

    /// <summary>Where a state machine begins again there is no way from the first block; nothing is known there, and what it does there does not fail.</summary>
    private void SolveRest()
    {
        for (var b = 1; b < _in.Length; b++)
        {
            if (_in[b] is null && _sites[b].Count > 0)
            {
                Solve(b, LockSet.Empty, isThrown: false);
            }
        }
    }

    private void Solve(int first, LockSet entry, bool isThrown)
    {
        _in[first] = entry;
        var queue = new Queue<int>([first]);
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            LockSet? thrown = null;
            var done = Run(block, _in[block]!, (site, held) => thrown = Throws(_method.Sites[site]) && !Takes(site) ? thrown?.Meet(held) ?? held : thrown);
            thrown = Throws(block) ? thrown?.Meet(done) ?? done : thrown;
            foreach (var edge in _edges.From(block))
            {
                if ((edge.IsThrown ? isThrown ? thrown : null : done) is { } state && Arrive(edge.To, Along(edge, state)))
                {
                    queue.Enqueue(edge.To);
                }
            }
        }
    }

    private static bool Throws(SiteFact site) => site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New;

    /// <summary>What a handler is for is not that a lock could not be taken.</summary>
    private bool Takes(int site) => _steps.TryGetValue(site, out var step) && step.Action == LockAction.Enter && !step.IsTried;

    private LockSet Along(LockEdge edge, LockSet state)
    {
        state = edge.IsTaken ? state.Hold(_steps[edge.Decided].Lock) : state;
        return edge.Finally.Aggregate(state, static (set, step) => step.Action == LockAction.Exit ? set.Exit(step.Lock) : set.Enter(step.Lock));
    }

    private bool Arrive(int block, LockSet state)
    {
        if (_in[block] is { } known)
        {
            state = known.Meet(state);
            if (state.Equals(known))
            {
                return false;
            }
        }

        _in[block] = state;
        return true;
    }

    /// <param name="visit">Told what is held before each site.</param>
    private LockSet Run(int block, LockSet state, Action<int, LockSet>? visit)
    {
        var awaits = _method.Has(MethodTraits.Async) ? _method.Body.Steps.Where(s => s.Block == block && s.Kind == StepKind.Await).ToList() : [];
        foreach (var site in _sites[block])
        {
            if (awaits.Any(a => a.SitesBefore == site))
            {
                state = AfterAwait(state);
            }

            _before[site] = state;
            visit?.Invoke(site, state);
            state = After(site, state);
        }

        var end = _sites[block].Count == 0 ? 0 : _sites[block][_sites[block].Count - 1] + 1;
        return awaits.Any(a => a.SitesBefore >= end) ? AfterAwait(state) : state;
    }

    private LockSet After(int site, LockSet state) =>
        !_steps.TryGetValue(site, out var step) ? state
        : step.Action == LockAction.Exit ? state.Exit(step.Lock)
        : step.IsTried && _tested.Contains(site) ? state
        : state.Enter(step.Lock);

    /// <summary>The caller goes on when the method awaits: what it held on its thread it may have given back. A lock of the body's own is another matter: it is simply still held.</summary>
    private LockSet AfterAwait(LockSet state) => state.Without(held => held.IsAffine && !_steps.Values.Any(s => s.Action == LockAction.Enter && s.Lock.IsSame(held)));
}
