namespace IntentContracts.Tasks.Configuration;

/// <summary>The deepest folder that holds all of some folders. It depends on nothing outside them, so each machine finds the same one.</summary>
internal static class CommonFolder
{
    public static string Of(string first, IEnumerable<string> others)
    {
        var common = first;
        foreach (var other in others)
        {
            while (!Contains(common, other) && Path.GetDirectoryName(common) is { } parent)
            {
                common = parent;
            }

            if (!Contains(common, other))
            {
                // Another drive: there is no common folder.
                return first;
            }
        }

        return common;
    }

    private static bool Contains(string folder, string path)
    {
        var prefix = folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        var whole = path.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return whole.StartsWith(prefix, Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }
}
