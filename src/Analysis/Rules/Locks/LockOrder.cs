using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>A lock that is taken while another one is held.</summary>
/// <param name="Site">In <paramref name="Node"/>, which holds the outer one: where the inner one is taken, or the call below which it is.</param>
/// <param name="Path">From there to the method that takes the inner one; empty when it is the same.</param>
internal sealed record LockPair(string Outer, string Inner, MethodNode Node, int Site, IReadOnlyList<CallEdge> Path, ValueFact OuterOf, ValueFact InnerOf)
{
    /// <summary>Every body that the pair is made of.</summary>
    public IEnumerable<MethodNode> Bodies => Path.Select(e => e.To).Append(Node);
}

/// <summary>Which locks are taken inside which, over all bodies and calls. Locks are told apart by the field that holds them, and those of one field by the members of the own object that have them.</summary>
internal sealed class LockOrder
{
    private readonly Dictionary<MethodNode, Dictionary<string, CallEdge?>> _below = [];
    private readonly List<LockPair> _pairs = [];
    private readonly RuleContext _context;
    private readonly KeptLocks _kept;

    public LockOrder(RuleContext context)
    {
        _context = context;
        _kept = new(context.Graph);
        Collect();
        foreach (var node in context.Locks.Sites.Locking.OrderBy(n => n.Index))
        {
            if (context.Reach.Reaches(node))
            {
                Pair(node);
            }
        }
    }

