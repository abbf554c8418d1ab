using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which bodies a virtual or interface call can reach: class-hierarchy analysis, narrowed by what the code makes or registers.</summary>
internal sealed class Dispatch
{
    /// <summary>Up to this many targets each is taken to be used in some execution, so that the call is certain; more is a guess.</summary>
    private const int Few = 3;

    private readonly CodeGraph _graph;
    private readonly HashSet<(string Assembly, string Type)> _used = [];
    private readonly Dictionary<(MethodNode, TypeNode), (IReadOnlyList<MethodNode>, bool)> _resolved = [];

    public Dispatch(CodeGraph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                CollectUsed(site);
            }
        }
    }

    /// <summary>Targets of a call of an own virtual or interface member. Empty: nobody implements it in the analysed assemblies.</summary>
    /// <param name="exact">The receiver's exact type where the code shows it.</param>
    public (IReadOnlyList<MethodNode> Targets, bool Certain) Resolve(MethodNode declared, TypeNode on, TypeNode? exact)
    {
        if (exact is not null && Implementations.Of(_graph, exact, declared) is { } only)
        {
            return ([only], true);
        }

        if (!_resolved.TryGetValue((declared, on), out var known))
        {
            _resolved.Add((declared, on), known = Narrow(declared, TypeHierarchy.SelfAndDerived(on)));
        }

        return known;
    }

    /// <summary>
    /// Own bodies behind a member of an opaque interface or base class. Possible at most, unless the receiver's type is known: the framework decides. More than a few are none: Dispose
    /// would connect every using statement with everything that can be disposed of.
    /// </summary>
    /// <param name="exact">The receiver's exact type where the code shows it.</param>
    /// <param name="declared">The own type that the receiver is declared as, where it is one.</param>
    public (IReadOnlyList<MethodNode> Targets, bool Certain) ResolveOpaque(MethodRef member, TypeNode? exact, TypeNode? declared)
    {
        if (exact is not null)
        {
            return (Matching(exact, member.Name, member.ParameterCount) is { } only ? [only] : [], true);
        }

        var targets = new List<MethodNode>();
        foreach (var type in declared is null ? _graph.Types.DerivedFromOpaque(member.Type) : TypeHierarchy.SelfAndDerived(declared))
        {
            if (type.IsConcrete && (declared is not null || IsUsed(type)) && Matching(type, member.Name, member.ParameterCount) is { } target && !targets.Contains(target))
            {
                targets.Add(target);
            }
        }

        return targets.Count <= Few ? (targets, declared is not null) : ([], false);
    }

    private (IReadOnlyList<MethodNode> Targets, bool Certain) Narrow(MethodNode declared, IReadOnlyList<TypeNode> types)
    {
        var all = new List<MethodNode>();
        var used = new List<MethodNode>();
        foreach (var type in types)
        {
            if (!type.IsConcrete || Implementations.Of(_graph, type, declared) is not { } target)
            {
                continue;
            }

            if (!all.Contains(target))
            {
                all.Add(target);
            }

            if (IsUsed(type) && !used.Contains(target))
            {
                used.Add(target);
            }
        }

        // Registration by scanning names no type: then everything that fits is a candidate.
        var targets = used.Count > 0 ? used : all;
        return (targets, targets.Count <= Few);
    }

    private static MethodNode? Matching(TypeNode type, string name, int parameters)
    {
        for (var t = type; t is not null; t = t.Base)
        {
            foreach (var method in t.Methods)
            {
                if (method.Method.Parameters.Count == parameters
                    && !method.Method.Has(MethodTraits.Abstract)
                    && method.Method.Has(MethodTraits.Virtual)
                    && (method.Method.Name == name || method.Method.Implements.Any(m => m.Name == name)))
                {
                    return method;
                }
            }
        }

        return null;
    }

    private bool IsUsed(TypeNode type) => _used.Contains((type.Assembly, type.Fact.Name));

    private void CollectUsed(SiteFact site)
    {
        switch (site.Kind)
        {
            case SiteKind.New:
            case SiteKind.TypeToken:
                _used.Add((site.Target.Assembly, site.Target.Type));
                break;
            case SiteKind.Call:
            case SiteKind.VirtualCall:
                foreach (var argument in site.Target.MethodArguments)
                {
                    CollectUsed(argument);
                }

                break;
        }
    }

    private void CollectUsed(TypeName type)
    {
        _used.Add((type.Assembly, type.Name));
        foreach (var argument in type.Arguments)
        {
            CollectUsed(argument);
        }
    }
}
