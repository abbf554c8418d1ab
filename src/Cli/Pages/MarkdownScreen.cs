using System.Text;
using System.Text.RegularExpressions;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Pages;

/// <summary>Our own pages on a terminal: headings, paragraphs, lists, tables and code as Markdown has them, without its signs.</summary>
internal static partial class MarkdownScreen
{
    private const int Width = 100;

    public static void Print(string markdown, Terminal terminal)
    {
        var lines = markdown.Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                for (i++; i < lines.Length && !lines[i].StartsWith("```", StringComparison.Ordinal); i++)
                {
                    terminal.Line(Ink.Layout("    " + Indent(lines[i])), Ink.Intent(lines[i]));
                }

                i++;
            }
            else if (lines[i].StartsWith('#'))
            {
                terminal.Line(Ink.Strong(Plain(lines[i].TrimStart('#').Trim())));
                i++;
            }
            else if (lines[i].StartsWith('|'))
            {
                i = Table(lines, i, terminal);
            }
            else if (lines[i].Trim().Length == 0)
            {
                terminal.Line();
                i++;
            }
            else
            {
                i = Paragraph(lines, i, terminal);
            }
        }
    }

    private static string Indent(string line) => line[..(line.Length - line.TrimStart(' ').Length)];

    private static int Table(string[] lines, int at, Terminal terminal)
    {
        var columns = new Columns();
        for (; at < lines.Length && lines[at].StartsWith('|'); at++)
        {
            var cells = Bars().Split(lines[at].Trim().Trim('|')).Select(c => Plain(c.Trim().Replace("\\|", "|", StringComparison.Ordinal))).ToList();
            if (!cells.TrueForAll(c => c.Length == 0 || c.All(x => x is '-' or ':')))
            {
                columns.Add("  ", [.. cells.Select(c => (IReadOnlyList<Ink>)[Ink.Plain(c)])]);
            }
        }

        columns.Print(terminal);
        return at;
    }

    private static int Paragraph(string[] lines, int at, Terminal terminal)
    {
        var text = new StringBuilder();
        var first = lines[at];
        do
        {
            text.Append(text.Length == 0 ? "" : " ").Append(lines[at].Trim());
            at++;
        }
        while (at < lines.Length && lines[at].Trim().Length > 0 && lines[at][0] is not ('#' or '|' or '`') && !Item().IsMatch(lines[at]));

        var marker = Item().Match(first);
        var hanging = new string(' ', marker.Success ? Indent(first).Length + marker.Groups[1].Length + 1 : 0);
        var prefix = Indent(first);
        foreach (var line in Wrapped(Plain(text.ToString()), Width - hanging.Length))
        {
            terminal.Line(Ink.Layout(prefix), Ink.Plain(line));
            prefix = hanging;
        }

        return at;
    }

    /// <summary>Without the signs: code and emphasis as they read, of a link its text.</summary>
    private static string Plain(string text)
    {
        var plain = Link().Replace(text, "$1");
        return Emphasis().Replace(plain, "$1$2").Replace("`", "", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        yield return line.ToString();
    }

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();

    // Not inside code, where a star is a star.
    [GeneratedRegex(@"(?<![`\w])\*\*([^*`]+)\*\*(?![`\w])|(?<![`\w*])\*([^*`\s][^*`]*)\*(?![`\w*])")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"^\s*([-*]|\d+\.)\s")]
    private static partial Regex Item();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bars();
}
