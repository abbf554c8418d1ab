using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Getters that ask the database when they are first read: virtual navigation properties of entities, where some context uses lazy-loading proxies. What the same method, or one that it calls, has
/// included is there already.
/// </summary>
internal sealed class LazyNavigation
{
    private const string OldContext = "System.Data.Entity.DbContext";

    private readonly CodeGraph _graph;
    private readonly HashSet<MethodNode> _getters = [];
    private readonly Dictionary<MethodNode, HashSet<string>> _included = [];

    public LazyNavigation(CodeGraph graph, Catalogue catalogue)
    {
        _graph = graph;
        var everywhere = graph.Assemblies.Any(a => a.Named.Any(m => catalogue.Of<LazyLoadingMeaning>(m) is not null));
        foreach (var type in Entities(graph, everywhere))
        {
            foreach (var getter in type.Methods.Where(m => m.Method.Name.StartsWith("get_", StringComparison.Ordinal) && m.Method.Has(MethodTraits.Virtual) && m.Method.Has(MethodTraits.SpecialName)))
            {
                if (AutoProperties.ReturnedBy(getter) is not null && Element(getter.Method.Returns) is { } to && graph.Types.Find(to.Assembly, to.Name) is { } other && IsMapped(other))
                {
                    _getters.Add(getter);
                }
            }
        }

        // AutoInclude says it once for all queries.
        foreach (var node in graph.Nodes.Where(n => _getters.Count > 0 && n.Method.Sites.Any(s => s.Target.Name == "AutoInclude")))
        {
            _getters.ExceptWith(Tokens(node));
        }
    }

    public bool IsEmpty => _getters.Count == 0;

    /// <summary>Whether a call reads a navigation that may not be there.</summary>
    public bool Asks(MethodNode node, SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && site.Target.Name.StartsWith("get_", StringComparison.Ordinal)
        && _graph.Find(site.Target) is { } getter
        && _getters.Contains(getter)
        && !Included(node.Owner(_graph)).Contains(getter.Method.Name);

    private static bool IsMapped(TypeNode type) => !type.IsInterface && (type.Fact.Traits & (TypeTraits.ValueType | TypeTraits.Delegate)) == 0;

    /// <summary>What an Include in the method, or in what it calls, names: as an expression, or as text.</summary>
    private HashSet<string> Included(MethodNode node)
    {
        if (!_included.TryGetValue(node, out var names))
        {
            names = new(StringComparer.Ordinal);
            foreach (var reached in new PathSearch(node, _ => false).Reached)
            {
                var includes = reached.Method.Sites.Where(s => s.Target.Name is "Include" or "ThenInclude").ToList();
                if (includes.Count > 0)
                {
                    names.UnionWith(Tokens(reached).Select(g => g.Method.Name));
                    names.UnionWith(includes.SelectMany(s => s.Arguments).Where(a => a.Kind == ValueKind.Text).SelectMany(a => a.Text.Split('.')).Select(p => "get_" + p));
                }
            }

            _included.Add(node, names);
        }

        return names;
    }

    private IEnumerable<MethodNode> Tokens(MethodNode node) =>
        node.Method.Sites.Where(s => s.Kind == SiteKind.MethodToken).Select(s => _graph.Find(s.Target)).OfType<MethodNode>().Where(_getters.Contains);

    /// <summary>Types of the sets of contexts, and what their navigations lead to.</summary>
    private static HashSet<TypeNode> Entities(CodeGraph graph, bool everywhere)
    {
        var found = new HashSet<TypeNode>();
        foreach (var context in graph.Types.DerivedFromOpaque("Microsoft.EntityFrameworkCore.DbContext").Where(_ => everywhere).Concat(graph.Types.DerivedFromOpaque(OldContext)))
        {
            found.UnionWith(context.Methods
                .Where(m => m.Method.Returns.Name.EndsWith(".DbSet`1", StringComparison.Ordinal) && m.Method.Returns.Arguments.Count == 1)
                .Select(m => graph.Types.Find(m.Method.Returns.Arguments[0].Assembly, m.Method.Returns.Arguments[0].Name))
                .OfType<TypeNode>());
        }

        var queue = new Queue<TypeNode>(found);
        while (queue.Count > 0)
        {
            var type = queue.Dequeue();
            var further = type.Methods
                .Where(m => m.Method.Name.StartsWith("get_", StringComparison.Ordinal))
                .Select(m => Element(m.Method.Returns))
                .OfType<TypeName>()
                .Select(t => graph.Types.Find(t.Assembly, t.Name))
                .Append(type.Base);
            foreach (var next in further.OfType<TypeNode>())
            {
                if (found.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return found;
    }

    /// <summary>The entity that a navigation leads to: its type, or that of its elements.</summary>
    private static TypeName? Element(TypeName type) =>
        Sequence.IsCollection(type) && type.Arguments.Count == 1 ? type.Arguments[0] : type.Arguments.Count == 0 ? type : null;
}
