using System.Globalization;
using System.Text;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Reports.Json;

/// <summary>
/// Indented JSON in the order it is told. Our own since Analysis takes no dependency that the build task would have to carry
/// (docs/decisions/0004-own-json-writer.md).
/// </summary>
internal sealed class JsonWriter
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<object, (int Depth, string Text)> _written = new(ByReference<object>.Instance);
    private int _depth;
    private bool _isEmpty = true;

    /// <summary>Opens an object; disposing closes it. The name is for one that is a property.</summary>
    public Scope Object(string? name = null) => Open(name, '{', '}');

    /// <summary>Opens an array; disposing closes it. The name is for one that is a property.</summary>
    public Scope Array(string? name = null) => Open(name, '[', ']');

    public void Property(string name, string value)
    {
        Begin(name);
        JsonText.Quote(_text, value);
    }

    public void Property(string name, int value) => Value(name, value.ToString(CultureInfo.InvariantCulture));

    public void Property(string name, bool value) => Value(name, value ? "true" : "false");

    public void Property(string name, IEnumerable<string> values)
    {
        using (Array(name))
        {
            foreach (var value in values)
            {
                Item(value);
            }
        }
    }

    public void Null(string name) => Value(name, "null");

    public void Item(string value)
    {
        Begin(null);
        JsonText.Quote(_text, value);
    }

    /// <summary>An object as an item. One that was written before, as deep, is written by its text.</summary>
    public void Again<T>(T thing, Action<JsonWriter, T> write)
        where T : class
    {
        Begin(null);
        if (_written.TryGetValue(thing, out var before) && before.Depth == _depth)
        {
            _text.Append(before.Text);
            return;
        }

        var start = _text.Length;
        Open('{');
        write(this, thing);
        Close('}');
        _written[thing] = (_depth, _text.ToString(start, _text.Length - start));
    }

    /// <summary>The document, with a final line feed.</summary>
    public override string ToString()
    {
        // Not a string and a longer one: this can be a hundred megabytes.
        _text.Append('\n');
        var text = _text.ToString();
        _text.Length--;
        return text;
    }

    private Scope Open(string? name, char open, char close)
    {
        Begin(name);
        Open(open);
        return new(this, close);
    }

    private void Open(char open)
    {
        _text.Append(open);
        _depth++;
        _isEmpty = true;
    }

    private void Close(char close)
    {
        _depth--;
        if (!_isEmpty)
        {
            NewLine();
        }

        _text.Append(close);
        _isEmpty = false;
    }

    private void Value(string name, string literal)
    {
        Begin(name);
        _text.Append(literal);
    }

    /// <summary>Everything before a value.</summary>
    private void Begin(string? name)
    {
        if (!_isEmpty)
        {
            _text.Append(',');
        }

        if (_depth > 0)
        {
            NewLine();
        }

        if (name is not null)
        {
            JsonText.Quote(_text, name);
            _text.Append(": ");
        }

        _isEmpty = false;
    }

    private void NewLine() => _text.Append('\n').Append(' ', _depth * 2);

    /// <summary>What is open until it is disposed.</summary>
    internal readonly struct Scope(JsonWriter writer, char close) : IDisposable
    {
        public void Dispose() => writer.Close(close);
    }
}
