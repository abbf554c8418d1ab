using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which body belongs to a declared member on a given type, as the run time looks it up.</summary>
internal static class Implementations
{
    /// <summary>The body that runs on an instance of exactly this type.</summary>
    public static MethodNode? Of(CodeGraph graph, TypeNode type, MethodNode declared) =>
        Of(graph, type, declared, TypeLevels.Closings(type, declared.Assembly.Name, declared.Type).FirstOrDefault());

    /// <summary>The bodies that a call of a generic interface's member can run on an instance of exactly this type: one, unless the type implements it for several types and the call leaves open which it means.</summary>
    /// <param name="asked">What the call closes the declaring type over; empty where it says nothing.</param>
    public static IEnumerable<MethodNode> All(CodeGraph graph, TypeNode type, MethodNode declared, IReadOnlyList<TypeName> asked)
    {
        var closings = TypeLevels.Closings(type, declared.Assembly.Name, declared.Type).ToList();
        if (closings.Count < 2)
        {
            return Of(graph, type, declared, closings.FirstOrDefault()) is { } only ? [only] : [];
        }

        // An exact closing before one that fits: a variable of IHandler<object> can hold either.
        var exact = closings.Where(c => string.Join(",", c) == string.Join(",", asked)).ToList();
        var fitting = exact.Count > 0 ? exact : closings.Where(c => TypeLevels.Fit(c, asked)).ToList();
        return (fitting.Count > 0 ? fitting : closings).Select(c => Of(graph, type, declared, c)).OfType<MethodNode>().Distinct();
    }

    /// <param name="closing">What the type closes the declaring type over; null where the code does not show it.</param>
    private static MethodNode? Of(CodeGraph graph, TypeNode type, MethodNode declared, IReadOnlyList<TypeName>? closing)
    {
        foreach (var (t, arguments) in TypeLevels.Of(type))
        {
            // What a type says outright goes before what only has the same name and parameters.
            var named = t.Named(declared.Method.Name);
            var found = named.FirstOrDefault(m => m == declared || ImplementsExplicitly(m, declared, arguments, closing)) ?? named.FirstOrDefault(m => ImplementsByName(m, declared, arguments, closing));
            if (found is not null)
            {
                return found.Method.Has(MethodTraits.Abstract) ? null : found;
            }
        }

        return Default(graph, type, declared) ?? (declared.Method.Has(MethodTraits.Abstract) ? null : declared);
    }

    /// <summary>The body that another interface of the type gives to an interface member.</summary>
    private static MethodNode? Default(CodeGraph graph, TypeNode type, MethodNode declared)
    {
        if ((declared.Type.Traits & TypeTraits.Interface) == 0)
        {
            return null;
        }

        for (var t = type; t is not null; t = t.Base)
        {
            foreach (var implemented in t.Fact.Interfaces)
            {
                var body = graph.Types.Find(implemented.Assembly, implemented.Name)?.Named(declared.Method.Name)
                    .FirstOrDefault(m => m != declared && !m.Method.Has(MethodTraits.Abstract) && ImplementsExplicitly(m, declared, [], null));
                if (body is not null)
                {
                    return body;
                }
            }
        }

        return null;
    }

    /// <summary>The bodies of a declared method in the types that can be made, its own included; the method itself where its type is not known.</summary>
    public static IEnumerable<MethodNode> Below(CodeGraph graph, MethodNode declared) =>
        graph.Types.Find(declared.Assembly.Name, declared.Type.Name) is not { } on ? [declared]
            : TypeHierarchy.SelfAndDerived(on).Where(t => t.IsConcrete).Select(t => Of(graph, t, declared)).OfType<MethodNode>().Distinct();

    /// <summary>Whether a method of a type below is the body of a declared one.</summary>
    public static bool Implements(MethodNode candidate, MethodNode declared) =>
        ClosingsOf(candidate.Type, declared).Any(closing => ImplementsExplicitly(candidate, declared, [], closing) || ImplementsByName(candidate, declared, [], closing));

    /// <summary>Whether a method has the name and the parameters of one that its type declares above it, or says outright that it implements it.</summary>
    public static bool Answers(MethodNode candidate, MethodNode declared) =>
        ClosingsOf(candidate.Type, declared).Any(closing => ImplementsExplicitly(candidate, declared, [], closing) || (candidate.Method.Name == declared.Method.Name && SameParameters.Of(candidate.Method, [], declared.Method, closing)));

    /// <summary>Whether both have the same name and parameters, as an override and what it overrides do.</summary>
    public static bool SameSlot(MethodFact a, MethodFact b) => a.Name == b.Name && SameParameters.Of(a, [], b, null);

    /// <summary>What a type itself says that it closes the declaring type over; null where it leaves that to the types around it.</summary>
    private static List<IReadOnlyList<TypeName>?> ClosingsOf(TypeFact type, MethodNode declared)
    {
        var named = type.Interfaces.Concat(type.Base is null ? [] : [type.Base]).Where(above => above.Name == declared.Type.Name && above.Assembly == declared.Assembly.Name).Select(above => (IReadOnlyList<TypeName>?)above.Arguments).ToList();
        return named.Count > 0 ? named : [null];
    }

    private static bool ImplementsExplicitly(MethodNode candidate, MethodNode declared, IReadOnlyList<TypeName> arguments, IReadOnlyList<TypeName>? closing) =>
        candidate.Method.Implements.Any(r => r.Id == declared.Method.Id && r.Assembly == declared.Assembly.Name
            && (closing is null || r.TypeArguments.Count != closing.Count || r.TypeArguments.Zip(closing, (a, b) => Generics.CanBeSame(Generics.Substitute(a, arguments), b)).All(same => same)));

    private static bool ImplementsByName(MethodNode candidate, MethodNode declared, IReadOnlyList<TypeName> arguments, IReadOnlyList<TypeName>? closing)
    {
        var declaredOnInterface = (declared.Type.Traits & TypeTraits.Interface) != 0;
        return candidate.Method.Name == declared.Method.Name
            && candidate.Method.Has(MethodTraits.Virtual)
            && (declaredOnInterface ? candidate.Method.Has(MethodTraits.Public) : !candidate.Method.Has(MethodTraits.NewSlot))
            && SameParameters.Of(candidate.Method, arguments, declared.Method, closing);
    }
}
