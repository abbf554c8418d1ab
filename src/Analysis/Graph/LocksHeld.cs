using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Which locks are held for certain anywhere in the solution. A method that only known callers call begins with what all of them hold there; a lambda that is run on the spot, with what is held where it is made; an
/// iterator, with what is held where it is enumerated. The greatest solution: methods that only call each other add nothing.
/// </summary>
internal sealed class LocksHeld
{
    private readonly Dictionary<MethodNode, LockSet> _entry = [];
    private readonly Dictionary<MethodNode, HeldLocks> _bodies = [];
    private readonly Dictionary<MethodNode, LockSet> _declared = [];
    private readonly HashSet<MethodNode> _open = [];
    private readonly IReadOnlyList<MethodNode> _nodes;
    private readonly InlineRuns _runs;
    private ILookup<MethodNode, CallEdge>? _callers;

    /// <param name="open">What something outside the code calls.</param>
    /// <param name="declared">What a method says its callers must hold: its own body may rely on it.</param>
    public LocksHeld(CodeGraph graph, LockSites sites, IEnumerable<MethodNode> open, IReadOnlyDictionary<MethodNode, LockSet> declared)
    {
        _nodes = declared.Count > 0 ? graph.Nodes : [.. graph.Focus.Union(graph.NodesNear(IsOfThreads)).OrderBy(n => n.Index)];
        Sites = sites;
        _runs = new InlineRuns(this);
        foreach (var pair in declared)
        {
            _declared.Add(pair.Key, pair.Value);
        }

        _open.UnionWith(open);
        var called = new HashSet<MethodNode>(_nodes.SelectMany(n => n.Edges).Select(e => e.To));
        _open.UnionWith(_nodes.Where(n => !called.Contains(n) || IsOpen(n)));
        Solve();
    }

    public LockSites Sites { get; }

    /// <summary>Where threads are spoken of, what a path finds unlocked can be locked by somebody off every path: then all methods of such an assembly count.</summary>
    private static bool IsOfThreads(MethodRef member) =>
        member.Type.StartsWith("System.Threading.", StringComparison.Ordinal)
        && !member.Type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
        && !member.Type.StartsWith("System.Threading.Cancellation", StringComparison.Ordinal);

    /// <summary>What is held when a site runs.</summary>
    public LockSet At(MethodNode node, int site) =>
        _entry.TryGetValue(node, out var entry) ? entry.IsEmpty && Sites.Of(node).Count == 0 ? entry : Body(node, entry).At(site) : LockSet.Empty;

    public LockSet At(MethodNode node, StepFact step) =>
        _entry.TryGetValue(node, out var entry) ? entry.IsEmpty && Sites.Of(node).Count == 0 ? entry : Body(node, entry).At(step) : LockSet.Empty;

    /// <summary>Whether anybody comes to a method other than from constructors of the same object.</summary>
    public bool IsRun(MethodNode node) => _entry.ContainsKey(node);

    /// <summary>What some caller of a method that is called from its own type only holds and another one does not.</summary>
    public IEnumerable<HeldLock> Disputed(MethodNode node)
    {
        if (_open.Contains(node) || node.Method.Has(MethodTraits.Lambda) || node.Method.Has(MethodTraits.LocalFunction))
        {
            return [];
        }

        _callers ??= _nodes.SelectMany(n => n.Edges).ToLookup(e => e.To);
        var handed = _callers[node].Where(e => e.Mode == RunMode.Inline && e.Via is null && e.From.Method.Type == node.Method.Type && IsRun(e.From) && !IsConstruction(e)).Select(e => Handed(e) ?? LockSet.Empty).ToList();
        return handed.SelectMany(h => h.Locks).Where(held => handed.Any(h => !h.Has(held))).Distinct();
    }

    /// <summary>A way to a method on which a lock is not held: the method it begins in, and the calls. The method itself when nobody can hold it for it.</summary>
    public (MethodNode Start, IReadOnlyList<CallEdge> Path) Without(MethodNode node, HeldLock held)
    {
        _callers ??= _nodes.SelectMany(n => n.Edges).ToLookup(e => e.To);
        var next = new Dictionary<MethodNode, (CallEdge? Edge, HeldLock Lock)> { [node] = (null, held) };
        var queue = new Queue<MethodNode>(next.Keys);
        while (queue.Count > 0)
        {
            var at = queue.Dequeue();
            if (_open.Contains(at))
            {
                return (at, Path(at, next));
            }

            foreach (var edge in _callers[at])
            {
                var wanted = next[at].Lock;
                if (!next.ContainsKey(edge.From) && IsRun(edge.From) && !IsConstruction(edge) && Handed(edge) is { } handed && !handed.Has(wanted))
                {
                    next.Add(edge.From, (edge, wanted with { Of = wanted.Of.Kind == ValueKind.This ? wanted.Of : ValueFact.Unknown }));
                    queue.Enqueue(edge.From);
                }
            }
        }

        return (node, []);
    }

    private static List<CallEdge> Path(MethodNode start, Dictionary<MethodNode, (CallEdge? Edge, HeldLock Lock)> next)
    {
        var path = new List<CallEdge>();
        for (var edge = next[start].Edge; edge is not null; edge = next[edge.To].Edge)
        {
            path.Add(edge);
        }

        return path;
    }

