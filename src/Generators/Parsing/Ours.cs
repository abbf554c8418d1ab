using IntentContracts.Generators.Analyzers;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Whether a partial declaration is for this generator, or plainly for another one.</summary>
internal static class Ours
{
    /// <summary>In a type with invariants each partial member is ours, except those that plainly belong to another generator.</summary>
    public static bool IsMeant(PartContext context, ISymbol member, MemberDeclarationSyntax declaration, bool hasCore)
    {
        if (!context.IsGuarded || member.IsStatic)
        {
            return context.IsGuarded && hasCore;
        }

        if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } && !declaration.Modifiers.Any(m => SyntaxFacts.IsAccessibilityModifier(m.Kind())))
        {
            if (hasCore)
            {
                context.Refusals.Add(
                    Rules.ShapeCannotBeGuarded,
                    Place(declaration),
                    $"'{member.Name}' has no accessibility modifier, so its calls vanish when it has no implementation: write 'private partial' or 'public partial'");
            }

            return false;
        }

        return hasCore || !member.GetAttributes().Any(IsForeign);
    }

    /// <summary>Whether a method says who may call it. A partial method that does not say so is left out, with its calls, when nobody implements it.</summary>
    public static bool HasAccessibility(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MethodDeclarationSyntax declaration
        || declaration.Modifiers.Any(m => SyntaxFacts.IsAccessibilityModifier(m.Kind()));

    /// <summary>Whether somebody else has written the implementing part; says so when a guard was declared.</summary>
    public static bool IsTaken(PartContext context, ISymbol? implementation, string name, bool declaresGuard, Location place)
    {
        if (implementation?.DeclaringSyntaxReferences.FirstOrDefault() is not { } written || GeneratedFiles.IsOurs(written.SyntaxTree))
        {
            return false;
        }

        if (declaresGuard)
        {
            context.Refusals.Add(
                Rules.TargetCannotHold,
                place,
                $"'{name}' already has an implementing part, so no guard can be written: rename that part to '{name}{IntentNames.CoreSuffix}' and make it private, without partial");
        }

        return true;
    }

    public static Location Place(MemberDeclarationSyntax declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
        IndexerDeclarationSyntax indexer => indexer.ThisKeyword.GetLocation(),
        ConstructorDeclarationSyntax constructor => constructor.Identifier.GetLocation(),
        EventFieldDeclarationSyntax @event => @event.Declaration.Variables[0].Identifier.GetLocation(),
        _ => declaration.GetLocation(),
    };

    // The analyzer sees the attributes of our own implementing part as well.
    private static bool IsForeign(AttributeData attribute) =>
        attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() != IntentNames.Namespace
        && !GeneratedFiles.IsOurs(attribute.ApplicationSyntaxReference?.SyntaxTree);
}
