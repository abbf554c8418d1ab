using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>A parameter that a method hands on to a dispatcher: whoever calls the method dispatches.</summary>
internal sealed record Forward(int Parameter, DispatchMeaning Meaning, MethodNode By);

/// <summary>
/// Dispatchers of our own: a method that hands a message on to a known dispatcher, or to the one handler interface that is closed over the message's type parameter, dispatches like it, and so does who hands one on to
/// that. Which handler runs is seen where the message's type is known.
/// </summary>
internal sealed class Forwarding
{
    private static readonly IReadOnlyList<Forward> None = [];
    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly Dictionary<MethodNode, List<Forward>> _forwards = [];

    public Forwarding(CodeGraph graph, Catalogue catalogue)
    {
        _graph = graph;
        _catalogue = catalogue;
        for (var found = true; found;)
        {
            found = false;
            foreach (var node in graph.Nodes)
            {
                foreach (var site in node.Method.Sites)
                {
                    found |= site.Kind is SiteKind.Call or SiteKind.VirtualCall && Visit(node, site);
                }
            }
        }
    }

    /// <summary>What a method that is called hands on; that of its implementations for an interface member.</summary>
    public IReadOnlyList<Forward> Of(MethodNode declared) => _forwards.TryGetValue(declared, out var known) ? known : None;

    /// <summary>The meaning of a call of a handler interface that is closed over a type parameter of the caller: <c>services.Get&lt;IHandler&lt;T&gt;&gt;().Handle(message)</c>.</summary>
    public DispatchMeaning? OfHandlerCall(MethodNode node, SiteFact site) =>
        site.Kind == SiteKind.VirtualCall
        && site.Target.TypeArguments.Count > 0
        && Generics.IsParameter(site.Target.TypeArguments[0])
        && site.Target.ParameterCount > 0
        && _graph.Types.Find(site.Target.Assembly, site.Target.Type) is { IsInterface: true }
        && !IsDecorator(node, site.Target)
        && Values.Argument(site, 0) is { Kind: ValueKind.Parameter } value
        && Values.Index(value) is { } index
        && index < node.Method.Parameters.Count
        && node.Method.Parameters[index].ToString() == site.Target.TypeArguments[0].ToString()
            ? new(site.Target.Type, site.Target.Name, "")
            : null;

    /// <summary>What implements the interface itself calls the one that it stands around, and chooses none.</summary>
    private bool IsDecorator(MethodNode node, MethodRef target) =>
        _graph.Types.Find(node.Assembly.Name, node.Type.Name) is { } type && TypeLevels.Above(type).Any(above => above.Name == target.Type);

    private bool Visit(MethodNode node, SiteFact site)
    {
        if ((_catalogue.OfCall(site.Target) as DispatchMeaning ?? OfHandlerCall(node, site)) is { } meaning)
        {
            return Note(node, site, 0, meaning);
        }

        var found = false;
        foreach (var forward in _graph.Find(site.Target) is { } declared && declared != node ? Of(declared).ToList() : [])
        {
            found |= Note(node, site, forward.Parameter, forward.Meaning);
        }

        return found;
    }

    private bool Note(MethodNode node, SiteFact site, int argument, DispatchMeaning meaning)
    {
        var value = Values.Argument(site, argument);
        if (value.Kind != ValueKind.Parameter
            || Values.Index(value) is not { } parameter
            || parameter >= node.Method.Parameters.Count
            || node.Method.Owner != node.Method.Id
            || IsMessage(node.Method.Parameters[parameter]))
        {
            return false;
        }

        var found = Add(node, new(parameter, meaning, node));
        foreach (var declared in Declaring(node))
        {
            found |= Add(declared, new(parameter, meaning, node));
        }

        return found;
    }

    private bool Add(MethodNode node, Forward forward)
    {
        if (!_forwards.TryGetValue(node, out var list))
        {
            _forwards.Add(node, list = []);
        }

        if (list.Contains(forward))
        {
            return false;
        }

        list.Add(forward);
        return true;
    }

    /// <summary>A class that nothing derives from is the message itself: the handler is known here and need not be looked for further up.</summary>
    private bool IsMessage(TypeName type) => _graph.Types.Find(type.Assembly, type.Name) is { IsConcrete: true, Derived.Count: 0 };

    private IEnumerable<MethodNode> Declaring(MethodNode node)
    {
        if (!node.Method.Has(MethodTraits.Virtual) || _graph.Types.Find(node.Assembly.Name, node.Type.Name) is not { } type)
        {
            return [];
        }

        return TypeLevels.Above(type)
            .Select(above => _graph.Types.Find(above.Assembly, above.Name))
            .Where(above => above is not null)
            .SelectMany(above => above!.Methods)
            .Where(declared => declared != node && Implementations.Implements(node, declared));
    }
}
