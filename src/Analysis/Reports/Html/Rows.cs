using System.Globalization;
using System.Text;

namespace IntentContracts.Analysis.Reports.Html;

/// <summary>
/// JSON as arrays of one row a line: short, since a thousand entry points come to a hundred thousand rows, and yet a difference between two documents is one of lines.
/// </summary>
internal sealed class Rows
{
    private readonly StringBuilder _text = new();
    private bool _isFirst = true;

    /// <summary>A property of the outermost object.</summary>
    public void Property(string name, string literal)
    {
        _text.Append(_isFirst ? "{" : ",").Append('\n').Append(HtmlText.Literal(name)).Append(':').Append(literal);
        _isFirst = false;
    }

    /// <summary>A property that is a list.</summary>
    public void Property(string name, IEnumerable<string> rows) => Property(name, "[\n" + string.Join(",\n", rows) + "\n]");

    public static string Text(string text) => HtmlText.Literal(text);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Flag(bool flag) => flag ? "1" : "0";

    public static string Row(params string[] literals) => "[" + string.Join(",", literals) + "]";

    public static string List(IEnumerable<string> literals) => "[" + string.Join(",", literals) + "]";

    public static string Texts(IEnumerable<string> texts) => List(texts.Select(Text));

    /// <summary>The document, with a final line feed.</summary>
    public override string ToString() => _text + "\n}\n";
}
