using System.Text;

namespace IntentContracts.PostgreSql;

/// <summary>Text as PostgreSQL can keep it: no NUL, only whole characters, and not longer than its column.</summary>
internal static class KeptText
{
    public static string Of(string? text, int maxLength)
    {
        text ??= "";
        if (text.Length > maxLength)
        {
            text = text[..maxLength];
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // A surrogate without its other half is enumerated as the replacement character.
            kept.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return kept.ToString();
    }
}
