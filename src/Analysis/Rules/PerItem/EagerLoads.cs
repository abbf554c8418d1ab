using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Which navigations the program loads on purpose, before somebody reads them, and where: <c>Include</c>, <c>ThenInclude</c>, the load of an entry's reference or collection, and own methods around those that are handed
/// the lambda.
/// </summary>
internal sealed class EagerLoads
{
    /// <summary>How many calls below a method its load still belongs to what that method does.</summary>
    private const int Below = 6;

    /// <summary>How far above a method it is looked for who hands it the entities.</summary>
    private const int Above = 3;

    private readonly CodeGraph _graph;
    private readonly HashSet<MethodNode> _navigations;
    private readonly Dictionary<MethodNode, HashSet<MethodNode>> _loading = [];
    private readonly Dictionary<MethodNode, Dictionary<MethodNode, int>> _near = [];

    /// <param name="onlyQueries">Only what a query brings along counts, and no load behind it.</param>
    public EagerLoads(CodeGraph graph, HashSet<MethodNode> navigations, bool onlyQueries = false)
    {
        _graph = graph;
        _navigations = navigations;
        if (navigations.Count == 0)
        {
            return;
        }

        var named = navigations.GroupBy(g => g.Method.Name).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        foreach (var node in graph.Focus)
        {
            var loads = node.Method.Sites.Where(s => onlyQueries ? IsInclude(s) : IsLoad(node, s)).ToList();
            if (loads.Count == 0)
            {
                continue;
            }

            var texts = loads.SelectMany(s => s.Arguments).Where(a => a.Kind == ValueKind.Text).SelectMany(a => a.Text.Split('.'));
            foreach (var navigation in Named(node).Concat(texts.SelectMany(t => named.TryGetValue("get_" + t, out var of) ? of : [])))
            {
                if (!_loading.TryGetValue(navigation, out var where))
                {
                    _loading.Add(navigation, where = []);
                }

                where.Add(node);

                // A route's delegate is a place of its own: the method that maps it maps others, too.
                if (!node.Method.Has(MethodTraits.Lambda) || graph.CallsBackwards.Of(node).Any(e => e.From.Method.Owner == node.Method.Owner))
                {
                    where.Add(node.Owner(graph));
                }
            }
        }
    }

    /// <summary>Whether anybody loads a navigation on purpose: whose entities those are, is not followed.</summary>
    public bool AreAnywhere(MethodNode navigation) => _loading.ContainsKey(navigation);

    /// <summary>Whether a body reads what it, what it calls, or whoever calls it has loaded.</summary>
    public bool AreBefore(MethodNode node, MethodNode navigation)
    {
        if (!_loading.TryGetValue(navigation, out var where))
        {
            return false;
        }

        if (!_near.TryGetValue(navigation, out var near))
        {
            _near.Add(navigation, near = Near(where));
        }

        return AreHandedOver(node, near, Above);
    }

    /// <summary>What expression trees of a body name.</summary>
    public IEnumerable<MethodNode> Named(MethodNode node) =>
        node.Method.Sites.Where(s => s.Kind == SiteKind.MethodToken).Select(s => _graph.Find(s.Target)).OfType<MethodNode>().Where(_navigations.Contains);

    private bool AreHandedOver(MethodNode node, Dictionary<MethodNode, int> near, int above)
    {
        var owner = node.Owner(_graph);
        if (near.ContainsKey(node) || near.ContainsKey(owner))
        {
            return true;
        }

        var callers = above == 0 ? [] : _graph.CallsBackwards.Of(owner).Select(e => e.From.Owner(_graph)).Where(from => from != owner).Distinct().ToList();
        return callers.Count > 0 && callers.TrueForAll(from => AreHandedOver(from, near, above - 1));
    }

    /// <summary>What comes to a load within a few calls.</summary>
    private Dictionary<MethodNode, int> Near(HashSet<MethodNode> where)
    {
        var near = where.ToDictionary(n => n, _ => 0);
        var queue = new Queue<MethodNode>(near.Keys.OrderBy(n => n.Index));
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            if (near[node] == Below)
            {
                continue;
            }

            foreach (var edge in _graph.CallsBackwards.Of(node))
            {
                if (!near.ContainsKey(edge.From))
                {
                    near.Add(edge.From, near[node] + 1);
                    queue.Enqueue(edge.From);
                }
            }
        }

        return near;
    }

    private bool IsLoad(MethodNode node, SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && (IsInclude(site)
            || IsOfReference(site.Target.Name)
            || (IsEntry(site) && node.Method.Sites.Any(s => s.Target.Name is "Load" or "LoadAsync"))
            || IsOwnLoad(site));

    private static bool IsInclude(SiteFact site) => site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Target.Name is "Include" or "ThenInclude" or "IncludeOptimized";

    /// <summary><c>LoadReferenceAsync</c>, <c>LoadCollection</c>, <c>LoadPropertyAsync</c></summary>
    private static bool IsOfReference(string name) =>
        name.StartsWith("Load", StringComparison.Ordinal) && (name.IndexOf("Reference", StringComparison.Ordinal) > 0 || name.IndexOf("Collection", StringComparison.Ordinal) > 0 || name.IndexOf("Property", StringComparison.Ordinal) > 0);

    /// <summary>An own method that is handed which navigation, and loads what it is handed.</summary>
    private bool IsOwnLoad(SiteFact site) =>
        _graph.Find(site.Target) is { } own
        && own.Method.Parameters.Any(IsExpression)
        && own.Method.Sites.Concat(own.Edges.Take(16).SelectMany(e => e.To.Method.Sites)).Any(s => s.Target.Name is "Include" or "ThenInclude" || IsEntry(s));

    private static bool IsExpression(TypeName type) =>
        type.Name is "System.Linq.Expressions.Expression`1" or "System.Linq.Expressions.Expression`1[]" || type.Arguments.Any(IsExpression);

    /// <summary><c>db.Entry(order).Collection(o => o.Lines)</c></summary>
    private static bool IsEntry(SiteFact site) =>
        site.Target.Name is "Collection" or "Reference" or "Navigation" && site.Target.Type.Substring(site.Target.Type.LastIndexOf('.') + 1) is "EntityEntry" or "EntityEntry`1" or "DbEntityEntry" or "DbEntityEntry`1";
}