    /// <summary>
    /// Pairs that are taken in both orders, or in a circle: the first place, the last one, at which it is told, and all that takes part. Of a library and its user the user's place is the last.
    /// </summary>
    public IEnumerable<(LockPair Other, LockPair Place, IReadOnlyList<MethodNode> Bodies)> Contradictions()
    {
        var sight = new Lazy<AssemblySight>(() => new(_context.Graph));
        var byOrder = _pairs.Where(p => p.Outer != p.Inner).GroupBy(p => (p.Outer, p.Inner)).ToDictionary(g => g.Key, g => g.First());
        var next = byOrder.Keys.ToLookup(k => k.Outer, k => k.Inner);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in byOrder.Values)
        {
            if (Circle(pair, next) is { } circle && told.Add(string.Join("|", circle.OrderBy(l => l, StringComparer.Ordinal))))
            {
                var links = circle.Select((l, i) => byOrder[(l, circle[(i + 1) % circle.Count])]).OrderBy(Place, StringComparer.Ordinal).ToList();
                if (links.Exists(l => l.Node.Assembly != links[0].Node.Assembly))
                {
                    // Whoever uses the library contradicts it, and can see both.
                    links = [.. links.OrderBy(l => links.Count(other => sight.Value.Sees(l.Node.Assembly, other.Node.Assembly)))];
                }

                var last = links[links.Count - 1];
                IReadOnlyList<MethodNode> bodies = [.. links.SelectMany(l => l.Bodies).Distinct()];
                yield return (links[0], last, bodies);
            }
        }
    }

    /// <summary>Where the inner lock of a pair is taken at last, when that is further down; null when it is told there.</summary>
    public SiteLocation? TakenAt(LockPair pair)
    {
        if (pair.Path.Count == 0)
        {
            return null;
        }

        var last = pair.Path[pair.Path.Count - 1].To;
        var taken = _context.Locks.Sites.Of(last).Where(p => IsTaken(p.Value) && (p.Value.Lock.Name == pair.Inner || _kept.PathOf(last, p.Value.Lock) == pair.Inner)).Select(p => p.Key).DefaultIfEmpty(-1).Min();
        return taken < 0 ? null : new(last, taken);
    }

    /// <summary>One method takes the same lock of two objects that it is given, and nothing orders them.</summary>
    public IEnumerable<LockPair> SameLockOfTwo() =>
        _pairs.Where(p => p.Outer == p.Inner && p.Path.Count == 0 && p.OuterOf != p.InnerOf && IsGiven(p.OuterOf) && IsGiven(p.InnerOf)
            && !_pairs.Any(q => q.Node == p.Node && q.Outer == p.Outer && q.Inner == p.Inner && q.OuterOf == p.InnerOf && q.InnerOf == p.OuterOf));

    /// <summary>A gate that lets in one, and is taken again by who holds it, in the same object: unlike a lock of a thread it does not know him.</summary>
    public IEnumerable<LockPair> TakenAgain()
    {
        foreach (var node in _context.Locks.Sites.Locking.Where(_context.Reach.Reaches).OrderBy(n => n.Index))
        {
            var held = _context.Locks.Held.Alone(node);
            foreach (var (site, step) in _context.Locks.Sites.Of(node).OrderBy(p => p.Key).Select(p => (p.Key, p.Value)))
            {
                if (IsTaken(step) && !step.Lock.IsAffine && held.At(site).Locks.Any(h => h.IsSame(step.Lock)) && LetsInOne(step.Lock.Name))
                {
                    yield return new(step.Lock.Name, step.Lock.Name, node, site, [], step.Lock.Of, step.Lock.Of);
                }
            }

            foreach (var edge in node.Edges.Where(Follows))
            {
                foreach (var outer in held.At(edge.Site).Locks.Where(h => h is { IsField: true, IsAffine: false } && _below.TryGetValue(edge.To, out var below) && below.ContainsKey(h.Name)))
                {
                    if (Way(edge, outer.Name) is var way && IsWaitedFor(way) && IsOfOneObject(outer, way) && LetsInOne(outer.Name) && !_context.GivenArguments.Exclude(way, -1))
                    {
                        yield return new(outer.Name, outer.Name, node, edge.Site, way, outer.Of, outer.Of);
                    }
                }
            }
        }
    }

    private static bool IsWaitedFor(List<CallEdge> way) => way.TrueForAll(e =>
        !e.To.Method.Returns.Name.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
        || e.From.Method.Sites[e.Site].Use is ResultUse.Awaited or ResultUse.AwaitedOnly
        || (e != way[0] && !e.From.Method.Has(MethodTraits.Async)));

    /// <summary>All calls are made on the object whose gate it is, and the last one takes it whatever it is told.</summary>
    private bool IsOfOneObject(HeldLock outer, List<CallEdge> way)
    {
        var last = way[way.Count - 1].To;
        return (outer.Of == HeldLock.Static || (outer.Of.Kind == ValueKind.This && way.TrueForAll(e => e.Via is null && e.From.Method.Sites[e.Site].Receiver.Kind == ValueKind.This)))
            && _context.Locks.Sites.Of(last).Any(p => IsTaken(p.Value) && p.Value.Lock.Name == outer.Name && p.Value.Lock.Of == outer.Of && !_context.Flows.Of(last.Method).Known(last.Method.Body.BlockOfSite[p.Key]).Any());
    }

    /// <summary>A semaphore that is made with room for one; other gates have no more.</summary>
    private bool LetsInOne(string field) => _context.Locks.LetsOneIn(field)
        || (_context.Graph.Sites.Of(m => m.Id == field).Select(s => s.Node.Method.Sites[s.Site]).FirstOrDefault(s => s.Kind == SiteKind.FieldWrite)?.Target.Returns is { Name: var gate } && !gate.EndsWith("Semaphore", StringComparison.Ordinal) && !gate.EndsWith("SemaphoreSlim", StringComparison.Ordinal));

    private static bool IsGiven(ValueFact value) => value.Kind is ValueKind.This or ValueKind.Parameter;

    private static string Place(LockPair pair)
    {
        var span = pair.Node.Method.Sites[pair.Site].Span;
        return $"{(span.IsKnown ? pair.Node.Assembly.Documents[span.Document] : "")}:{span.Line:D8}";
    }

    private static List<string>? Circle(LockPair pair, ILookup<string, string> next)
    {
        var from = new Dictionary<string, string>(StringComparer.Ordinal) { [pair.Inner] = pair.Outer };
        var queue = new Queue<string>([pair.Inner]);
        while (queue.Count > 0)
        {
            var at = queue.Dequeue();
            foreach (var inner in next[at].OrderBy(n => n, StringComparer.Ordinal))
            {
                if (inner == pair.Outer)
                {
                    var circle = new List<string> { at };
                    while (circle[circle.Count - 1] != pair.Inner)
                    {
                        circle.Add(from[circle[circle.Count - 1]]);
                    }

                    circle.Add(pair.Outer);
                    circle.Reverse();
                    return circle;
                }

                if (!from.ContainsKey(inner))
                {
                    from.Add(inner, at);
                    queue.Enqueue(inner);
                }
            }
        }

        return null;
    }

    /// <summary>Upwards from every body that takes a lock: which locks a method may take, itself or through calls that it waits for.</summary>
    private void Collect()
    {
        var callers = _context.Graph.Nodes.SelectMany(n => n.Edges).Where(Follows).ToLookup(e => e.To);
        var queue = new Queue<(MethodNode Node, string Lock)>();
        foreach (var node in _context.Locks.Sites.Locking)
        {
            foreach (var taken in Taken(node))
            {
                Add(node, taken.Lock.Name, null, queue);
                if (_kept.PathOf(node, taken.Lock) is { } path)
                {
                    Add(node, path, null, queue);
                }
            }
        }

        while (queue.Count > 0)
        {
            var (node, name) = queue.Dequeue();
            foreach (var edge in callers[node].Where(e => !KeptLocks.IsPath(name) || KeptLocks.IsOfOneObject(e)))
            {
                Add(edge.From, name, edge, queue);
            }
        }
    }

    private static bool Follows(CallEdge edge) => edge.Certain && edge.Mode is RunMode.Inline or RunMode.EachItem or RunMode.Retrying;

    private void Add(MethodNode node, string name, CallEdge? edge, Queue<(MethodNode Node, string Lock)> queue)
    {
        if (!_below.TryGetValue(node, out var locks))
        {
            _below.Add(node, locks = new(StringComparer.Ordinal));
        }

        if (!locks.ContainsKey(name))
        {
            locks.Add(name, edge);
            queue.Enqueue((node, name));
        }
    }

    private IEnumerable<LockStep> Taken(MethodNode node) =>
        _context.Locks.Sites.Of(node).OrderBy(p => p.Key).Select(p => p.Value).Where(IsTaken);

    /// <summary>Whoever only tries does not wait for ever.</summary>
    private static bool IsTaken(LockStep step) => step.Action == LockAction.Enter && !step.IsTried && step.Lock.IsField;

    private void Pair(MethodNode node)
    {
        var held = _context.Locks.Held.Alone(node);
        foreach (var step in _context.Locks.Sites.Of(node).OrderBy(p => p.Key))
        {
            if (IsTaken(step.Value))
            {
                foreach (var outer in held.At(step.Key).Locks.Where(h => h.IsField))
                {
                    if (!outer.IsSame(step.Value.Lock))
                    {
                        _pairs.Add(new(outer.Name, step.Value.Lock.Name, node, step.Key, [], outer.Of, step.Value.Lock.Of));
                    }

                    if (_kept.PathOf(node, outer) is { } path && _kept.PathOf(node, step.Value.Lock) is { } inside && KeptLocks.AreSiblings(path, inside))
                    {
                        _pairs.Add(new(path, inside, node, step.Key, [], outer.Of, step.Value.Lock.Of));
                    }
                }
            }
        }

        foreach (var edge in node.Edges.Where(Follows))
        {
            if (!_below.TryGetValue(edge.To, out var below))
            {
                continue;
            }

            foreach (var outer in held.At(edge.Site).Locks.Where(h => h.IsField))
            {
                foreach (var inner in below.Keys.Where(name => name != outer.Name && !KeptLocks.IsPath(name)).OrderBy(n => n, StringComparer.Ordinal))
                {
                    _pairs.Add(new(outer.Name, inner, node, edge.Site, Way(edge, inner), outer.Of, ValueFact.Unknown));
                }

                if (KeptLocks.IsOfOneObject(edge) && _kept.PathOf(node, outer) is { } path)
                {
                    foreach (var inner in below.Keys.Where(name => KeptLocks.AreSiblings(path, name)).OrderBy(n => n, StringComparer.Ordinal))
                    {
                        _pairs.Add(new(path, inner, node, edge.Site, Way(edge, inner), outer.Of, ValueFact.Unknown));
                    }
                }
            }
        }
    }

    private List<CallEdge> Way(CallEdge first, string name)
    {
        var way = new List<CallEdge> { first };
        while (_below[way[way.Count - 1].To][name] is { } edge)
        {
            way.Add(edge);
        }

        return way;
    }
}
