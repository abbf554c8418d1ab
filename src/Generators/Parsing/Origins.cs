using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Another type whose conditions are bound here: with its usings, and with its namespace in sight.</summary>
internal static class Origins
{
    public static OriginModel Of(INamedTypeSymbol type)
    {
        var usings = new List<string>();
        if (type.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax declaration)
        {
            usings.AddRange(Nesting.Usings((CompilationUnitSyntax)declaration.SyntaxTree.GetRoot()));
            usings.AddRange(Nesting.Of(declaration).SelectMany(s => s.Usings));
        }

        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            usings.Add($"using global::{space.ToDisplayString(CSharpText.QualifiedNamespace)};");
        }

        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            usings.Add($"using static {CSharpText.Of(outer)};");
        }

        return new(HintNames.Escape(type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)), usings.Distinct().ToEquatableArray());
    }
}
