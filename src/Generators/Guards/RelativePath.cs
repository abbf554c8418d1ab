namespace IntentContracts.Generators.Guards;

/// <summary>Paths with '/', computed from text alone: a generator opens no file and asks for no current directory.</summary>
internal static class RelativePath
{
    /// <summary>The way from a folder to a file; the file's name when there is none (another drive, an unknown folder).</summary>
    public static string Between(string folder, string file)
    {
        var to = Split(file);
        var from = Split(folder);
        var name = to.Length == 0 ? "" : to[to.Length - 1];
        if (!IsRooted(file))
        {
            return string.Join("/", to);
        }

        if (!IsRooted(folder) || !Same(from[0], to[0]))
        {
            return name;
        }

        var common = 0;
        while (common < from.Length && common < to.Length - 1 && Same(from[common], to[common]))
        {
            common++;
        }

        return string.Concat(Enumerable.Repeat("../", from.Length - common)) + string.Join("/", to.Skip(common));
    }

    private static string[] Split(string path) => path.Replace('\\', '/').TrimEnd('/').Split('/');

    private static bool IsRooted(string path) => path.Length > 0 && (path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':'));

    // A drive letter's case differs between shells; elsewhere case is part of the name.
    private static bool Same(string a, string b) => a == b || (a.EndsWith(":", StringComparison.Ordinal) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase));
}
