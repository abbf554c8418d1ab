using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Edits;

internal static class Members
{
    /// <summary>The name of a member, where our analyzers put their diagnostics.</summary>
    public static TextSpan PlaceOf(MemberDeclarationSyntax member) => member switch
    {
        EventDeclarationSyntax @event => @event.Identifier.Span,
        BaseTypeDeclarationSyntax type => type.Identifier.Span,
        _ => Ours.Place(member).SourceSpan,
    };

    /// <summary>What a member declares; of an event without accessors, which could declare several, the only one.</summary>
    public static ISymbol? SymbolOf(EditContext context, MemberDeclarationSyntax member) =>
        context.Model.GetDeclaredSymbol(member is EventFieldDeclarationSyntax { Declaration.Variables: { Count: 1 } variables } ? variables[0] : member, context.Cancellation);
}
