using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace IntentContracts.AspNetCore;

/// <summary>
/// Reads the header as draft-ietf-httpapi-idempotency-key-header has it: one string of structured fields (RFC 9651, section 3.3.3), <c>"8e03978e"</c>. A bare word, as most clients send it, is read as if it were quoted.
/// </summary>
internal static class KeyHeader
{
    /// <returns>Null when <paramref name="key"/> was read; otherwise what is wrong, in words that hold nothing of the header.</returns>
    public static string? Read(StringValues fields, int maxLength, out string key)
    {
        key = "";
        if (fields.Count != 1 || fields[0] is not { } field)
        {
            return "The header was sent more than once.";
        }

        // Each character of a key may be escaped, and the quotes come on top: nothing longer can be a key.
        if (field.Length > (2L * maxLength) + 64)
        {
            return TooLong(maxLength);
        }

        var text = field.Trim(' ');
        if (text.Length == 0)
        {
            return "The header is empty.";
        }

        if (!(text[0] == '"' ? TryQuoted(text, out var read) : TryBare(text, out read)))
        {
            return "The header is neither a quoted string of printable ASCII characters, with \\\" and \\\\ as its only escapes, nor a single word.";
        }

        key = read;
        return string.IsNullOrWhiteSpace(read) ? "The key is empty." : read.Length > maxLength ? TooLong(maxLength) : null;
    }

    private static string TooLong(int maxLength) => $"The key is longer than {maxLength} characters.";

    private static bool TryQuoted(string text, [NotNullWhen(true)] out string? key)
    {
        var plain = new StringBuilder(text.Length);
        key = null;
        for (var i = 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                // Parameters are none that the draft knows; a list has more than one key.
                key = plain.ToString();
                return i == text.Length - 1;
            }

            if (c == '\\' && (++i == text.Length || (c = text[i]) is not ('"' or '\\')))
            {
                return false;
            }

            if (c is < ' ' or > '~')
            {
                return false;
            }

            plain.Append(c);
        }

        return false;
    }

    private static bool TryBare(string text, out string key)
    {
        key = text;
        return text.All(c => c is > ' ' and <= '~' and not ('"' or '\\' or ',' or ';'));
    }
}
