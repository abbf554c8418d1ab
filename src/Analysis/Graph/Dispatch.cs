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
        if (exact is not null && Implementation(exact, declared) is { } only)
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
    /// Own bodies behind a member of an opaque interface or base class. Possible at most: the framework decides. More than a few are none: Dispose
    /// would connect every using statement with everything that can be disposed of.
    /// </summary>
    /// <param name="exact">The receiver's exact type where the code shows it.</param>
    public IReadOnlyList<MethodNode> ResolveOpaque(MethodRef member, TypeNode? exact)
    {
        if (exact is not null)
        {
            return Matching(exact, member.Name, member.ParameterCount) is { } only ? [only] : [];
        }

        var targets = new List<MethodNode>();
        foreach (var type in _graph.Types.DerivedFromOpaque(member.Type))
        {
            if (type.IsConcrete && IsUsed(type) && Matching(type, member.Name, member.ParameterCount) is { } target && !targets.Contains(target))
            {
                targets.Add(target);
            }
        }

        return targets.Count <= Few ? targets : [];
    }

    private (IReadOnlyList<MethodNode> Targets, bool Certain) Narrow(MethodNode declared, IReadOnlyList<TypeNode> types)
    {
        var all = new List<MethodNode>();
        var used = new List<MethodNode>();
        foreach (var type in types)
        {
            if (!type.IsConcrete || Implementation(type, declared) is not { } target)
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

    /// <summary>The body that runs on an instance of exactly this type.</summary>
    private MethodNode? Implementation(TypeNode type, MethodNode declared)
    {
        for (var t = type; t is not null; t = t.Base)
        {
            foreach (var method in t.Methods)
            {
                if (method == declared || Implements(method, declared))
                {
                    return method.Method.Has(MethodTraits.Abstract) ? null : method;
                }
            }
        }

        return Default(type, declared) ?? (declared.Method.Has(MethodTraits.Abstract) ? null : declared);
    }

    /// <summary>The body that another interface of the type gives to an interface member.</summary>
    private MethodNode? Default(TypeNode type, MethodNode declared)
    {
        if ((declared.Type.Traits & TypeTraits.Interface) == 0)
        {
            return null;
        }

        for (var t = type; t is not null; t = t.Base)
        {
            foreach (var implemented in t.Fact.Interfaces)
            {
                var body = _graph.Types.Find(implemented.Assembly, implemented.Name)?.Methods
                    .FirstOrDefault(m => m != declared && !m.Method.Has(MethodTraits.Abstract) && ImplementsExplicitly(m, declared));
                if (body is not null)
                {
                    return body;
                }
            }
        }

        return null;
    }

    private static bool ImplementsExplicitly(MethodNode candidate, MethodNode declared) =>
        candidate.Method.Implements.Any(r => r.Id == declared.Method.Id && r.Assembly == declared.Assembly.Name);

    private static bool Implements(MethodNode candidate, MethodNode declared)
    {
        if (ImplementsExplicitly(candidate, declared))
        {
            return true;
        }

        var declaredOnInterface = (declared.Type.Traits & TypeTraits.Interface) != 0;
        return candidate.Method.Name == declared.Method.Name
            && candidate.Method.Has(MethodTraits.Virtual)
            && (declaredOnInterface ? candidate.Method.Has(MethodTraits.Public) : !candidate.Method.Has(MethodTraits.NewSlot))
            && SameShape(candidate.Method, declared.Method);
    }

    private static bool SameShape(MethodFact a, MethodFact b)
    {
        if (a.GenericArity != b.GenericArity || a.Parameters.Count != b.Parameters.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Parameters.Count; i++)
        {
            // A parameter of a generic declaration is something else in the implementation: only its place can be compared.
            if (!MentionsTypeParameter(b.Parameters[i]) && a.Parameters[i].ToString() != b.Parameters[i].ToString())
            {
                return false;
            }
        }

        return true;
    }

    private static bool MentionsTypeParameter(TypeName type) =>
        type.Name.StartsWith("`", StringComparison.Ordinal) || type.Arguments.Any(MentionsTypeParameter);

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
