using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>What is to change in one document. Text and not trees: every comment, directive and blank that is not named stays as it was written.</summary>
internal sealed class Changes
{
    private readonly List<TextChange> _changes = [];

    public bool IsEmpty => _changes.Count == 0;

    public void Insert(int position, string text) => Add(new TextChange(new TextSpan(position, 0), text));

    public void Remove(TextSpan span) => Add(new TextChange(span, ""));

    public void Remove(int start, int end) => Remove(TextSpan.FromBounds(start, end));

    public void Replace(TextSpan span, string text) => Add(new TextChange(span, text));

    /// <summary>Two fixes of one document may ask for the same, such as a type's <c>partial</c>.</summary>
    public void Add(TextChange change)
    {
        if (!_changes.Contains(change))
        {
            _changes.Add(change);
        }
    }

    public void AddAll(Changes others)
    {
        foreach (var change in others._changes)
        {
            Add(change);
        }
    }

    public SourceText Apply(SourceText text) => text.WithChanges(_changes.OrderBy(c => c.Span.Start).ThenBy(c => c.Span.End));

    /// <summary>A stretch of the text as these changes leave it.</summary>
    public string Apply(SourceText text, TextSpan span)
    {
        var inside = _changes
            .Where(c => span.Contains(c.Span))
            .Select(c => new TextChange(new TextSpan(c.Span.Start - span.Start, c.Span.Length), c.NewText ?? ""))
            .OrderBy(c => c.Span.Start)
            .ThenBy(c => c.Span.End);
        return SourceText.From(text.ToString(span)).WithChanges(inside).ToString();
    }
}
