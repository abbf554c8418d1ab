using System.Text;

namespace IntentContracts.Generators.Guards;

/// <summary>Writes C# with indentation and LF, whatever the machine.</summary>
internal sealed class SourceWriter
{
    private const int Width = 4;
    private readonly StringBuilder _text = new();
    private int _depth;

    public int Column => _depth * Width;

    public SourceWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', Column).Append(text);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>A line that starts in the first column: a directive.</summary>
    public SourceWriter Directive(string text)
    {
        _text.Append(text).Append('\n');
        return this;
    }

    public SourceWriter Open(string? head = null)
    {
        if (head is not null)
        {
            Line(head);
        }

        Line("{");
        _depth++;
        return this;
    }

    public SourceWriter Close(string tail = "")
    {
        _depth--;
        return Line("}" + tail);
    }

    public override string ToString() => _text.ToString();
}
