using System.Globalization;
using System.Text;

namespace IntentContracts.Analysis.Lock;

/// <summary>
/// Text from source in one field of one line: what would end the field or the line, and what a reader cannot see (control and formatting characters, which can reorder a line
/// on the screen), is escaped as C# does.
/// </summary>
internal static class LockEscapes
{
    public static string Escape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var paired = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (paired)
            {
                plain.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '\\' => plain.Append("\\\\"),
                '\n' => plain.Append("\\n"),
                '\r' => plain.Append("\\r"),
                '\t' => plain.Append("\\t"),
                _ when IsUnseen(c) => plain.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => plain.Append(c),
            };
        }

        return plain.ToString();
    }

    public static string Unescape(string text)
    {
        if (text.IndexOf('\\') < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u' && i + 4 < text.Length && int.TryParse(text.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 4;
            }
            else
            {
                plain.Append(text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
            }
        }

        return plain.ToString();
    }

    private static bool IsUnseen(char c) => c == '·' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse;
}
