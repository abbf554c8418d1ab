using System.Globalization;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Lock;

/// <summary>
/// Text from source in one field of one line of the lock. Besides what would end the field or the line, what a reader cannot see is escaped (control and formatting characters, which can
/// reorder a line on the screen).
/// </summary>
internal static class LockEscapes
{
    public static string Escape(string text) => LineEscapes.Escape(text, IsSeparatorOrUnseen);

    public static string Unescape(string text) => LineEscapes.Unescape(text);

    private static bool IsSeparatorOrUnseen(char c) => c is not ('\t' or '\n' or '\r') && (c == '·' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse);
}
