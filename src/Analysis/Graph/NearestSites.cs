namespace IntentContracts.Analysis.Graph;

/// <summary>
/// For each method the nearest of some sites that it comes to, itself or through what it calls: a search backwards over the calls, one witness a method, so that a path is put together when somebody asks.
/// </summary>
internal sealed class NearestSites
{
    private readonly CallsBackwards _calls;
    private readonly Func<MethodNode, bool> _isCut;
    private readonly Func<CallEdge, bool> _follows;
    private readonly CallEdge?[] _next;
    private readonly int[] _site;
    private readonly Arrival[] _arrival;
    private readonly List<MethodNode> _order = [];
    private readonly Choices? _choices;

    /// <param name="seeds">Sites that are looked for; the first of a method counts.</param>
    /// <param name="isCut">Methods that a path may not pass, nor end in.</param>
    /// <param name="follows">Which calls a path may take; null for all. Asked only about calls that lead to a seed.</param>
    /// <param name="choices">Where a call has one of several targets: how many of them must come to a site before the call does; null when one is enough.</param>
    public NearestSites(CodeGraph graph, IEnumerable<(MethodNode Node, int Site)> seeds, Func<MethodNode, bool>? isCut = null, Func<CallEdge, bool>? follows = null, Choices? choices = null)
    {
        _choices = choices;
        _calls = graph.CallsBackwards;
        _isCut = isCut ?? (static _ => false);
        _follows = follows ?? (static _ => true);
        _next = new CallEdge?[graph.Nodes.Count];
        _site = new int[graph.Nodes.Count];
        _arrival = new Arrival[graph.Nodes.Count];
        foreach (var (node, site) in seeds)
        {
            if (!Reaches(node) && !_isCut(node))
            {
                Arrive(node, null, site, certain: true);
            }
        }

        Walk(onlyCertain: true);
        Walk(onlyCertain: false);
    }

    private enum Arrival : byte
    {
        None,
        Possible,
        Certain,
    }

    /// <summary>Every method that comes to a site, for certain before not, nearest first.</summary>
    public IReadOnlyList<MethodNode> Reaching => _order;

    public bool Reaches(MethodNode node) => _arrival[node.Index] != Arrival.None;

    /// <summary>Whether every call on the way is certain.</summary>
    public bool IsCertain(MethodNode node) => _arrival[node.Index] == Arrival.Certain;

    /// <summary>The calls from a method to the one that has the site, and the site.</summary>
    public (IReadOnlyList<CallEdge> Path, MethodNode Node, int Site) From(MethodNode node)
    {
        var path = new List<CallEdge>();
        while (_next[node.Index] is { } edge)
        {
            path.Add(edge);
            node = edge.To;
        }

        return (path, node, _site[node.Index]);
    }

    private void Walk(bool onlyCertain)
    {
        var queue = new Queue<MethodNode>(_order);
        var arrived = new Dictionary<(MethodNode, int), int>();
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            foreach (var edge in _calls.Of(node))
            {
                if ((edge.Certain || !onlyCertain)
                    && !Reaches(edge.From)
                    && !_isCut(edge.From)
                    && !(edge.Via is not null && _isCut(edge.Via))
                    && _follows(edge)
                    && IsEnough(edge, arrived, onlyCertain))
                {
                    Arrive(edge.From, edge, -1, edge.Certain && IsCertain(node));
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
        _next[node.Index] = edge;
        _site[node.Index] = site;
        _arrival[node.Index] = certain ? Arrival.Certain : Arrival.Possible;
        _order.Add(node);
    }
}
