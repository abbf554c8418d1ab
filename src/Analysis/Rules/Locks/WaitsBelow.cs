using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.PerItem;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Certain waits, and what comes to them over calls that are run on the spot: on a way that always waits where there is one, otherwise on one that waits for what a cache does not hold yet.</summary>
internal sealed class WaitsBelow
{
    private readonly Remembered _remembered;
    private readonly NearestSites _always;
    private readonly NearestSites _any;
    private readonly GivenArguments _arguments;
    private readonly OpenWays _ways;

    public WaitsBelow(RuleContext context, Stalls stalls)
    {
        _remembered = context.Remembered;
        var first = new List<(MethodNode, int)>();
        var always = new List<(MethodNode, int)>();
        var all = new List<(MethodNode Node, int Site)>();
        foreach (var node in context.Graph.Nodes.Where(n => !n.Method.Has(MethodTraits.Async)))
        {
            var waits = Enumerable.Range(0, node.Method.Sites.Count).Where(i => stalls.At(node, i).Is && Stalls.Released(node.Method.Sites[i]) is null).ToList();
            if (waits.Count > 0)
            {
                first.Add((node, waits[0]));
                all.AddRange(waits.Select(i => (node, i)));
                always.AddRange(waits.Where(i => !_remembered.Is(node, i)).Take(1).Select(i => (node, i)));
            }
        }

        _any = new(context.Graph, first, isCut: null, follows: Follows);
        _always = new(context.Graph, always, isCut: null, follows: e => Follows(e) && !IsCached(e));
        _arguments = context.GivenArguments;
        _ways = new(_any, _arguments, context.GivenReceivers, new(context.Graph, static _ => 1), Follows, all.ToLookup(w => w.Node, w => w.Site));
    }

    /// <summary>An asynchronous method comes back when it awaits, an iterator before it begins.</summary>
    public static bool Follows(CallEdge edge) =>
        edge.Mode is RunMode.Inline or RunMode.EachItem or RunMode.Retrying && !edge.To.Method.Has(MethodTraits.Async) && !edge.To.Method.Has(MethodTraits.Iterator);

    public bool Reaches(MethodNode node) => _any.Reaches(node);

    /// <summary>From a call that is made under a lock to what waits; null where what is handed over on the way keeps it from that. Not for certain where another class than the one that holds the lock asks a cache of its own first: it may have been filled long before.</summary>
    public (IReadOnlyList<CallEdge> Path, MethodNode Node, int Site, bool IsCertain)? From(CallEdge edge, TypeFact holder)
    {
        var nearest = Nearest(edge, holder);
        return !_arguments.Exclude([edge, .. nearest.Path], nearest.Site) ? nearest
            : _ways.From(edge) is { } open ? (open.Path, open.Node, open.Site, open.IsCertain && !IsKept(open.Path, open.Node, open.Site, holder))
            : null;
    }

    private (IReadOnlyList<CallEdge> Path, MethodNode Node, int Site, bool IsCertain) Nearest(CallEdge edge, TypeFact holder)
    {
        if (_always.Reaches(edge.To) && (_always.IsCertain(edge.To) || !_any.IsCertain(edge.To)))
        {
            var (way, node, at) = _always.From(edge.To);
            return (way, node, at, edge.Certain && _always.IsCertain(edge.To));
        }

        var (path, waits, site) = _any.From(edge.To);
        return (path, waits, site, edge.Certain && _any.IsCertain(edge.To) && !IsKept(path, waits, site, holder));
    }

    private bool IsKept(IReadOnlyList<CallEdge> path, MethodNode waits, int site, TypeFact holder) =>
        path.Any(e => e.From.Type != holder && IsCached(e)) || (waits.Type != holder && _remembered.Is(waits, site));

    private bool IsCached(CallEdge edge) => (edge.Site >= 0 && _remembered.Is(edge.From, edge.Site)) || _remembered.IsRunBy(edge);
}
