using System.Globalization;
using System.Text;

namespace IntentContracts.Analysis.Reports.Text;

/// <summary>Text from source as one line that shows what it holds: the first step of every escape for a reader.</summary>
internal static class PlainText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// White space and line breaks become a space; unpaired surrogates, other control characters and the invisible ones that reorder or hide text
    /// (CVE-2021-42574) become U+FFFD.
    /// </summary>
    public static string OneLine(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                {
                    line.Append(c).Append(text[++i]);
                }
                else
                {
                    line.Append(Replacement);
                }
            }
            else if (char.IsWhiteSpace(c))
            {
                if (line.Length > 0 && line[line.Length - 1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else
            {
                line.Append(CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format ? Replacement : c);
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>Nearly all names are: ASCII without anything that would have to change.</summary>
    private static bool IsPlain(string text)
    {
        var previous = ' ';
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' || (c == ' ' && previous == ' '))
            {
                return false;
            }

            previous = c;
        }

        return text.Length == 0 || previous != ' ';
    }
}
