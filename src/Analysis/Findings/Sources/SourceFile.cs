using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Findings.Sources;

/// <summary>The text of a source file by lines and columns, which count from one as symbols do.</summary>
internal sealed class SourceFile
{
    private readonly string _text;
    private readonly List<int> _lines = [0];

    public SourceFile(string text)
    {
        _text = text;
        for (var i = 0; i < text.Length; i++)
        {
            // A carriage return alone ends a line for the compiler as well.
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')) || text[i] is '\u0085' or '\u2028' or '\u2029')
            {
                _lines.Add(i + 1);
            }
        }
    }

    /// <summary>Null when the file has no such place: it is another than was compiled.</summary>
    public (SourceFile File, List<Word> Words)? WordsOf(Place place)
    {
        var (start, end) = (Offset(place.Line, place.Column), Offset(place.EndLine, place.EndColumn));
        return start >= 0 && end > start && Words.Of(_text, start, end) is { } words ? (this, words) : null;
    }

    public int LineOf(int at)
    {
        var index = _lines.BinarySearch(at);
        return index >= 0 ? index + 1 : ~index;
    }

    public Place PlaceOf(Word word, string file)
    {
        var line = LineOf(word.At);
        var column = word.At - _lines[line - 1] + 1;
        return new(file, line, column, line, column + word.Text.Length);
    }

    private int Offset(int line, int column)
    {
        if (line < 1 || line > _lines.Count || column < 1)
        {
            return -1;
        }

        var offset = _lines[line - 1] + column - 1;
        return offset <= _text.Length ? offset : -1;
    }
}
