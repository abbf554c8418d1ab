using IntentContracts.CodeFixes.Edits;

namespace IntentContracts.CodeFixes.Splitting;

/// <summary>
/// Cuts a member in two where its body begins: what stands before ends as a declaration, what stands behind gets a head of its own. The body is not touched, so it keeps
/// its comments, directives and layout.
/// </summary>
internal static class Cut
{
    /// <summary>A directive between modifiers and body would belong to both halves.</summary>
    public static bool IsPossible(SplitTarget target, int body) =>
        !target.Syntax.DescendantTrivia().Any(t => t.IsDirective && t.SpanStart >= target.Head && t.SpanStart < body);

    /// <param name="head">Where the declaration ends.</param>
    /// <param name="body">Where the rest begins: a brace, an arrow, an equals sign or a semicolon.</param>
    /// <param name="end">What the declaration ends with.</param>
    /// <param name="core">The head of the core; its lines after the first are indented already.</param>
    public static void Add(SplitTarget target, int head, int body, string end, IEnumerable<string> core, Changes changes)
    {
        var context = target.Context;
        var lines = string.Join(context.NewLine + target.Indent, core);
        if (!Layout.HasLineBreak(context.Text, head, body))
        {
            changes.Insert(head, end + context.NewLine + context.NewLine + target.Indent + lines);
            return;
        }

        // A comment at the end of the head's line stays there.
        changes.Insert(head, end);
        changes.Insert(context.Text.Lines.GetLineFromPosition(body).Start, context.NewLine + target.Indent + lines + context.NewLine);
    }
}
