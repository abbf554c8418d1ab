using IntentContracts.CodeFixes.Edits;
using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Merging;

/// <summary>A partial declaration and its core, both in one file: with the usings of another, the body may mean something else.</summary>
/// <param name="Renamed">Other places that name the core.</param>
internal sealed record MergeTarget(
    EditContext Context,
    MemberDeclarationSyntax Declaration,
    ISymbol Symbol,
    MemberDeclarationSyntax Core,
    ISymbol CoreSymbol,
    IReadOnlyList<SimpleNameSyntax> Renamed)
{
    public static async Task<MergeTarget?> OfAsync(EditContext context, MemberDeclarationSyntax declaration)
    {
        if (!MemberParser.IsOpen(declaration)
            || Members.SymbolOf(context, declaration) is not { ContainingType: { } type } symbol
            || CoreOf(type, symbol) is not { IsAbstract: false } core
            || core.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            || reference.SyntaxTree != context.Root.SyntaxTree
            || (await reference.GetSyntaxAsync(context.Cancellation).ConfigureAwait(false)).FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } syntax
            || await References.IsOverriddenAsync(context, core).ConfigureAwait(false)
            || await References.InDocumentAsync(context, core).ConfigureAwait(false) is not { } names)
        {
            return null;
        }

        return new(context, declaration, symbol, syntax, core, names);
    }

    private static ISymbol? CoreOf(INamedTypeSymbol type, ISymbol shell) => shell switch
    {
        IMethodSymbol method => Cores.Find(type, method, null, Refusals.Unheard),
        IPropertySymbol { IsIndexer: false } property => type.GetMembers(Cores.NameOf(property)).OfType<IPropertySymbol>()
            .FirstOrDefault(c => c.IsStatic == property.IsStatic && SymbolEqualityComparer.Default.Equals(c.Type, property.Type)),
        IEventSymbol @event => type.GetMembers(Cores.NameOf(@event)).OfType<IEventSymbol>()
            .FirstOrDefault(c => c.IsStatic == @event.IsStatic && SymbolEqualityComparer.Default.Equals(c.Type, @event.Type)),
        _ => null,
    };

    public string Name => Declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        EventFieldDeclarationSyntax @event => @event.Declaration.Variables[0].Identifier.Text,
        _ => Symbol.Name,
    };
}
