using System.Text;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Text that every database takes: PostgreSQL has no zero character, and half a surrogate pair is no text in UTF-8.</summary>
internal static class StorableText
{
    public static string Of(string text, int maxLength)
    {
        var kept = text.AsSpan(0, Math.Min(text.Length, maxLength));
        if (kept.Length < text.Length && char.IsHighSurrogate(kept[^1]))
        {
            kept = kept[..^1];
        }

        if (!kept.Contains('\0') && kept.IndexOfAnyInRange('\ud800', '\udfff') < 0)
        {
            return kept.Length == text.Length ? text : kept.ToString();
        }

        var storable = new StringBuilder(kept.Length);
        foreach (var rune in kept.EnumerateRunes())
        {
            storable.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return storable.ToString();
    }
}
