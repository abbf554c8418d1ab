using System.Globalization;
using System.Text;

namespace IntentContracts.Shared;

/// <summary>
/// Any text inside one field of one line, in the escapes of C#: <c>\\ \t \n \r</c>, and <c>\u</c> with four digits for what a format names besides. One writer and one reader for every
/// file of lines: the manifest, <c>check.txt</c>, <c>intent.lock</c>, <c>intent.baseline</c>.
/// </summary>
internal static class LineEscapes
{
    /// <param name="text">Any text; pairs of surrogates are left as they are.</param>
    /// <param name="byNumber">What is written as a number: separators of the format, what cannot be seen. It goes before the letters.</param>
    public static string Escape(string text, Func<char, bool>? byNumber = null)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
            }
            else if (byNumber?.Invoke(c) == true)
            {
                escaped.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                _ = c switch
                {
                    '\\' => escaped.Append("\\\\"),
                    '\t' => escaped.Append("\\t"),
                    '\n' => escaped.Append("\\n"),
                    '\r' => escaped.Append("\\r"),
                    _ => escaped.Append(c),
                };
            }
        }

        return escaped.ToString();
    }

    /// <summary>The text that was escaped; of what nobody has escaped so, the character behind the backslash.</summary>
    public static string Unescape(string escaped)
    {
        if (escaped.IndexOf('\\') < 0)
        {
            return escaped;
        }

        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 == escaped.Length)
            {
                text.Append(escaped[i]);
                continue;
            }

            i++;
            if (escaped[i] == 'u' && i + 4 < escaped.Length && Number(escaped, i + 1) is >= 0 and var code)
            {
                text.Append((char)code);
                i += 4;
            }
            else
            {
                text.Append(escaped[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var c => c });
            }
        }

        return text.ToString();
    }

    /// <summary>What four hexadecimal digits come to; -1 when one of them is none.</summary>
    private static int Number(string text, int start)
    {
        var number = 0;
        for (var i = start; i < start + 4; i++)
        {
            var digit = text[i] switch { >= '0' and <= '9' => text[i] - '0', >= 'a' and <= 'f' => text[i] - 'a' + 10, >= 'A' and <= 'F' => text[i] - 'A' + 10, _ => -1 };
            if (digit < 0)
            {
                return -1;
            }

            number = (number * 16) + digit;
        }

        return number;
    }
}
