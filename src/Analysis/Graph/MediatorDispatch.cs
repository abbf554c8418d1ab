using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Which handlers a mediator runs: those whose handler interface is closed over the type of the message. The open behaviours around them run
/// for every message; one that opens a transaction opens it for every handler.
/// </summary>
internal sealed class MediatorDispatch(CodeGraph graph)
{
    /// <summary>More handlers of one message than this are a guess, as for any other dispatch.</summary>
    private const int Few = 3;

    private readonly Dictionary<DispatchMeaning, Handlers> _handlers = [];
    private readonly Dictionary<string, IReadOnlyList<MethodNode>> _behaviours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Registrations> _registrations = new(StringComparer.Ordinal);
    private readonly ArgumentTypes _arguments = new(graph);

    private sealed record Handler(TypeName Message, MethodNode Body);

    /// <summary>Found by their message, since a program can send as many messages as it has handlers.</summary>
    private sealed record Handlers(IReadOnlyList<Handler> All, ILookup<string, MethodNode> ByMessage);

    /// <summary>The handlers that a call can come to. Certain when the message's type is known to the last type argument. Empty: not to be seen.</summary>
    /// <param name="argument">Which argument is the message.</param>
    /// <param name="declared">What the call closes the parameter over, where that says more than the argument.</param>
    public (IReadOnlyList<MethodNode> Targets, bool Certain) Resolve(DispatchMeaning meaning, MethodNode node, SiteFact site, int argument, TypeName? declared = null) =>
        Resolve(meaning, Messages(node, site, argument, declared));

    public (IReadOnlyList<MethodNode> Targets, bool Certain) Resolve(DispatchMeaning meaning, MethodNode node, SiteFact site) => Resolve(meaning, node, site, MessageOf(site));

    /// <summary>The same where the message's type is known: what a method makes of its own type parameter is known to who closes it.</summary>
    public (IReadOnlyList<MethodNode> Targets, bool Certain) Resolve(DispatchMeaning meaning, IReadOnlyList<TypeName> messages)
    {
        var handlers = HandlersOf(meaning);
        var exact = messages.Where(m => !Generics.IsOpen(m)).Select(m => m.ToString()).Distinct(StringComparer.Ordinal)
            .SelectMany(m => handlers.ByMessage[m]).Distinct().OrderBy(body => body.Index).ToList();
        if (exact.Count > 0)
        {
            return (exact, messages.Count == 1 && exact.Count <= Few);
        }

        return ([.. handlers.All.Where(h => messages.Any(m => IsAssignable(h.Message, m))).Select(h => h.Body).Distinct()], false);
    }

    /// <summary>Every handler of a mediator.</summary>
    public IEnumerable<MethodNode> AllHandlers(DispatchMeaning meaning) => HandlersOf(meaning).All.Select(h => h.Body).Distinct();

    /// <summary>Whether a message of a type can be what a call sends; where the code does not show what that is, any can.</summary>
    public bool CanBeSent(MethodNode node, SiteFact site, TypeName message) =>
        Messages(node, site, MessageOf(site)) is var sent && (sent.Count == 0 || sent.Any(s => Generics.IsOpen(s) || IsAssignable(message, s)));

    /// <summary>An extension is given the mediator first.</summary>
    private static int MessageOf(SiteFact site) => site.Target is { HasReceiver: false, ParameterCount: > 1 } ? 1 : 0;

    private Handlers HandlersOf(DispatchMeaning meaning)
    {
        if (!_handlers.TryGetValue(meaning, out var handlers))
        {
            var found = Find(meaning);
            _handlers.Add(meaning, handlers = new(found, found.ToLookup(h => h.Message.ToString(), h => h.Body, StringComparer.Ordinal)));
        }

        return handlers;
    }

