namespace IntentContracts.Analysis.Graph;

/// <summary>
/// For each method the nearest of some sites that it comes to, itself or through what it calls: a search backwards over the calls, one witness a method, so that a path is put together when somebody asks.
/// </summary>
internal sealed class NearestSites
{
    private readonly Dictionary<MethodNode, (CallEdge? Edge, int Site, bool Certain)> _next = [];
    private readonly List<MethodNode> _order = [];
    private readonly Choices? _choices;

    /// <param name="seeds">Sites that are looked for; the first of a method counts.</param>
    /// <param name="isCut">Methods that a path may not pass, nor end in.</param>
    /// <param name="follows">Which calls a path may take; null for all.</param>
    /// <param name="choices">Where a call has one of several targets: how many of them must come to a site before the call does; null when one is enough.</param>
    public NearestSites(CodeGraph graph, IEnumerable<(MethodNode Node, int Site)> seeds, Func<MethodNode, bool>? isCut = null, Func<CallEdge, bool>? follows = null, Choices? choices = null)
    {
        _choices = choices;
        var cut = isCut ?? (static _ => false);
        var callers = new Dictionary<MethodNode, List<CallEdge>>();
        foreach (var edge in graph.Nodes.SelectMany(n => n.Edges))
        {
            if (follows?.Invoke(edge) == false || cut(edge.From) || (edge.Via is not null && cut(edge.Via)))
            {
                continue;
            }

            if (!callers.TryGetValue(edge.To, out var list))
            {
                callers.Add(edge.To, list = []);
            }

            list.Add(edge);
        }

        foreach (var (node, site) in seeds)
        {
            if (!_next.ContainsKey(node) && !cut(node))
            {
                Arrive(node, null, site, certain: true);
            }
        }

        Walk(callers, onlyCertain: true);
        Walk(callers, onlyCertain: false);
    }

    /// <summary>Every method that comes to a site, for certain before not, nearest first.</summary>
    public IReadOnlyList<MethodNode> Reaching => _order;

    public bool Reaches(MethodNode node) => _next.ContainsKey(node);

    /// <summary>Whether every call on the way is certain.</summary>
    public bool IsCertain(MethodNode node) => _next.TryGetValue(node, out var next) && next.Certain;

    /// <summary>The calls from a method to the one that has the site, and the site.</summary>
    public (IReadOnlyList<CallEdge> Path, MethodNode Node, int Site) From(MethodNode node)
    {
        var path = new List<CallEdge>();
        var next = _next[node];
        while (next.Edge is { } edge)
        {
            path.Add(edge);
            node = edge.To;
            next = _next[node];
        }

        return (path, node, next.Site);
    }

    private void Walk(Dictionary<MethodNode, List<CallEdge>> callers, bool onlyCertain)
    {
        var queue = new Queue<MethodNode>(_order);
        var arrived = new Dictionary<(MethodNode, int), int>();
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            if (!callers.TryGetValue(node, out var edges))
            {
                continue;
            }

            foreach (var edge in edges)
            {
                if ((edge.Certain || !onlyCertain) && IsEnough(edge, arrived, onlyCertain) && !_next.ContainsKey(edge.From))
                {
                    Arrive(edge.From, edge, -1, edge.Certain && _next[node].Certain);
                    queue.Enqueue(edge.From);
                }
            }
        }
    }

    private bool IsEnough(CallEdge edge, Dictionary<(MethodNode, int), int> arrived, bool all)
    {
        if (_choices is null || _choices.Of(edge) is var of && of < 2)
        {
            return true;
        }

        arrived.TryGetValue((edge.From, edge.Site), out var count);
        arrived[(edge.From, edge.Site)] = ++count;
        return count >= (all ? of : _choices.Needed(of));
    }

    private void Arrive(MethodNode node, CallEdge? edge, int site, bool certain)
    {
        _next.Add(node, (edge, site, certain));
        _order.Add(node);
    }
}
