namespace IntentContracts.Analysis.Metadata;

/// <summary>Turns what a decoder throws on damaged bytes into <see cref="UnreadableAssemblyException"/>.</summary>
internal static class Unreadable
{
    /// <summary>
    /// System.Reflection.Metadata checks every access, but says what it finds in many ways: a heap offset out of range is a BadImageFormat, a
    /// row number an IndexOutOfRange or ArgumentOutOfRange, a wrong token kind an InvalidCast.
    /// </summary>
    public static bool IsDamage(Exception e) =>
        e is BadImageFormatException or ArgumentException or InvalidOperationException or InvalidCastException or IndexOutOfRangeException
            or OverflowException or FormatException or NotSupportedException or KeyNotFoundException or NullReferenceException
            or IOException or InvalidDataException or UnauthorizedAccessException or System.Security.SecurityException;

    /// <summary>Runs <paramref name="read"/>; damage found on the way becomes the one exception.</summary>
    public static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new UnreadableAssemblyException(file, OneLine(e.Message), e);
        }
    }

    public static string OneLine(string text) => text.Replace("\r", "").Replace('\n', ' ');
}
