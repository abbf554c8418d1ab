using System.Globalization;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>A parameter that a method hands on to a dispatcher, or what it makes of its own type parameter: whoever calls the method dispatches.</summary>
/// <param name="Parameter">-1 when the method makes the message itself.</param>
/// <param name="Message">What it makes, in words of its type parameters: <c>Deleted{``0}</c>; null for what it is given.</param>
internal sealed record Forward(int Parameter, DispatchMeaning Meaning, MethodNode By, TypeName? Message = null)
{
    /// <summary>The lambda of the method in which the handler is called; null when it is the method itself.</summary>
    public MethodNode? Lambda { get; init; }
}

/// <summary>A call of a handler with the message that the method around it was given.</summary>
/// <param name="By">The method, also where the call stands in a lambda of it.</param>
internal sealed record HandlerCall(MethodNode By, int Parameter, DispatchMeaning Meaning, MethodNode? Lambda);

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

    /// <summary>
    /// A call of a handler interface that is closed over a type parameter of the method, with a parameter of that type: <c>services.Get&lt;IHandler&lt;T&gt;&gt;().Handle(message)</c>, also in a lambda: <c>Task.Run(() => handler.Handle(message))</c>.
    /// </summary>
    public HandlerCall? OfHandlerCall(MethodNode node, SiteFact site)
    {
        if (site.Kind != SiteKind.VirtualCall
            || site.Target.TypeArguments.Count == 0
            || !Generics.IsParameter(site.Target.TypeArguments[0])
            || site.Target.ParameterCount == 0
            || _graph.Types.Find(site.Target.Assembly, site.Target.Type) is not { IsInterface: true }
            || Values.Argument(site, 0) is not { Kind: ValueKind.Parameter or ValueKind.Captured } value)
        {
            return null;
        }

        var method = node.Owner(_graph);
        return Parameter(node, method, value) is { } parameter
            && parameter < method.Method.Parameters.Count
            && method.Method.Parameters[parameter].ToString() == Generics.InWordsOf(method.Method, site.Target.TypeArguments[0]).ToString()
            && !IsDecorator(method, site.Target)
                ? new(method, parameter, new(site.Target.Type, site.Target.Name, ""), node == method ? null : node)
                : null;
    }

    /// <summary>Which parameter of a method a value in it, or in a lambda of it, is. A lambda's own parameters are other ones.</summary>
    private static int? Parameter(MethodNode node, MethodNode method, ValueFact value) =>
        value.Kind == ValueKind.Parameter ? (node == method ? Values.Index(value) : null)
            : method.Method.Body.Steps.Where(s => s.Kind == StepKind.Capture && s.Slot == value.Text && s.Value.Kind == ValueKind.Parameter).Select(s => Values.Index(s.Value)).FirstOrDefault();

    /// <summary>What implements the interface itself calls the one that it stands around, and chooses none.</summary>
    private bool IsDecorator(MethodNode node, MethodRef target) =>
        _graph.Types.Find(node.Assembly.Name, node.Type.Name) is { } type && TypeLevels.Above(type).Any(above => above.Name == target.Type);

    private bool Visit(MethodNode node, SiteFact site)
    {
        if (_catalogue.OfCall(site.Target) is DispatchMeaning meaning)
        {
            return Made(node, site, 0) is { } message ? Note(node, meaning, message) : Note(node, site, 0, meaning);
        }

        if (OfHandlerCall(node, site) is { } call)
        {
            return Note(call.By, call.Parameter, call.Meaning, call.Lambda);
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

        // Whoever calls a member of an interface says what that is closed over, and nothing of other type parameters of the class behind it.
        var declaring = Declaring(node).Select(d => (d.Member, Message: InWordsOf(message, d.Closing))).ToList();
        if (declaring.Exists(d => d.Message is null))
        {
            return false;
        }

        var forward = new Forward(-1, meaning, node, message);
        var found = Add(node, forward);
        foreach (var (member, said) in declaring)
        {
            found |= Add(member, forward with { Message = said });
        }

        return found;
    }

    /// <summary>The same type, said with the type parameters of a type above: <c>Changed&lt;`1&gt;</c> of a class that closes <c>IStore&lt;`1&gt;</c> is <c>Changed&lt;`0&gt;</c> there; null where that has no such parameter.</summary>
    private static TypeName? InWordsOf(TypeName type, IReadOnlyList<TypeName> closing)
    {
        if (Generics.ParameterIndex(type) is not null)
        {
            var at = closing.Select(c => c.ToString()).ToList().IndexOf(type.ToString());
            return at < 0 ? null : type with { Name = "`" + at.ToString(CultureInfo.InvariantCulture) };
        }

        var arguments = type.Arguments.Select(a => InWordsOf(a, closing)).ToList();
        return arguments.Contains(null) ? null : type with { Arguments = [.. arguments.Select(a => a!)] };
    }

    private static int Depth(TypeName type) => type.Arguments.Count == 0 ? 0 : 1 + type.Arguments.Max(Depth);

    private bool Note(MethodNode node, SiteFact site, int argument, DispatchMeaning meaning) =>
        Values.Argument(site, argument) is { Kind: ValueKind.Parameter } value && Values.Index(value) is { } parameter && Note(node, parameter, meaning);

    private bool Note(MethodNode node, int parameter, DispatchMeaning meaning, MethodNode? lambda = null)
    {
        if (parameter >= node.Method.Parameters.Count || node.Method.Owner != node.Method.Id || IsMessage(node.Method.Parameters[parameter]))
        {
            return false;
        }

        var forward = new Forward(parameter, meaning, node) { Lambda = lambda };
        var found = Add(node, forward);
        foreach (var (member, _) in Declaring(node))
        {
            found |= Add(member, forward);
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

    /// <summary>The members above that a method implements, and what its type closes theirs over.</summary>
    private IEnumerable<(MethodNode Member, IReadOnlyList<TypeName> Closing)> Declaring(MethodNode node)
    {
        if (!node.Method.Has(MethodTraits.Virtual) || _graph.Types.Find(node.Assembly.Name, node.Type.Name) is not { } type)
        {
            return [];
        }

        return TypeLevels.Above(type)
            .Select(above => (Type: _graph.Types.Find(above.Assembly, above.Name), Closing: above.Arguments))
            .Where(above => above.Type is not null)
            .SelectMany(above => above.Type!.Methods.Select(member => (Member: member, above.Closing)))
            .Where(declared => declared.Member != node && Implementations.Implements(node, declared.Member));
    }
}
