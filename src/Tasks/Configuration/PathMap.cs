using System.Text;
using IntentContracts.Analysis;

namespace IntentContracts.Tasks.Configuration;

/// <summary>
/// The compiler's <c>/pathmap</c>: <c>real=mapped,real=mapped</c>, where <c>,,</c> and <c>==</c> stand for the character itself. With deterministic
/// source paths the SDK has put the source roots into it before the compiler runs, so it is the whole truth.
/// </summary>
internal static class PathMap
{
    public static IReadOnlyList<PathRewrite> Read(string text)
    {
        var rewrites = new List<PathRewrite>();
        foreach (var entry in Split(text, ','))
        {
            // A malformed entry is the compiler's to report.
            var parts = Split(entry, '=');
            if (parts.Count == 2)
            {
                rewrites.Add(new(WithSeparator(Unescape(parts[0])), WithSeparator(Unescape(parts[1]))));
            }
        }

        return rewrites;
    }

    /// <summary>Splits at single separators and leaves doubled ones as they are.</summary>
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != separator)
            {
                part.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == separator)
            {
                part.Append(separator, 2);
                i++;
            }
            else
            {
                parts.Add(part.ToString());
                part.Clear();
            }
        }

        parts.Add(part.ToString());
        return parts;
    }

    /// <summary>The compiler maps whole folders, however they are written: both sides end in a separator, of the kind that stands in them.</summary>
    private static string WithSeparator(string folder) =>
        folder.Length == 0 || folder[folder.Length - 1] is '/' or '\\' ? folder : folder + (folder.Contains('\\') && !folder.Contains('/') ? '\\' : '/');

    private static string Unescape(string part) => part.Replace(",,", ",").Replace("==", "=").Trim();
}