    /// <summary>A body without the locks of its callers: what it holds by itself.</summary>
    public HeldLocks Alone(MethodNode node) => new(node.Method, Sites.Of(node), Declared(node));

    private LockSet Declared(MethodNode node) => _declared.TryGetValue(node, out var declared) ? declared : LockSet.Empty;

    private HeldLocks Body(MethodNode node, LockSet entry)
    {
        if (!_bodies.TryGetValue(node, out var body))
        {
            _bodies.Add(node, body = new(node.Method, Sites.Of(node), entry));
        }

        return body;
    }

    private void Solve()
    {
        var queue = new Queue<MethodNode>();
        foreach (var node in _nodes)
        {
            if (_open.Contains(node))
            {
                _entry.Add(node, Declared(node));
                queue.Enqueue(node);
            }
        }

        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            foreach (var edge in node.Edges)
            {
                if (IsConstruction(edge) || Handed(edge) is not { } handed)
                {
                    continue;
                }

                var known = _entry.TryGetValue(edge.To, out var before);
                handed = handed.With(Declared(edge.To));
                var entry = known ? before!.Meet(handed) : handed;
                if (!known || !entry.Equals(before))
                {
                    _entry[edge.To] = entry;
                    _bodies.Remove(edge.To);
                    queue.Enqueue(edge.To);
                }
            }
        }
    }

    /// <summary>What a callee begins with over one call, in its own names; null when this call does not run it.</summary>
    private LockSet? Handed(CallEdge edge)
    {
        var site = edge.From.Method.Sites[edge.Site];
        var isInner = edge.To.Method.Has(MethodTraits.Lambda) || edge.To.Method.Has(MethodTraits.LocalFunction);
        var from = edge.Mode switch
        {
            RunMode.Inline or RunMode.Retrying or RunMode.EachItem => edge.Site,
            RunMode.Later when (isInner || IsOwnGroup(edge, site)) && InlineRuns.MayRun(edge, site) => edge.Site,
            _ => -1,
        };
        if (site.Target.Type is "System.Threading.Tasks.Parallel" or "System.Linq.ParallelEnumerable" || site.Target.Name == nameof(Task.ContinueWith))
        {
            return LockSet.Empty; // the threads that run it hold nothing
        }

        if (edge.Mode == RunMode.EachItem || edge.To.Method.Has(MethodTraits.Iterator))
        {
            from = from < 0 ? -1 : Enumerations.Of(edge.From.Method, edge.Site);
        }

        var held = from < 0 ? LockSet.Empty : At(edge.From, from);
        if (edge.Via is not null && from >= 0)
        {
            held = held.With(_runs.Around(edge.Via, edge.ViaSite).Select(h => LockNames.ToCaller(h, site)));
        }

        if ((isInner && edge.To.Method.Owner == edge.From.Method.Owner) || IsOwnGroup(edge, site))
        {
            held = held.Select(h => LockNames.ToInner(h));
        }
        else if (!held.IsEmpty)
        {
            held = held.Select(h => LockNames.ToCallee(h, site));
        }

        // What is not awaited goes on by itself: whatever lock the caller holds, it holds until the first await only.
        return edge.To.Method.Has(MethodTraits.Async) && !IsAwaited(edge.From.Method, edge.Site) ? held.Select(h => h with { IsAffine = true }) : held;
    }

    /// <summary><c>_all.GetOrAdd(key, Make)</c>: a member of the same object, handed over as a lambda would be.</summary>
    private static bool IsOwnGroup(CallEdge edge, SiteFact site) =>
        edge.From.Type == edge.To.Type && site.Arguments.Any(a => a.Kind == ValueKind.Delegate && a.Text == edge.To.Method.Id);

    /// <summary>Whether a body awaits what a call returns.</summary>
    public static bool IsAwaited(MethodFact method, int site)
    {
        var result = Values.ResultOf(site);
        return method.Sites[site].IsAwaited
            || method.Sites.Any(s => s.Receiver == result && s.IsAwaited)
            || method.Body.Steps.Any(s => s.Kind == StepKind.Await && s.Value == result);
    }

    /// <summary>A constructor that calls for its own object: nobody else knows that object yet.</summary>
    private static bool IsConstruction(CallEdge edge) =>
        edge.From.Method.Has(MethodTraits.Constructor)
        && edge.From.Type == edge.To.Type
        && edge.Mode is RunMode.Inline or RunMode.EachItem
        && (edge.From.Method.Has(MethodTraits.Static) || edge.From.Method.Sites[edge.Site].Receiver.Kind == ValueKind.This || edge.To.Method.Has(MethodTraits.Lambda) || edge.To.Method.Has(MethodTraits.LocalFunction));

    private static bool IsOpen(MethodNode node) =>
        node.Method is var method
        && !method.Has(MethodTraits.Lambda)
        && !method.Has(MethodTraits.LocalFunction)
        && (method.Has(MethodTraits.Public) || method.Implements.Count > 0 || method.Has(MethodTraits.Constructor));
}
