using IntentContracts.CodeFixes.Edits;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Merging;

/// <summary>Puts the body of a core back into its declaration: one ordinary member, without a guard.</summary>
internal static class MemberMerge
{
    /// <summary>Null when the result would not be the same member.</summary>
    public static Changes? Of(MergeTarget target, bool withoutGuards)
    {
        var context = target.Context;
        if (Body(target) is not { } body)
        {
            return null;
        }

        // What moves is changed first, where it stands, and then as a whole.
        var inside = new Changes();
        foreach (var name in target.Renamed)
        {
            inside.Replace(name.Identifier.Span, target.Name);
        }

        var changes = new Changes();
        if (target.Declaration is PropertyDeclarationSyntax declared && !AccessorMerge.Add(context, declared, (PropertyDeclarationSyntax)target.Core, withoutGuards, inside))
        {
            return null;
        }

        // Written only where no guard is left, the attributes of the core's own would otherwise be lost.
        MergedHead.Add(target, withoutGuards, changes);
        changes.Replace(body.Replaced, inside.Apply(context.Text, body.Moved).TrimEnd());
        foreach (var name in target.Renamed.Where(n => !body.Moved.Contains(n.Span)))
        {
            changes.Replace(name.Identifier.Span, target.Name);
        }

        RemoveCore(target, changes);
        return changes;
    }

    /// <summary>What of the declaration is replaced by what of the core.</summary>
    private static (TextSpan Replaced, TextSpan Moved)? Body(MergeTarget target)
    {
        var end = target.Core.GetLastToken().FullSpan.End;
        return (target.Declaration, target.Core) switch
        {
            (MethodDeclarationSyntax declaration, MethodDeclarationSyntax core) =>
                (declaration.SemicolonToken.Span, TextSpan.FromBounds(core.ConstraintClauses.Count > 0 ? core.ConstraintClauses.Span.End : core.ParameterList.Span.End, end)),
            (ConstructorDeclarationSyntax declaration, MethodDeclarationSyntax core) =>
                (declaration.SemicolonToken.Span, TextSpan.FromBounds(core.ParameterList.Span.End, end)),
            (PropertyDeclarationSyntax declaration, PropertyDeclarationSyntax core) =>
                (TextSpan.FromBounds(declaration.Identifier.Span.End, declaration.Span.End), TextSpan.FromBounds(core.Identifier.Span.End, end)),
            (EventFieldDeclarationSyntax declaration, EventDeclarationSyntax core) =>
                (declaration.SemicolonToken.Span, TextSpan.FromBounds(core.Identifier.Span.End, end)),
            (EventFieldDeclarationSyntax declaration, EventFieldDeclarationSyntax { Declaration.Variables: { Count: 1 } variables }) =>
                (declaration.SemicolonToken.Span, TextSpan.FromBounds(variables[0].Identifier.Span.End, end)),
            _ => null,
        };
    }

    // With the blank line before it; a comment above it goes to the declaration, and directives stay where they are.
    private static void RemoveCore(MergeTarget target, Changes changes)
    {
        var core = target.Core;
        var trivia = core.GetLeadingTrivia();
        if (trivia.Any(t => t.IsDirective))
        {
            changes.Remove(Layout.IsFirstOnLine(target.Context.Text, core.SpanStart) ? target.Context.Text.Lines.GetLineFromPosition(core.SpanStart).Start : core.SpanStart, core.FullSpan.End);
            return;
        }

        changes.Remove(core.FullSpan);
        var indent = target.Context.Indent(target.Declaration.GetFirstToken().SpanStart);
        var comments = trivia.Where(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)).Select(t => t.ToFullString().TrimEnd()).ToList();
        if (comments.Count > 0 && !target.Declaration.GetLeadingTrivia().Any(SyntaxKind.SingleLineDocumentationCommentTrivia))
        {
            changes.Insert(target.Declaration.SpanStart, string.Concat(comments.Select(c => c + target.Context.NewLine + indent)));
        }
        else if (comments.Count > 0)
        {
            changes.Insert(target.Declaration.SpanStart, string.Concat(comments.Where(c => !c.StartsWith("///", StringComparison.Ordinal)).Select(c => c + target.Context.NewLine + indent)));
        }
    }

    public static bool IsGuard(EditContext context, AttributeSyntax attribute) =>
        context.Model.GetTypeInfo(attribute, context.Cancellation).Type is { } type
        && type.ContainingNamespace?.ToDisplayString() == IntentNames.Namespace
        && Generators.Analyzers.UnguardedMembers.IsGuard(type);
}
