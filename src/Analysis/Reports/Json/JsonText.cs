using System.Globalization;
using System.Text;

namespace IntentContracts.Analysis.Reports.Json;

/// <summary>A string as a JSON literal (RFC 8259) that every reader accepts.</summary>
internal static class JsonText
{
    /// <summary>
    /// Quoted. Control characters and the two line separators that JavaScript minds are escaped; an unpaired surrogate, which is no text and which
    /// strict readers refuse even when escaped, becomes U+FFFD.
    /// </summary>
    public static string Quote(string text)
    {
        var literal = new StringBuilder(text.Length + 2);
        Quote(literal, text);
        return literal.ToString();
    }

    /// <summary>The same at the end of a longer text.</summary>
    public static void Quote(StringBuilder literal, string text)
    {
        literal.Append('"');
        if (IsPlain(text))
        {
            literal.Append(text).Append('"');
            return;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"':
                    literal.Append("\\\"");
                    break;
                case '\\':
                    literal.Append("\\\\");
                    break;
                case '\n':
                    literal.Append("\\n");
                    break;
                case '\r':
                    literal.Append("\\r");
                    break;
                case '\t':
                    literal.Append("\\t");
                    break;
                case < ' ' or (>= '\u007F' and <= '\u009F') or '\u2028' or '\u2029' or '\uFEFF':
                    literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    if (!char.IsSurrogate(c))
                    {
                        literal.Append(c);
                    }
                    else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                    {
                        literal.Append(c).Append(text[++i]);
                    }
                    else
                    {
                        literal.Append("\\ufffd");
                    }

                    break;
            }
        }

        literal.Append('"');
    }

    /// <summary>Nearly everything that is written: ASCII in which nothing is to be escaped.</summary>
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or >= '\u007F' or '"' or '\\')
            {
                return false;
            }
        }

        return true;
    }
}