    /// <summary>What the mediator runs around handlers: behaviours for all messages and for one, in the order of the graph.</summary>
    public IReadOnlyList<MethodNode> Behaviours(DispatchMeaning meaning)
    {
        if (meaning.Behaviour.Length == 0)
        {
            return [];
        }

        if (!_behaviours.TryGetValue(meaning.Behaviour, out var found))
        {
            found = [.. graph.Types.All.Where(t => t.IsConcrete && t.Fact.Interfaces.Any(i => i.Arguments.Count > 0 && Wildcard.Matches(meaning.Behaviour, i.Name)))
                .SelectMany(t => t.Methods)
                .Where(n => n.Method.Owner == n.Method.Id && Wildcard.MatchesAny(meaning.HandlerMember, n.Method.Name))
                .OrderBy(n => n.Index)];
            _behaviours.Add(meaning.Behaviour, found);
        }

        return found;
    }

    /// <summary>Whether a behaviour can run around a handler of a message: a container leaves out those whose constraints the message does not meet, and those that are registered for others.</summary>
    public bool CanStandAround(DispatchMeaning meaning, MethodNode behaviour, MethodNode handler)
    {
        if (handler.Method.Parameters.Count == 0
            || graph.Types.Find(behaviour.Assembly.Name, behaviour.Method.Type) is not { } type
            || type.Fact.Interfaces.FirstOrDefault(i => i.Arguments.Count > 0 && Wildcard.Matches(meaning.Behaviour, i.Name)) is not { } implemented)
        {
            return true;
        }

        var message = handler.Method.Parameters[0];
        if (!_registrations.TryGetValue(meaning.Behaviour, out var registrations))
        {
            _registrations.Add(meaning.Behaviour, registrations = new(graph, new HashSet<string>(Behaviours(meaning).Select(b => b.Method.Type), StringComparer.Ordinal), meaning.Behaviour));
        }

        if (!registrations.MayBeFor(type, message))
        {
            return false;
        }

        return Generics.ParameterIndex(implemented.Arguments[0]) is not { } parameter
            ? Generics.IsOpen(implemented.Arguments[0]) || implemented.Arguments[0].Name == message.Name
            : type.Fact.Constraints.Where(c => c.Parameter == parameter).All(c => Meets(message, c.Type));
    }

    /// <summary>False only where everything that the message is stands in the code.</summary>
    private bool Meets(TypeName message, TypeName constraint)
    {
        if (Generics.IsParameter(constraint) || message.Name == constraint.Name || graph.Types.Find(message.Assembly, message.Name) is not { } own)
        {
            return true;
        }

        return TypeLevels.Above(own).Any(above => above.Name == constraint.Name)
            || TypeLevels.Of(own).Last().Type.Fact.Base is { Name: not ("System.Object" or "System.ValueType") };
    }

    /// <summary>What the message can be: one type, or for a generic sender each type that it is closed over somewhere.</summary>
    private IReadOnlyList<TypeName> Messages(MethodNode node, SiteFact site, int argument, TypeName? declared = null)
    {
        var shown = _arguments.Of(node, site, argument)
            ?? OwnType(node, site, Values.Argument(site, argument))
            ?? declared
            ?? (site.Target.MethodArguments.Count == 1 ? site.Target.MethodArguments[0] : null);
        if (shown is null)
        {
            return [];
        }

        if (!Generics.IsParameter(shown))
        {
            return [shown];
        }

        if (Generics.ParameterIndex(shown) is not { } index || graph.Types.Find(node.Assembly.Name, node.Method.Type) is not { } sender)
        {
            return []; // a generic method that forwards what it is given: its callers would have to be read
        }

        return [.. TypeHierarchy.SelfAndDerived(sender)
            .Select(t => t.Fact.Base)
            .Where(b => b is not null && b.Name == sender.Fact.Name && index < b.Arguments.Count)
            .Select(b => b!.Arguments[index])
            .Where(m => !Generics.IsParameter(m))];
    }

