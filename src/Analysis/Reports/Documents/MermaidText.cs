using System.Globalization;
using System.Text;
using IntentContracts.Analysis.Reports.Text;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>Text from source as a quoted Mermaid label. The quotes take care of words such as <c>end</c>; the rest is a list of what may pass.</summary>
internal static class MermaidText
{
    private const string Harmless = " ._,/()'=+*!?@-";

    public static string Label(string text) => "\"" + Text(text) + "\"";

    /// <summary>As the rest of a line that Mermaid takes for text, such as the label of a transition.</summary>
    public static string Text(string text)
    {
        var line = PlainText.OneLine(text);
        var label = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || (Harmless.IndexOf(c) >= 0 && !StartsMarkdownList(line, i)))
            {
                label.Append(c);
            }
            else
            {
                label.Append('#').Append(((int)c).ToString(CultureInfo.InvariantCulture)).Append(';');
            }
        }

        return label.ToString();
    }

    // "1. x" and "- x" make Mermaid draw "Unsupported markdown: list" instead of the label.
    private static bool StartsMarkdownList(string line, int i) =>
        line[i] is '.' or ')' or '-' or '+' or '*' && (i + 1 == line.Length || line[i + 1] == ' ');
}
