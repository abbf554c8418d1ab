using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>A parameter that a method hands on to a dispatcher, or what it makes of its own type parameter: whoever calls the method dispatches.</summary>
/// <param name="Parameter">-1 when the method makes the message itself.</param>
/// <param name="Message">What it makes, in words of its type parameters: <c>Deleted{``0}</c>; null for what it is given.</param>
internal sealed record Forward(int Parameter, DispatchMeaning Meaning, MethodNode By, TypeName? Message = null);

/// <summary>
/// Dispatchers of our own: a method that hands a message on to a known dispatcher, or to the one handler interface that is closed over the message's type parameter or, when it runs, over the message's type, dispatches like it, and so does who hands one on to
/// that. Which handler runs is seen where the message's type is known: <c>Deleted&lt;T&gt;(T item) => mediator.Publish(new Deleted&lt;T&gt;(item))</c> is known to who says what <c>T</c> is.
/// </summary>
internal sealed class Forwarding
{
    private static readonly IReadOnlyList<Forward> None = [];

    /// <summary>A message that is made of messages of messages grows with each method that calls the next.</summary>
    private const int Deepest = 4;

    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly Dictionary<MethodNode, List<Forward>> _forwards = [];

    public Forwarding(CodeGraph graph, Catalogue catalogue)
    {
        _graph = graph;
        _catalogue = catalogue;
        var reflective = new ReflectiveDispatch(graph);
        foreach (var node in graph.Nodes)
        {
            foreach (var (parameter, meaning) in reflective.Of(node))
            {
                Note(node, parameter, meaning);
            }
        }

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
            return Made(node, site, 0) is { } message ? Note(node, meaning, message) : Note(node, site, 0, meaning);
        }

        var found = false;
        foreach (var forward in _graph.Find(site.Target) is { } declared && declared != node ? Of(declared).ToList() : [])
        {
            found |= forward.Message is not { } message ? Made(node, site, forward.Parameter) is { } made ? Note(node, forward.Meaning, made) : Note(node, site, forward.Parameter, forward.Meaning)
                : Generics.Close(message, site.Target, node.Method) is var closed && Generics.IsOpen(closed) && Note(node, forward.Meaning, closed);
        }

        return found;
    }

    /// <summary>The message that a call hands over, where the method makes it of a type parameter of its own.</summary>
    public static TypeName? Made(MethodNode node, SiteFact site, int argument) =>
        Values.Argument(site, argument) is { Kind: ValueKind.New } value
        && Values.Source(node.Method, value) is { } made
        && Generics.InWordsOf(node.Method, new(made.Target.Assembly, made.Target.Type, made.Target.TypeArguments)) is var message
        && Generics.IsOpen(message)
            ? message
            : null;

    private bool Note(MethodNode node, DispatchMeaning meaning, TypeName message)
    {
        if (node.Method.Owner != node.Method.Id || Depth(message) > Deepest)
        {
            return false;
        }

        var forward = new Forward(-1, meaning, node, message);
        var found = Add(node, forward);
        foreach (var declared in Declaring(node))
        {
            found |= Add(declared, forward);
        }

        return found;
    }

    private static int Depth(TypeName type) => type.Arguments.Count == 0 ? 0 : 1 + type.Arguments.Max(Depth);

    private bool Note(MethodNode node, SiteFact site, int argument, DispatchMeaning meaning) =>
        Values.Argument(site, argument) is { Kind: ValueKind.Parameter } value && Values.Index(value) is { } parameter && Note(node, parameter, meaning);

    private bool Note(MethodNode node, int parameter, DispatchMeaning meaning)
    {
        if (parameter >= node.Method.Parameters.Count || node.Method.Owner != node.Method.Id || IsMessage(node.Method.Parameters[parameter]))
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

        if (list.Exists(f => f.Parameter == forward.Parameter && f.Meaning == forward.Meaning && f.By == forward.By && f.Message?.ToString() == forward.Message?.ToString()))
        {
            return false;
        }

        list.Add(forward);
        return true;
    }

    /// <summary>A class that nothing derives from is the message itself: the handler is known here and need not be looked for further up. What a <c>Message&lt;T&gt;</c> is of, who calls says.</summary>
    private bool IsMessage(TypeName type) => !Generics.IsOpen(type) && _graph.Types.Find(type.Assembly, type.Name) is { IsConcrete: true, Derived.Count: 0 };

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
