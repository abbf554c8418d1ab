using System.Globalization;
using System.Text;
using IntentContracts.Analysis.Reports.Text;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>Text from source inside GitHub-flavoured Markdown, where it must be read and never act: no markup, no HTML, no table cell of its own.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*[]!~$";

    /// <summary>As running text.</summary>
    public static string Escape(string text)
    {
        var line = PlainText.OneLine(text);
        var markdown = new StringBuilder(line.Length + 8);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            switch (c)
            {
                case '<':
                    markdown.Append("&lt;");
                    break;
                case '>':
                    markdown.Append("&gt;");
                    break;
                case '&':
                    markdown.Append("&amp;");
                    break;

                // An entity and not a backslash: readers disagree on backslashes before a bar inside table cells.
                case '|':
                    markdown.Append("&#124;");
                    break;
                default:
                    if (Special.IndexOf(c) >= 0 || IsEmphasis(line, i) || StartsBlock(line, i))
                    {
                        markdown.Append('\\');
                    }

                    markdown.Append(c);
                    break;
            }
        }

        return markdown.ToString();
    }

    /// <summary>As code.</summary>
    public static string Code(string text)
    {
        var line = PlainText.OneLine(text);
        if (line.Length == 0)
        {
            return "";
        }

        // Inside a code span neither a backtick nor (in a table) a bar can be escaped in a way that all readers share.
        return line.IndexOf('`') < 0 && line.IndexOf('|') < 0 ? "`" + line + "`" : "<code>" + Entities(line) + "</code>";
    }

    /// <summary>A link. The label is Markdown already; the target must be percent-encoded.</summary>
    public static string Link(string label, string target) => "[" + label + "](" + target + ")";

    // An underscore between two letters is text in GitHub's dialect, and stays so for the reader of the raw page and for links.
    private static bool IsEmphasis(string line, int i) =>
        line[i] == '_' && !(i > 0 && i + 1 < line.Length && char.IsLetterOrDigit(line[i - 1]) && char.IsLetterOrDigit(line[i + 1]));

    private static bool StartsBlock(string line, int i)
    {
        if (i == 0)
        {
            return line[0] is '#' or '+' or '-' or '=' or ':';
        }

        if (line[i] is not ('.' or ')'))
        {
            return false;
        }

        for (var d = 0; d < i; d++)
        {
            if (line[d] is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }

    private static string Entities(string line)
    {
        var html = new StringBuilder(line.Length * 2);
        foreach (var c in line)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is ' ' or '.' or ',' or '-' or '/')
            {
                html.Append(c);
            }
            else
            {
                html.Append("&#").Append(((int)c).ToString(CultureInfo.InvariantCulture)).Append(';');
            }
        }

        return html.ToString();
    }
}
