using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>Makes a type and those around it partial, so that a generated file can add to it.</summary>
internal static class PartialTypes
{
    public static bool AreMissing(SyntaxNode node) => Around(node).Any(t => !t.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>All parts of a type with several are partial already, so what is missing stands in this file.</summary>
    public static void Add(SyntaxNode node, Changes changes)
    {
        foreach (var type in Around(node))
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                changes.Insert(type.Keyword.SpanStart, "partial ");
            }
        }
    }

    public static bool AreFileLocal(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<TypeDeclarationSyntax> Around(SyntaxNode node) => node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>();
}
