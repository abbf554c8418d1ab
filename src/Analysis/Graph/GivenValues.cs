using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>What a method is given by those who call it, what a field is given by those who write it, and who made a delegate's body: the graph's values, backwards.</summary>
internal sealed class GivenValues
{
    private readonly Dictionary<MethodNode, List<CallEdge>> _callers = [];
    private readonly Dictionary<(string Assembly, string Field), List<(MethodNode, ValueFact)>> _stores = [];
    private readonly Dictionary<MethodNode, List<(MethodNode, int)>> _makers = [];

    public GivenValues(CodeGraph graph)
    {
        foreach (var node in graph.Focus)
        {
            foreach (var edge in node.Edges)
            {
                if (edge.Via is null && IsCallOf(node.Method.Sites[edge.Site], edge.To.Method))
                {
                    Add(_callers, edge.To, edge);
                }
            }
        }

        foreach (var (node, site) in graph.Sites.Of(SiteKind.FieldWrite).Where(s => graph.IsInFocus(s.Node)))
        {
            var field = node.Method.Sites[site];
            Add(_stores, (field.Target.Assembly, field.Target.Id), (node, Values.Argument(field, 0)));
        }

        foreach (var (node, site) in graph.Sites.Of(SiteKind.Delegate).Where(s => graph.IsInFocus(s.Node)))
        {
            if (graph.Find(node.Method.Sites[site].Target) is { } body)
            {
                Add(_makers, body, (node, site));
            }
        }
    }

    /// <summary>What each known call passes for a parameter, and where.</summary>
    public IEnumerable<(MethodNode Caller, int Site, ValueFact Value)> Arguments(MethodNode method, int parameter)
    {
        if (!_callers.TryGetValue(method, out var edges))
        {
            yield break;
        }

        foreach (var edge in edges)
        {
            yield return (edge.From, edge.Site, Values.Argument(edge.From.Method.Sites[edge.Site], parameter));
        }
    }

    /// <summary>What a lambda or local function sees under a name, where that is made or called.</summary>
    public IEnumerable<(MethodNode Node, int Site, ValueFact Value)> Captured(MethodNode inner, string name)
    {
        var places = Makers(inner).Concat(_callers.TryGetValue(inner, out var edges) ? edges.Select(e => (e.From, e.Site)) : []);
        foreach (var (node, site) in places)
        {
            if (node == inner || node.Method.Owner != inner.Method.Owner)
            {
                continue;
            }

            var capture = node.Method.Body.Steps.FirstOrDefault(s => s.Kind == StepKind.Capture && s.Slot == name);
            yield return (node, site, capture?.Value ?? new(ValueKind.Captured, name));
        }
    }

    /// <summary>What is stored into a field anywhere.</summary>
    public IReadOnlyList<(MethodNode Node, ValueFact Value)> Stores(string assembly, string field) =>
        _stores.TryGetValue((assembly, field), out var stores) ? stores : [];

    /// <summary>Where a delegate is made of a method: the site that takes the function.</summary>
    public IReadOnlyList<(MethodNode Maker, int Site)> Makers(MethodNode body) =>
        _makers.TryGetValue(body, out var makers) ? makers : [];

    /// <summary>Whether a call passes its own arguments to a method: it may run a delegate or a handler instead.</summary>
    public static bool IsCallOf(SiteFact site, MethodFact method) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New
        && site.Target.ParameterCount == method.Parameters.Count
        && (method.Name == site.Target.Name || method.Name.EndsWith("." + site.Target.Name, StringComparison.Ordinal));

    private static void Add<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key, TItem item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(item);
    }
}
