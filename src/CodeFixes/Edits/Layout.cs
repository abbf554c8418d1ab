using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>Lines, breaks and indentation, as the file already has them.</summary>
internal static class Layout
{
    public static string NewLine(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (line.EndIncludingLineBreak > line.End)
            {
                return text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
            }
        }

        return "\n";
    }

    public static string Indent(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>One step of indentation, by what the file's first indented line has.</summary>
    public static string Step(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (line.End > line.Start && text[line.Start] is '\t')
            {
                return "\t";
            }

            if (line.End - line.Start > 1 && text[line.Start] is ' ' && text[line.Start + 1] is ' ')
            {
                return line.End - line.Start > 2 && text[line.Start + 2] is ' ' ? "    " : "  ";
            }
        }

        return "    ";
    }

    public static bool IsFirstOnLine(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        return string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(line.Start, position)));
    }

    public static bool HasLineBreak(SourceText text, int start, int end) => text.Lines.IndexOf(start) != text.Lines.IndexOf(end);

    /// <summary>Moves the later lines of a stretch from one indentation to another; the inside of a string that spans lines stays.</summary>
    public static void Reindent(EditContext context, TextSpan span, string from, string to, Changes changes)
    {
        var text = context.Text;
        for (var i = text.Lines.IndexOf(span.Start) + 1; i <= text.Lines.IndexOf(span.End); i++)
        {
            var line = text.Lines[i];
            var token = context.Root.FindToken(line.Start).Span;
            var isInsideToken = token.Start < line.Start && line.Start < token.End;
            if (!isInsideToken && text.ToString(line.Span).StartsWith(from, StringComparison.Ordinal))
            {
                changes.Replace(new TextSpan(line.Start, from.Length), to);
            }
        }
    }

    /// <summary>The token with the blanks after it, or the token alone when something else follows.</summary>
    public static TextSpan WithBlanks(SyntaxToken token)
    {
        var next = token.GetNextToken();
        return token.TrailingTrivia.Concat(next.LeadingTrivia).All(t => string.IsNullOrWhiteSpace(t.ToString()))
            ? TextSpan.FromBounds(token.SpanStart, next.SpanStart)
            : token.Span;
    }
}
