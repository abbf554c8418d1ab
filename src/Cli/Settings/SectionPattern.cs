using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IntentContracts.Cli.Settings;

/// <summary>The pattern over a section of an .editorconfig (specification 0.17): <c>*.cs</c>, <c>src/**.cs</c>, <c>{a,b}/*.cs</c>, <c>[ab].cs</c>, <c>{1..3}.cs</c>.</summary>
internal static class SectionPattern
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <param name="path">Relative to the folder of the file, with '/'.</param>
    public static bool Matches(string pattern, string path)
    {
        // Without a slash it speaks of file names in every folder.
        var anchored = pattern.Contains('/', StringComparison.Ordinal);
        try
        {
            return Regex.IsMatch(path, "^" + (anchored ? "" : "(?:.*/)?") + Expression(pattern.TrimStart('/')) + "$", RegexOptions.CultureInvariant, s_patience);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Expression(string pattern)
    {
        var text = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            switch (c)
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    // "**/" also stands for no folder at all.
                    var slash = i + 2 < pattern.Length && pattern[i + 2] == '/';
                    text.Append(slash ? "(?:.*/)?" : ".*");
                    i += slash ? 2 : 1;
                    break;
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '{' when Range(pattern, i) is { } range:
                    text.Append(range.Expression);
                    i = range.End;
                    break;
                case '{':
                    depth++;
                    text.Append("(?:");
                    break;
                case '}' when depth > 0:
                    depth--;
                    text.Append(')');
                    break;
                case ',' when depth > 0:
                    text.Append('|');
                    break;
                case '[' when pattern.IndexOf(']', i) is > 0 and var end:
                    text.Append('[').Append(pattern[(i + 1)..end].Replace("!", "^", StringComparison.Ordinal).Replace("\\", "\\\\", StringComparison.Ordinal)).Append(']');
                    i = end;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    text.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    text.Append(Regex.Escape(c.ToString()));
                    break;
            }
        }

        return text.ToString();
    }

    private static (string Expression, int End)? Range(string pattern, int at)
    {
        var end = pattern.IndexOf('}', at);
        var parts = end < 0 ? [] : pattern[(at + 1)..end].Split("..");
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var to)
            && to >= from && to - from <= 1000
            ? ("(?:" + string.Join("|", Enumerable.Range(from, to - from + 1).Select(n => n.ToString(CultureInfo.InvariantCulture))) + ")", end)
            : null;
    }
}
