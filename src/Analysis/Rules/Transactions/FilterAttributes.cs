using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Which filters stand around an action by its attributes: the attribute is one itself, or names one that the container makes: <c>class UnitOfWorkAttribute() : ServiceFilterAttribute(typeof(UnitOfWorkFilter))</c>.
/// </summary>
internal sealed class FilterAttributes
{
    private static readonly string[] Naming =
    [
        "Microsoft.AspNetCore.Mvc.ServiceFilterAttribute",
        "Microsoft.AspNetCore.Mvc.TypeFilterAttribute",
        "Microsoft.AspNetCore.Mvc.ServiceFilterAttribute`1",
        "Microsoft.AspNetCore.Mvc.TypeFilterAttribute`1",
    ];

    private readonly CodeGraph _graph;
    private readonly Dictionary<string, TypeNode> _filters = new(StringComparer.Ordinal);
    private readonly ILookup<string, TypeNode> _types;

    public FilterAttributes(CodeGraph graph)
    {
        _graph = graph;
        _types = graph.Types.All.ToLookup(t => t.Fact.Name, StringComparer.Ordinal);
        foreach (var attribute in Naming.SelectMany(graph.Types.DerivedFromOpaque))
        {
            if (Named(attribute) is { } filter)
            {
                _filters[attribute.Fact.Name] = filter;
            }
        }

        ByAttribute = [.. _filters.Values, .. graph.Focus.SelectMany(n => n.Method.Attributes.Concat(n.Type.Attributes)).Select(NamedOutright).OfType<TypeNode>()];
    }

    /// <summary>Filters that some attribute names: they stand where that does, and not around every request.</summary>
    public HashSet<TypeNode> ByAttribute { get; }

    /// <summary>The filters that the attributes of a method, of its class and of the classes above name.</summary>
    public IEnumerable<TypeNode> Around(MethodNode node)
    {
        foreach (var attribute in node.Method.Attributes.Concat(TypeHierarchy.SelfAndBases(_graph.Types.Find(node.Assembly.Name, node.Type.Name)).SelectMany(type => type.Fact.Attributes)))
        {
            if ((_filters.TryGetValue(attribute.Type, out var filter) ? filter : NamedOutright(attribute) ?? _types[attribute.Type].FirstOrDefault()) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary><c>[ServiceFilter(typeof(UnitOfWorkFilter))]</c></summary>
    private TypeNode? NamedOutright(AttributeFact attribute) =>
        Array.IndexOf(Naming, attribute.Type) >= 0 && attribute.Argument(0) is { } name ? _types[name].FirstOrDefault() : null;

    private TypeNode? Named(TypeNode attribute)
    {
        foreach (var type in TypeHierarchy.SelfAndBases(attribute))
        {
            if (type.Fact.Base is { Arguments.Count: 1 } above && Array.IndexOf(Naming, above.Name) >= 0)
            {
                return _graph.Types.Find(above.Arguments[0].Assembly, above.Arguments[0].Name);
            }
        }

        foreach (var constructor in attribute.Methods.Where(m => m.Method.Has(MethodTraits.Constructor)))
        {
            foreach (var named in constructor.Method.Sites.Where(s => s.Target.Name == ".ctor").SelectMany(s => s.Arguments).Select(a => Values.TypeOf(constructor.Method, a)).OfType<MethodRef>())
            {
                return _graph.Types.Find(named.Assembly, named.Type);
            }
        }

        return null;
    }
}
