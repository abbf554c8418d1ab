using IntentContracts.CodeFixes.Edits;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Checks;

/// <summary>Writes the constructor that the compiler adds to a class without one, with the check in it.</summary>
internal static class UnwrittenConstructor
{
    public static bool Add(EditContext context, TypeDeclarationSyntax type, Changes changes)
    {
        if (type.OpenBraceToken.IsKind(SyntaxKind.None) || type.CloseBraceToken.IsMissing)
        {
            return false;
        }

        var access = type.Modifiers.Any(SyntaxKind.AbstractKeyword) ? "protected" : "public";
        Insert(context, type, [$"{access} {type.Identifier.Text}()", "{", Layout.Step(context.Text) + IntentNames.EnsureInvariants + "();", "}"], changes);
        return true;
    }

    /// <summary>After the fields and properties that a type begins with.</summary>
    public static void Insert(EditContext context, TypeDeclarationSyntax type, IReadOnlyList<string> lines, Changes changes)
    {
        var data = type.Members.TakeWhile(m => m is FieldDeclarationSyntax or PropertyDeclarationSyntax or EventFieldDeclarationSyntax).LastOrDefault();
        var outer = context.Indent(type.GetFirstToken().SpanStart);
        var indent = type.Members.FirstOrDefault() is { } first && Layout.IsFirstOnLine(context.Text, first.GetFirstToken().SpanStart)
            ? context.Indent(first.GetFirstToken().SpanStart)
            : outer + Layout.Step(context.Text);
        var text = string.Join(context.NewLine + indent, lines);
        if (data is not null)
        {
            // What is commented behind the member belongs to its line.
            var line = context.Text.Lines.GetLineFromPosition(data.Span.End);
            var end = data.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? line.End : data.Span.End;
            changes.Insert(end, context.NewLine + context.NewLine + indent + text);
            return;
        }

        var open = type.OpenBraceToken.Span.End;
        var isEmpty = type.Members.Count == 0;
        var closesOnSameLine = !Layout.HasLineBreak(context.Text, open, type.CloseBraceToken.SpanStart);
        changes.Insert(open, context.NewLine + indent + text + (isEmpty ? closesOnSameLine ? context.NewLine + outer : "" : context.NewLine));
    }
}
