using System.Text;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>The where clauses of a generic method: both parts of a partial method must state them.</summary>
internal static class Constraints
{
    /// <param name="restated">In the implementing part of the method itself; otherwise on a helper that has the same type parameters.</param>
    public static string Of(IMethodSymbol method, bool restated)
    {
        var text = new StringBuilder();
        foreach (var parameter in method.TypeParameters)
        {
            var constraints = Of(parameter, restated && method.IsOverride).ToList();
            if (constraints.Count > 0)
            {
                text.Append(" where ").Append(CSharpText.Name(parameter.Name)).Append(" : ").Append(string.Join(", ", constraints));
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Of(ITypeParameterSymbol parameter, bool isOverride)
    {
        if (isOverride)
        {
            // An override inherits its constraints and may only restate the kind.
            if (parameter.HasReferenceTypeConstraint || parameter.HasValueTypeConstraint)
            {
                yield return parameter.HasValueTypeConstraint ? "struct" : "class";
            }

            yield break;
        }

        if (parameter.HasUnmanagedTypeConstraint)
        {
            yield return "unmanaged";
        }
        else if (parameter.HasValueTypeConstraint)
        {
            yield return "struct";
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            yield return parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class";
        }
        else if (parameter.HasNotNullConstraint)
        {
            yield return "notnull";
        }

        foreach (var type in parameter.ConstraintTypes)
        {
            yield return CSharpText.Of(type);
        }

        if (parameter.HasConstructorConstraint)
        {
            yield return "new()";
        }

        if (parameter.AllowsRefLikeType)
        {
            yield return "allows ref struct";
        }
    }
}
