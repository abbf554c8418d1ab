using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Getters that ask the database when they are first read: virtual navigation properties of entities, where some context uses lazy-loading proxies, and those that hand themselves to a loader. What the same method, one
/// that it calls, or all that call it have included or loaded is there already, and an object that it has just made is no proxy.
/// </summary>
internal sealed class LazyNavigation
{
    private const string Context = "Microsoft.EntityFrameworkCore.DbContext";
    private const string OldContext = "System.Data.Entity.DbContext";
    private const string Loader = "Microsoft.EntityFrameworkCore.Infrastructure.ILazyLoader";
    private const string LoaderExtensions = "Microsoft.EntityFrameworkCore.Infrastructure.LazyLoaderExtensions";

    private readonly CodeGraph _graph;
    private readonly HashSet<MethodNode> _getters = [];
    private readonly EagerLoads _loaded;

    public LazyNavigation(CodeGraph graph, Catalogue catalogue)
    {
        _graph = graph;
        foreach (var type in Entities(graph, LazyContexts(graph, catalogue)))
        {
            foreach (var getter in type.Methods.Where(m => m.Method.Name.StartsWith("get_", StringComparison.Ordinal) && m.Method.Has(MethodTraits.Virtual) && m.Method.Has(MethodTraits.SpecialName)))
            {
                if (AutoProperties.ReturnedBy(getter) is not null && Element(getter.Method.Returns) is { } to && graph.Types.Find(to.Assembly, to.Name) is { } other && IsMapped(other))
                {
                    _getters.Add(getter);
                }
            }
        }

        _getters.UnionWith(graph.Focus.Where(LoadsItself));
        _loaded = new(graph, _getters);

        // AutoInclude says it once for all queries.
        foreach (var node in graph.Nodes.Where(n => _getters.Count > 0 && n.Method.Sites.Any(s => s.Target.Name == "AutoInclude")))
        {
            _getters.ExceptWith(_loaded.Named(node).ToList());
        }
    }

    public bool IsEmpty => _getters.Count == 0;

    /// <summary>Whether a call reads a navigation that may not be there.</summary>
    public bool Asks(MethodNode node, SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && site.Target.Name.StartsWith("get_", StringComparison.Ordinal)
        && _graph.Find(site.Target) is { } getter
        && _getters.Contains(getter)
        && !IsMade(node.Method, site.Receiver)
        && !_loaded.AreBefore(node, getter);

    /// <summary>Whether nobody loads what a call reads before it is read.</summary>
    public bool IsNeverLoaded(SiteFact site) => _graph.Find(site.Target) is { } getter && !_loaded.AreAnywhere(getter);

    /// <summary><c>get => _customer ?? loader.Load(this, ref _customer)</c>: who reads it asks.</summary>
    public static bool LoadsItself(MethodNode node) =>
        node.Method.Name.StartsWith("get_", StringComparison.Ordinal)
        && node.Effects.Count > 0
        && node.Effects.All(e => node.Method.Sites[e.Site].Target is { Type: Loader or LoaderExtensions });

    /// <summary>Made by new, whichever of several.</summary>
    private static bool IsMade(MethodFact method, ValueFact entity) =>
        entity.Kind == ValueKind.New
        || (entity.Kind == ValueKind.Local && method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == entity.Text).Select(s => s.Value.Kind).ToList() is { Count: > 0 } stored
            && stored.Contains(ValueKind.New) && stored.TrueForAll(k => k is ValueKind.New or ValueKind.Null));

    private static bool IsMapped(TypeNode type) => !type.IsInterface && (type.Fact.Traits & (TypeTraits.ValueType | TypeTraits.Delegate)) == 0;

    /// <summary>The contexts that use proxies: one that configures itself, the one that a registration names, or, where the code does not say which, all.</summary>
    private static HashSet<TypeNode> LazyContexts(CodeGraph graph, Catalogue catalogue)
    {
        var all = graph.Types.DerivedFromOpaque(Context);
        var lazy = new HashSet<TypeNode>(graph.Types.DerivedFromOpaque(OldContext));
        foreach (var node in graph.NodesNear(m => catalogue.Of<LazyLoadingMeaning>(m) is not null))
        {
            foreach (var site in node.Method.Sites.Where(s => catalogue.Of<LazyLoadingMeaning>(s.Target) is not null))
            {
                var named = site.Target.MethodArguments.Concat(Registrations(graph, node)).Append(new(node.Assembly.Name, node.Method.Type, []))
                    .Select(t => graph.Types.Find(t.Assembly, t.Name)).OfType<TypeNode>().Where(all.Contains).ToList();
                lazy.UnionWith(named.Count > 0 ? named.SelectMany(TypeHierarchy.SelfAndDerived) : all);
            }
        }

        return lazy;
    }

    /// <summary><c>AddDbContext&lt;ShopDb&gt;(o => o.UseLazyLoadingProxies())</c>: what the call is closed over that takes the lambda.</summary>
    private static IEnumerable<TypeName> Registrations(CodeGraph graph, MethodNode lambda) =>
        !lambda.Method.Has(MethodTraits.Lambda) ? []
            : graph.Nodes.Where(n => n.Assembly == lambda.Assembly && n.Method.Owner == lambda.Method.Owner)
                .SelectMany(n => n.Method.Sites.Where(s => s.Kind == SiteKind.Delegate && s.Consumer >= 0 && s.Target.Id == lambda.Method.Id).SelectMany(s => n.Method.Sites[s.Consumer].Target.MethodArguments));

    /// <summary>Types of the sets of contexts, and what their navigations lead to.</summary>
    private static HashSet<TypeNode> Entities(CodeGraph graph, HashSet<TypeNode> contexts)
    {
        var found = new HashSet<TypeNode>();
        foreach (var context in contexts)
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
