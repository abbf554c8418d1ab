using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Whether two methods take the same, as an override and what it overrides do: overloads may differ in nothing but the shape of a type parameter (<c>T[]</c>, <c>List&lt;T&gt;</c>).</summary>
internal static class SameParameters
{
    /// <param name="candidate">The method that may be the body.</param>
    /// <param name="own">What the type that is looked at closes the candidate's type over: its <c>T</c> is that type's <c>Visit</c>.</param>
    /// <param name="declared">The method that is declared above it.</param>
    /// <param name="closing">What that type closes the declaring type over; null where the code does not show it.</param>
    public static bool Of(MethodFact candidate, IReadOnlyList<TypeName> own, MethodFact declared, IReadOnlyList<TypeName>? closing)
    {
        if (candidate.GenericArity != declared.GenericArity || candidate.Parameters.Count != declared.Parameters.Count)
        {
            return false;
        }

        for (var i = 0; i < candidate.Parameters.Count; i++)
        {
            var a = Generics.Substitute(candidate.Parameters[i], own);
            var b = declared.Parameters[i];
            if (closing is null ? !CanBe(a, b) : a.ToString() != Generics.Substitute(b, closing).ToString())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether what a declaration asks for can be this type, whatever stands for its type parameters. Those of a method keep their places.</summary>
    private static bool CanBe(TypeName type, TypeName declared)
    {
        if (Generics.IsParameter(declared) && !declared.Name.StartsWith("``", StringComparison.Ordinal))
        {
            return type.Name.EndsWith(declared.Name.TrimStart('`').TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), StringComparison.Ordinal);
        }

        return type.Name == declared.Name && type.Arguments.Count == declared.Arguments.Count && type.Arguments.Zip(declared.Arguments, CanBe).All(can => can);
    }
}
