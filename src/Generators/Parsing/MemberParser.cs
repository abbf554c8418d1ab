using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads one partial declaration into the implementing part to write for it, or says why there is none.</summary>
internal static class MemberParser
{
    /// <summary>By syntax alone: a declaration without any body, which somebody has to implement.</summary>
    public static bool IsOpen(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.PartialKeyword)
        && member switch
        {
            BaseMethodDeclarationSyntax method => method is MethodDeclarationSyntax or ConstructorDeclarationSyntax && method.Body is null && method.ExpressionBody is null,
            PropertyDeclarationSyntax property => property is { ExpressionBody: null, Initializer: null } && HasNoBodies(property.AccessorList),
            IndexerDeclarationSyntax indexer => indexer.ExpressionBody is null && HasNoBodies(indexer.AccessorList),
            EventFieldDeclarationSyntax @event => @event.Declaration.Variables.Count == 1,
            _ => false,
        };

    public static ParsedMember? Parse(PartContext context, MemberDeclarationSyntax declaration, ISymbol symbol) => (declaration, symbol) switch
    {
        (MethodDeclarationSyntax method, IMethodSymbol declared) => MethodParser.Parse(context, method, declared),
        (ConstructorDeclarationSyntax constructor, IMethodSymbol declared) => ConstructorParser.Parse(context, constructor, declared),
        (BasePropertyDeclarationSyntax property, IPropertySymbol declared) => PropertyParser.Parse(context, property, declared),
        (EventFieldDeclarationSyntax @event, IEventSymbol declared) => EventParser.Parse(context, @event, declared),
        _ => null,
    };

    /// <summary>Modifiers as the implementing part repeats them, with a trailing blank.</summary>
    public static string Modifiers(MemberDeclarationSyntax declaration) =>
        string.Concat(declaration.Modifiers.Where(m => !m.IsKind(SyntaxKind.PartialKeyword)).Select(m => m.Text + " "));

    public static string ParameterModifiers(ParameterSyntax parameter) => string.Concat(parameter.Modifiers.Select(m => m.Text + " "));

    /// <summary>A parameter list without default values: the language warns of them in an implementing part.</summary>
    public static string ParameterList(IEnumerable<GuardedParameter> parameters) =>
        string.Join(", ", parameters.Select(p => p.DeclarationModifiers + p.Type + " " + p.Name));

    private static bool HasNoBodies(AccessorListSyntax? accessors) =>
        accessors is { Accessors.Count: > 0 } && accessors.Accessors.All(a => a.Body is null && a.ExpressionBody is null);
}

/// <param name="Member">What is written.</param>
/// <param name="Operations">What it is made of, for the manifest.</param>
internal sealed record ParsedMember(GuardedMember Member, IReadOnlyList<ParsedOperation> Operations, SummaryModel? Summary);
