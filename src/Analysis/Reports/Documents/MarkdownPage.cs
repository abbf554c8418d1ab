using System.Text;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>A page as a sequence of blocks. What it is given is Markdown already: <see cref="MarkdownText"/> comes first.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder _text = new();

    public void Heading(int level, string title) => Block(new string('#', level) + " " + title);

    public void Paragraph(string text) => Block(text);

    public void Bullets(IEnumerable<string> items) => Block(string.Join("\n", items.Select(item => "- " + item)));

    public void Numbered(IEnumerable<string> items) => Block(string.Join("\n", items.Select((item, i) => (i + 1) + ". " + item)));

    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = new List<string> { Row(header), Row(header.Select(_ => "---")) };
        lines.AddRange(rows.Select(Row));
        Block(string.Join("\n", lines));
    }

    public void Fence(string language, string text) => Block("```" + language + "\n" + text + "\n```");

    /// <summary>The page, with one final line feed.</summary>
    public override string ToString() => _text.ToString();

    private static string Row(IEnumerable<string> cells) => "| " + string.Join(" | ", cells.Select(cell => cell.Length == 0 ? "–" : cell)) + " |";

    private void Block(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        _text.Append(text).Append('\n');
    }
}
