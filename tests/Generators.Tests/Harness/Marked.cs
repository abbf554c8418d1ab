using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.Tests.Generators;

/// <summary>Source in which <c>[|…|]</c> marks where a diagnostic is expected: no test counts lines.</summary>
internal sealed record Marked(string Source, IReadOnlyList<TextSpan> Spans)
{
    public static Marked Parse(string text)
    {
        var spans = new List<TextSpan>();
        while (text.IndexOf("[|", StringComparison.Ordinal) is var start and >= 0)
        {
            text = text.Remove(start, 2);
            var end = text.IndexOf("|]", start, StringComparison.Ordinal);
            text = text.Remove(end, 2);
            spans.Add(TextSpan.FromBounds(start, end));
        }

        return new(text, spans);
    }
}
