using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Edits;

internal static class Identifiers
{
    /// <summary>The name of a member, where our analyzers put their diagnostics.</summary>
    public static TextSpan Of(MemberDeclarationSyntax member) => member switch
    {
        EventDeclarationSyntax @event => @event.Identifier.Span,
        BaseTypeDeclarationSyntax type => type.Identifier.Span,
        _ => Ours.Place(member).SourceSpan,
    };
}