    /// <summary>An own type that a variable is declared with, or that the code has just asked for: <c>foreach (ICommand command in commands)</c>, <c>if (data is not ICommand command) return</c>.</summary>
    private TypeName? OwnType(MethodNode node, SiteFact site, ValueFact value)
    {
        if (StaticTypes.Of(node.Method, value) is { } declared && StaticTypes.Awaited(declared) is var type && graph.Types.Find(type.Assembly, type.Name) is not null)
        {
            return type;
        }

        var index = Enumerable.Range(0, node.Method.Sites.Count).FirstOrDefault(s => node.Method.Sites[s] == site);
        var asked = value.Kind is ValueKind.Unknown || !node.Method.Body.Blocks.Any(b => b.OfType.Length > 0) ? []
            : new ControlFlow(node.Method).KnownTypes(node.Method.Body.BlockOfSite[index]).Where(known => known.IsTrue && known.Tested == value).Select(known => known.Type).ToList();
        return graph.Types.All.FirstOrDefault(t => asked.Contains(t.Fact.Name)) is { } own ? new(own.Assembly, own.Fact.Name, []) : null;
    }

    private IReadOnlyList<Handler> Find(DispatchMeaning meaning)
    {
        var handlers = new List<Handler>();
        foreach (var type in graph.Types.All.Where(t => t.IsConcrete))
        {
            if (meaning.HandlerType.StartsWith("*", StringComparison.Ordinal))
            {
                handlers.AddRange(ByName(meaning, type));
                continue;
            }

            foreach (var implemented in TypeLevels.Above(type))
            {
                if (implemented.Arguments.Count > 0
                    && Wildcard.MatchesAny(meaning.HandlerType, implemented.Name)
                    && Body(type, meaning.HandlerMember, implemented.Arguments[0]) is { } body)
                {
                    handlers.Add(new(implemented.Arguments[0], body));
                }
            }
        }

        return [.. handlers.OrderBy(h => h.Body.Index)];
    }

    /// <summary>Handlers that a convention finds: by the end of the class's name, and the name of the method.</summary>
    private static IEnumerable<Handler> ByName(DispatchMeaning meaning, TypeNode type) =>
        !meaning.HandlerType.Split('|').Any(end => type.Fact.Name.EndsWith(end.TrimStart('*'), StringComparison.Ordinal))
            ? []
            : type.Methods
                .Where(m => m.Method.Has(MethodTraits.Public) && m.Method.Parameters.Count > 0 && m.Method.Owner == m.Method.Id && Wildcard.MatchesAny(meaning.HandlerMember, m.Method.Name))
                .Select(m => new Handler(m.Method.Parameters[0], m));

    private static MethodNode? Body(TypeNode handler, string member, TypeName message)
    {
        foreach (var (type, arguments) in TypeLevels.Of(handler))
        {
            foreach (var method in type.Methods)
            {
                if (method.Method.Parameters.Count > 0
                    && !method.Method.Has(MethodTraits.Abstract)
                    && (Wildcard.MatchesAny(member, method.Method.Name) || method.Method.Implements.Any(m => Wildcard.MatchesAny(member, m.Name)))
                    && Same(Generics.Substitute(method.Method.Parameters[0], arguments), message))
                {
                    return method;
                }
            }
        }

        return null;
    }

    private static bool Same(TypeName a, TypeName b) => a.ToString() == b.ToString();

    /// <summary>Whether a message of one type can be what a variable of the other holds.</summary>
    private bool IsAssignable(TypeName message, TypeName variable)
    {
        if (variable.Name == "System.Object" || Generics.CanBeSame(message, variable))
        {
            return true;
        }

        for (var type = graph.Types.Find(message.Assembly, message.Name); type is not null; type = type.Base)
        {
            if (type.Fact.Base?.Name == variable.Name || type.Fact.Interfaces.Any(i => i.Name == variable.Name))
            {
                return true;
            }
        }

        return false;
    }
}
