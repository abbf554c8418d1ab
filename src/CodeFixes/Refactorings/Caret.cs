using IntentContracts.CodeFixes.Edits;
using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Refactorings;

/// <summary>The member whose head the caret is in: inside a body, an action about the whole member would be in the way.</summary>
internal sealed record Caret(EditContext Context, MemberDeclarationSyntax Member)
{
    public static async Task<Caret?> OfAsync(CodeRefactoringContext context)
    {
        if (await EditContext.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } edit
            || GeneratedCode.Is(context.Document, edit.Root)
            || !IntentAttributes.AreReferenced(edit.Model.Compilation)
            || edit.Root.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member
            || member is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax
            || !Head(member).Contains(context.Span))
        {
            return null;
        }

        return new(edit, member);
    }

    // From the attributes to the end of the name, the caret at its end included.
    private static TextSpan Head(MemberDeclarationSyntax member) => TextSpan.FromBounds(member.SpanStart, Math.Max(member.SpanStart, Members.PlaceOf(member).End));
}
