using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which bodies a virtual or interface call can reach: class-hierarchy analysis, narrowed by what the code makes or registers.</summary>
internal sealed class Dispatch
{
    /// <summary>Up to this many targets each is taken to be used in some execution, so that the call is certain; more is a guess.</summary>
    private const int Few = 3;

    /// <summary>More implementations than this are plug-ins: nobody registers them one by one.</summary>
    private const int Many = 12;

    private readonly CodeGraph _graph;
    private readonly HashSet<TypeNode> _used = [];
    private readonly HashSet<TypeNode> _made = [];
    private readonly HashSet<MethodNode> _calledAsBase = [];
    private readonly Dictionary<TypeNode, HashSet<TypeNode>> _registered = [];
    private readonly Dictionary<TypeNode, HashSet<TypeNode>> _decorating = [];
    private readonly HashSet<TypeNode> _registeredAlone = [];
    private readonly Dictionary<MethodNode, (int Service, int Implementation)> _registrars = [];
    private readonly Dictionary<(MethodNode, TypeNode, string), (IReadOnlyList<MethodNode>, bool)> _resolved = [];
    private readonly Dictionary<(TypeNode?, string, string), (IReadOnlyList<MethodNode>, bool)> _opaque = [];

    public Dispatch(CodeGraph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes)
        {
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                var site = node.Method.Sites[i];
                CollectUsed(node, site, i);
                if (site.Kind == SiteKind.Call && site.Target.Type != node.Method.Type && graph.Find(site.Target) is { } called && called.Method.Has(MethodTraits.Virtual))
                {
                    _calledAsBase.Add(called);
                }
            }
        }

        CollectThroughRegistrars();
    }

    /// <summary>The type that a value was made as where it is used, when that is an own one.</summary>
    public TypeNode? ExactType(MethodNode node, ValueFact receiver)
    {
        if (receiver.Kind != ValueKind.New || Values.Index(receiver) is not { } made || made >= node.Method.Sites.Count)
        {
            return null;
        }

        var target = node.Method.Sites[made].Target;
        return _graph.Types.Find(target.Assembly, target.Type);
    }

    /// <summary>Targets of a call of an own virtual or interface member. Empty: nobody implements it in the analysed assemblies.</summary>
    /// <param name="arguments">What the call closes the type over, when it is generic.</param>
    /// <param name="exact">The receiver's exact type where the code shows it.</param>
    public (IReadOnlyList<MethodNode> Targets, bool Certain) Resolve(MethodNode declared, TypeNode on, IReadOnlyList<TypeName> arguments, TypeNode? exact)
    {
        if (exact is not null && Implementations.All(_graph, exact, declared, Asked(declared, on, arguments)).ToList() is { Count: > 0 } only)
        {
            return (only, only.Count == 1);
        }

        var closed = string.Join(",", arguments);
        if (!_resolved.TryGetValue((declared, on, closed), out var known))
        {
            _resolved.Add((declared, on, closed), known = Narrow(declared, on, arguments));
        }

        return known;
    }

    /// <summary>
    /// What a composite is made of: it is registered for its interface, and is given others of that by their own types, under which they are registered. Nobody else gets those through the interface.
    /// </summary>
    public IReadOnlyList<MethodNode> PartsOf(MethodNode composite, MethodNode declared, TypeNode on, IReadOnlyList<TypeName> arguments)
    {
        if (_registeredAlone.Count == 0 || _graph.Types.Find(composite.Assembly.Name, composite.Method.Type) is not { } whole || !_registered.TryGetValue(on, out var implementations) || !implementations.Contains(whole))
        {
            return [];
        }

        return [.. whole.Methods.Where(m => m.Method.Has(MethodTraits.Constructor)).SelectMany(m => m.Method.Parameters).Select(p => _graph.Types.Find(p.Assembly, p.Name))
            .Where(part => part is not null && part != whole && _registeredAlone.Contains(part) && _graph.Types.IsBelow(part, on))
            .SelectMany(part => Implementations.All(_graph, part!, declared, Asked(declared, on, arguments)))
            .Distinct()];
    }

    /// <summary>
    /// Of the targets of a call on <c>this</c>, those of types on which the calling body runs at all: where a class overrides both the caller and the target, and calls no base, the two never meet.
    /// </summary>
    /// <param name="body">The calling body. A lambda runs on the objects of the method that makes it.</param>
    public IReadOnlyList<MethodNode> OnThis(MethodNode body, MethodNode declared, IReadOnlyList<MethodNode> targets)
    {
        var caller = body.Owner(_graph);
        if (!caller.Method.Has(MethodTraits.Virtual) || targets.Count == 0 || _calledAsBase.Contains(caller) || _graph.Types.Find(caller.Assembly.Name, caller.Method.Type) is not { } type)
        {
            return targets;
        }

        var met = new HashSet<MethodNode>(TypeHierarchy.SelfAndDerived(type)
            .Where(t => t.IsConcrete && Implementations.Of(_graph, t, caller) == caller)
            .Select(t => Implementations.Of(_graph, t, declared))
            .OfType<MethodNode>());
        return [.. targets.Where(met.Contains)];
    }

    /// <summary>
    /// Own bodies behind a member of an opaque interface or base class. Possible at most, unless the receiver's type is known: the framework decides. More than a few are none: Dispose
    /// would connect every using statement with everything that can be disposed of.
    /// </summary>
    /// <param name="exact">The receiver's exact type where the code shows it.</param>
    /// <param name="declared">The own type that the receiver is declared as, where it is one.</param>
    /// <param name="shown">What else it is declared as: a library's type, below which the own one must be. <c>using</c> calls <c>IDisposable.Dispose</c> on whatever it is given.</param>
    public (IReadOnlyList<MethodNode> Targets, bool Certain) ResolveOpaque(MethodRef member, TypeNode? exact, TypeNode? declared, TypeName? shown)
    {
        if (exact is not null)
        {
            return (Matching(exact, member) is { } only ? [only] : [], true);
        }

        // Dispose and its like: many calls that all come to the same question, and many types that answer it.
        var below = declared is null && shown is not null && shown.Name != member.Type && shown.Name != "System.Object" && !Generics.IsParameter(shown) && !_graph.IsOwn(shown.Assembly) ? shown.Name : "";
        var parameters = string.Join(",", DocIdParameters.Of(member)) + "/" + member.ParameterCount.ToString(CultureInfo.InvariantCulture);
        var asked = (declared, (declared is null ? member.Type + "." : "") + member.Name + "/" + parameters, below);
        if (!_opaque.TryGetValue(asked, out var known))
        {
            _opaque.Add(asked, known = NarrowOpaque(member, declared, below));
        }

        return known;
    }

    private (IReadOnlyList<MethodNode> Targets, bool Certain) NarrowOpaque(MethodRef member, TypeNode? declared, string below)
    {
        var fits = below.Length == 0 ? null : new HashSet<TypeNode>(_graph.Types.DerivedFromOpaque(below));
        var targets = new HashSet<MethodNode>();
        foreach (var type in declared is null ? _graph.Types.DerivedFromOpaque(member.Type) : TypeHierarchy.SelfAndDerived(declared))
        {
            if (type.IsConcrete
                && (declared is not null || _used.Contains(type))
                && fits?.Contains(type) != false
                && Matching(type, member) is { } target
                && targets.Add(target)
                && targets.Count > Few)
            {
                return ([], false);
            }
        }

        return ([.. targets], declared is not null);
    }

    /// <summary>
    /// An object that a library's own factory hands out (<c>client.StartSession()</c>) is the library's, also where own code has a class of the same interface; unless own code stands behind the factory as well. What returns a
    /// type parameter or an object (a container, a collection, a delegate) hands out whatever it was given.
    /// </summary>
    public bool IsForeign(MethodFact method, ValueFact receiver) =>
        receiver.Kind == ValueKind.Result
        && Values.Source(method, receiver) is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { Returns: { } returns } made }
        && !_graph.IsOwn(made.Assembly)
        && StaticTypes.Awaited(returns).Name is not "System.Object" and var name
        && !name.StartsWith("`", StringComparison.Ordinal)
        && !_graph.Types.DerivedFromOpaque(made.Type).Any();

    /// <summary>What a call closes the declaring type over: it may name a type below that, and closes that one.</summary>
    private static IReadOnlyList<TypeName> Asked(MethodNode declared, TypeNode on, IReadOnlyList<TypeName> arguments) => on.Fact == declared.Type ? arguments : [];

    private (IReadOnlyList<MethodNode> Targets, bool Certain) Narrow(MethodNode declared, TypeNode on, IReadOnlyList<TypeName> arguments)
    {
        var all = new List<MethodNode>();
        var used = new List<MethodNode>();
        var seen = new HashSet<MethodNode>();
        var seenUsed = new HashSet<MethodNode>();
        var seenPlain = false;
        foreach (var type in TypeHierarchy.SelfAndDerived(on).Where(t => TypeLevels.CanBe(t, on, arguments)))
        {
            foreach (var target in type.IsConcrete ? Implementations.All(_graph, type, declared, Asked(declared, on, arguments)) : [])
            {
                if (seen.Add(target))
                {
                    all.Add(target);
                }

                if (IsUsedAs(type, on) && seenUsed.Add(target))
                {
                    used.Add(target);
                }

                seenPlain |= IsUsedAs(type, on) && !IsDecorating(type, on);
            }
        }

        // Registration by scanning names no type: then everything that fits is a candidate. Who is named only to stand around another one is not the one that it stands around.
        var targets = seenPlain ? used : all;

        // An open interface says nothing of which one it is: a decorator of IStore<T> runs one of them, and not each. And where dozens could be meant of which some are named for another reason, the rest were found by scanning.
        return (targets, targets.Count <= Few && (targets.Count <= 1 || !arguments.Any(Generics.IsOpen)) && (all.Count <= Many || _registered.ContainsKey(on)));
    }

    /// <summary>What <c>Main</c> makes by hand for a job of its own stands beside the container, unless that is told about it.</summary>
    private static bool IsForMain(MethodNode node, ValueFact made) =>
        node.Method.Has(MethodTraits.Static) && node.Method.Owner == node.Method.Id && node.Method.Name is "Main" or "<Main>$"
        && !node.Method.Sites.Any(s => s.Target.Type.StartsWith("Microsoft.Extensions.DependencyInjection.ServiceCollection", StringComparison.Ordinal) && s.Arguments.Contains(made));

    /// <summary>The override or implementation that a type has of a library's member; of several overloads that which takes what the call hands over.</summary>
    private static MethodNode? Matching(TypeNode type, MethodRef member)
    {
        foreach (var (level, arguments) in TypeLevels.Of(type))
        {
            var fitting = level.Named(member.Name).Where(m => m.Method.Parameters.Count == member.ParameterCount && !m.Method.Has(MethodTraits.Abstract) && m.Method.Has(MethodTraits.Virtual)).ToList();
            if (fitting.Count > 0)
            {
                var parameters = fitting.Count == 1 ? [] : DocIdParameters.Of(member);
                return fitting.Find(m => m.Method.Parameters.Select(p => Generics.Substitute(p, arguments).ToString()).SequenceEqual(parameters)) ?? fitting[0];
            }
        }

        return null;
    }

    /// <summary>Where a container is told which class stands for a service, the others are used as that only where the code makes them itself.</summary>
    private bool IsUsedAs(TypeNode type, TypeNode service) =>
        _used.Contains(type)
        && (!_registered.TryGetValue(service, out var implementations) || implementations.Contains(type) || IsDecorating(type, service) || _made.Contains(type));

    private bool IsDecorating(TypeNode type, TypeNode service) => _decorating.TryGetValue(service, out var around) && around.Contains(type);

    private void CollectUsed(MethodNode node, SiteFact site, int index)
    {
        switch (site.Kind)
        {
            case SiteKind.New:
                if (_graph.Types.Find(site.Target.Assembly, site.Target.Type) is { } made)
                {
                    _used.Add(made);
                    if (!IsForMain(node, Values.MadeBy(index)))
                    {
                        _made.Add(made);
                    }
                }

                break;
            case SiteKind.TypeToken:
                if (_graph.Types.Find(site.Target.Assembly, site.Target.Type) is { } named)
                {
                    _used.Add(named);
                }

                break;
            case SiteKind.Call:
            case SiteKind.VirtualCall:
                CollectRegistered(site.Target);
                CollectRegistrar(node, site.Target);
                CollectDecorating(node.Method, site);
                foreach (var argument in site.Target.MethodArguments)
                {
                    CollectUsed(argument);
                }

                break;
        }
    }

    /// <summary><c>TryDecorate(typeof(IHandler&lt;&gt;), typeof(Logging&lt;&gt;))</c></summary>
    private void CollectDecorating(MethodFact method, SiteFact site)
    {
        if (site.Target.Name.IndexOf("Decorat", StringComparison.Ordinal) < 0)
        {
            return;
        }

        var types = site.Arguments.Select(a => Values.TypeOf(method, a) is { } named ? _graph.Types.Find(named.Assembly, named.Type) : null).OfType<TypeNode>().ToList();
        if (types.Count == 2 && types[1].IsConcrete && _graph.Types.IsBelow(types[1], types[0]))
        {
            AddTo(_decorating, types[0], types[1]);
        }
    }

    private static void AddTo(Dictionary<TypeNode, HashSet<TypeNode>> all, TypeNode service, TypeNode implementation)
    {
        if (!all.TryGetValue(service, out var implementations))
        {
            all.Add(service, implementations = []);
        }

        implementations.Add(implementation);
    }

    /// <summary>A generic helper that registers what it is closed over: <c>void AddClient&lt;TClient, TImplementation&gt;(IServiceCollection s) => s.AddHttpClient&lt;TClient, TImplementation&gt;()</c>.</summary>
    private void CollectRegistrar(MethodNode node, MethodRef method)
    {
        if (method.MethodArguments.Count == 2 && !_graph.IsOwn(method.Assembly) && OwnParameter(method.MethodArguments[0]) is { } service && OwnParameter(method.MethodArguments[1]) is { } implementation)
        {
            _registrars[node] = (service, implementation);
        }
    }

    /// <summary>The position of a type parameter of a method: <c>``1</c>.</summary>
    private static int? OwnParameter(TypeName type) =>
        type.Name.StartsWith("``", StringComparison.Ordinal) && int.TryParse(type.Name.Substring(2), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    private void CollectThroughRegistrars()
    {
        if (_registrars.Count == 0)
        {
            return;
        }

        foreach (var target in _graph.Nodes.SelectMany(n => n.Method.Sites).Where(s => s.Kind == SiteKind.Call && s.Target.MethodArguments.Count > 1).Select(s => s.Target))
        {
            if (_graph.Find(target) is { } registrar && _registrars.TryGetValue(registrar, out var at) && Math.Max(at.Service, at.Implementation) < target.MethodArguments.Count)
            {
                Register(target.MethodArguments[at.Service], target.MethodArguments[at.Implementation], _registered);
            }
        }
    }

    /// <summary><c>AddScoped&lt;IService, Service&gt;()</c> and its like in every container: two type arguments of which the second is an own class below the first.</summary>
    private void CollectRegistered(MethodRef method)
    {
        // Decorate<IService, Logged>() (Scrutor) puts one around what is registered.
        var decorates = method.Name.IndexOf("Decorat", StringComparison.Ordinal) >= 0;
        if (method.MethodArguments.Count == 1 && method.Name.IndexOf("Add", StringComparison.Ordinal) is 0 or 3 && !_graph.IsOwn(method.Assembly) && _graph.Types.Find(method.MethodArguments[0].Assembly, method.MethodArguments[0].Name) is { IsConcrete: true } alone)
        {
            _registeredAlone.Add(alone);
        }

        if (method.MethodArguments.Count != 2 || (_graph.IsOwn(method.Assembly) && !decorates))
        {
            return;
        }

        Register(method.MethodArguments[0], method.MethodArguments[1], decorates ? _decorating : _registered);
    }

    private void Register(TypeName service, TypeName implementation, Dictionary<TypeNode, HashSet<TypeNode>> all)
    {
        if (_graph.Types.Find(service.Assembly, service.Name) is { } own
            && _graph.Types.Find(implementation.Assembly, implementation.Name) is { IsConcrete: true } type
            && _graph.Types.IsBelow(type, own))
        {
            AddTo(all, own, type);
        }
    }

    private void CollectUsed(TypeName type)
    {
        if (_graph.Types.Find(type.Assembly, type.Name) is { } own)
        {
            _used.Add(own);
        }

        foreach (var argument in type.Arguments)
        {
            CollectUsed(argument);
        }
    }
}
