using IntentContracts.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Whether generated members can be added to a type at all.</summary>
internal static class TypeShape
{
    /// <param name="what">What asks for it, for the message: "[Invariant]", "'PlaceAsync'".</param>
    public static bool CanBeExtended(INamedTypeSymbol type, string what, Location? place, Refusals refusals)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.IsFileLocal)
            {
                refusals.Add(Rules.ShapeCannotBeGuarded, place, FileLocal(what, at.Name));
                return false;
            }

            if (!IsPartial(at))
            {
                refusals.Add(Rules.TargetCannotHold, place, $"{what} cannot be guarded: declare the type '{at.Name}' partial");
                if (ReferenceEquals(at, type))
                {
                    return false;
                }

                // Around a partial type, go on: the compiler then asks for 'partial' at the enclosing type (CS0260), before any analyzer runs.
            }
        }

        return true;
    }

    public static string FileLocal(string what, string type) =>
        $"{what} cannot be guarded: the type '{type}' is file-local and no generated file can add to it; make it internal";

    public static bool IsPartial(INamedTypeSymbol type)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return true;
            }
        }

        return false;
    }
}
