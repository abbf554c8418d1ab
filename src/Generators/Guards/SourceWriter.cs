using System.Text;

namespace IntentContracts.Generators.Guards;

/// <summary>Writes C# with indentation and LF, whatever the machine.</summary>
internal sealed class SourceWriter
{
    private const int Width = 4;
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isBlank;

    public int Column => _depth * Width;

    /// <summary>A line; without a text, a blank one before whatever comes next, but none at the start or the end of a block, and never two.</summary>
    public SourceWriter Line(string text = "")
    {
        if (text.Length == 0)
        {
            _isBlank = true;
            return this;
        }

        WriteBlank();
        _text.Append(' ', Column).Append(text).Append('\n');
        return this;
    }

    /// <summary>A line that starts in the first column: a directive.</summary>
    public SourceWriter Directive(string text)
    {
        WriteBlank();
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
        _isBlank = false;
        return this;
    }

    public SourceWriter Close(string tail = "")
    {
        _depth--;
        _isBlank = false;
        return Line("}" + tail);
    }

    private void WriteBlank()
    {
        if (_isBlank)
        {
            _text.Append('\n');
            _isBlank = false;
        }
    }

    public override string ToString() => _text.ToString();
}
