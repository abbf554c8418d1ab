using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which body belongs to a declared member on a given type, as the run time looks it up.</summary>
internal static class Implementations
{
    /// <summary>The body that runs on an instance of exactly this type.</summary>
    public static MethodNode? Of(CodeGraph graph, TypeNode type, MethodNode declared)
    {
        foreach (var (t, arguments) in TypeLevels.Of(type))
        {
            foreach (var method in t.Named(declared.Method.Name))
            {
                if (method == declared || Implements(method, declared, arguments))
                {
                    return method.Method.Has(MethodTraits.Abstract) ? null : method;
                }
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

    /// <summary>Whether a method of a type below is the body of a declared one.</summary>
    public static bool Implements(MethodNode candidate, MethodNode declared) => Implements(candidate, declared, []);

    /// <param name="arguments">What a class below closes the candidate's type over: its <c>T</c> is that class's <c>Visit</c>.</param>
    private static bool Implements(MethodNode candidate, MethodNode declared, IReadOnlyList<TypeName> arguments)
    {
        if (ImplementsExplicitly(candidate, declared))
        {
            return true;
        }

        var declaredOnInterface = (declared.Type.Traits & TypeTraits.Interface) != 0;
        return candidate.Method.Name == declared.Method.Name
            && candidate.Method.Has(MethodTraits.Virtual)
            && (declaredOnInterface ? candidate.Method.Has(MethodTraits.Public) : !candidate.Method.Has(MethodTraits.NewSlot))
            && SameShape(candidate.Method, declared.Method, arguments);
    }

    /// <summary>Whether both have the same name and parameters, as an override and what it overrides do.</summary>
    public static bool SameSlot(MethodFact a, MethodFact b) => a.Name == b.Name && SameShape(a, b, []);

    private static bool SameShape(MethodFact a, MethodFact b, IReadOnlyList<TypeName> arguments)
    {
        if (a.GenericArity != b.GenericArity || a.Parameters.Count != b.Parameters.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Parameters.Count; i++)
        {
            // A parameter of a generic declaration is something else in the implementation: only its place can be compared.
            if (!MentionsTypeParameter(b.Parameters[i]) && Generics.Substitute(a.Parameters[i], arguments).ToString() != b.Parameters[i].ToString())
            {
                return false;
            }
        }

        return true;
    }

    private static bool MentionsTypeParameter(TypeName type) =>
        type.Name.StartsWith("`", StringComparison.Ordinal) || type.Arguments.Any(MentionsTypeParameter);
}
