using IntentContracts.Analysis;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Inputs;

/// <summary>One build's word of what it asked.</summary>
internal sealed record FoundCheck(string Path, CheckOptions Options, DateTime Written);

/// <summary>Finds the check files that builds left in intermediate folders.</summary>
internal static class CheckFiles
{
    private static readonly HashSet<string> s_skipped = new(StringComparer.OrdinalIgnoreCase) { "node_modules", ".git", "bin", ".vs", ".idea", "packages" };

    /// <summary>Below a folder, the newest one for each project; sorted by project file.</summary>
    public static IReadOnlyList<FoundCheck> Below(string folder) => Newest(Files(folder));

    /// <summary>Of one project: below its folder, or where a repository keeps all intermediate output together (artifacts/obj).</summary>
    public static FoundCheck? Of(string projectFile)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        var found = OfProject(Files(folder), projectFile);
        for (var above = folder; found is null && above is not null; above = Path.GetDirectoryName(above))
        {
            var shared = Path.Combine(above, "artifacts", "obj");
            found = Directory.Exists(shared) ? OfProject(Files(shared), projectFile) : null;
        }

        return found;
    }

    private static FoundCheck? OfProject(IEnumerable<string> files, string projectFile) =>
        Newest(files).FirstOrDefault(f => string.Equals(f.Options.ProjectFile, projectFile, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));

    private static List<FoundCheck> Newest(IEnumerable<string> files) =>
    [
        .. files.Select(Read)
            .GroupBy(f => f.Options.ProjectFile, StringComparer.Ordinal)
            .Select(g => g.OrderByDescending(f => f.Written).ThenBy(f => f.Path, StringComparer.Ordinal).First())
            .OrderBy(f => f.Options.ProjectFile, StringComparer.Ordinal),
    ];

    private static FoundCheck Read(string path)
    {
        try
        {
            return new(path, CheckFile.Read(File.ReadAllText(path)), File.GetLastWriteTimeUtc(path));
        }
        catch (FormatException e)
        {
            throw ToolException.NoInput($"{path} cannot be used: {e.Message} · build the project again with the same version of IntentContracts as this tool");
        }
    }

    /// <summary>Our own walk: links are not followed, and folders that hold thousands of files and never a check are not entered.</summary>
    private static IEnumerable<string> Files(string folder)
    {
        var queue = new Queue<(string Folder, bool InObj)>([(folder, IsObj(folder))]);
        while (queue.Count > 0)
        {
            var (at, inObj) = queue.Dequeue();
            if (inObj && Path.GetFileName(at) == "intent" && Path.Combine(at, CheckFile.Name) is var file && File.Exists(file))
            {
                yield return file;
                continue;
            }

            foreach (var inner in Folders(at))
            {
                if (!s_skipped.Contains(inner.Name) && inner.LinkTarget is null)
                {
                    queue.Enqueue((inner.FullName, inObj || IsObj(inner.FullName)));
                }
            }
        }
    }

    private static bool IsObj(string folder) => folder.Split(Path.DirectorySeparatorChar).Contains("obj");

    private static IEnumerable<DirectoryInfo> Folders(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateDirectories().OrderBy(d => d.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
