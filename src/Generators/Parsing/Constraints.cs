using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>The where clauses of a generic method: both parts of a partial method must state them.</summary>
internal static class Constraints
{
    /// <param name="restated">In the implementing part of the method itself; otherwise on a helper that has the same type parameters.</param>
    public static string Of(IMethodSymbol method, bool restated)
    {
        // An override inherits its constraints and restates only what the language lets it: class, struct, default, as it was written.
        if (restated && method.IsOverride)
        {
            return method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax declaration
                ? string.Concat(declaration.ConstraintClauses.Select(c => " " + c.NormalizeWhitespace().ToString()))
                : "";
        }

        var text = new StringBuilder();
        foreach (var parameter in method.TypeParameters)
        {
            var constraints = Of(parameter).ToList();
            if (constraints.Count > 0)
            {
                text.Append(" where ").Append(CSharpText.Name(parameter.Name)).Append(" : ").Append(string.Join(", ", constraints));
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Of(ITypeParameterSymbol parameter)
    {
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
