using IntentContracts.Analysis;
using IntentContracts.Tasks.Configuration;

namespace IntentContracts.Tasks.Output;

/// <summary>
/// The folder of the reviewers' documents. It may be committed and may hold files of others, so a list beside the documents says who wrote
/// what: the build removes a page that it once wrote and no longer does, and touches nothing else.
/// </summary>
internal sealed class DocumentFolder(string folder, string owner)
{
    /// <summary>Beside the documents, not in obj: a fresh clone must know as well which committed pages are out of date.</summary>
    public const string ListName = "documents.txt";

    private const string Prefix = "# Written by the build of ";
    private const string Suffix = ", which removes what it no longer writes. Do not edit.";

    private string ListFile => Path.Combine(folder, ListName);

    /// <summary>Writes the documents, removes those of the run before, and returns the absolute paths of all that are there now.</summary>
    public IReadOnlyList<string> Replace(IReadOnlyList<OutputFile> documents)
    {
        var before = ReadList();
        if (before.Count == 0 && documents.Count == 0)
        {
            return [];
        }

        var now = documents.Select(d => d.Path).OrderBy(p => p, StringComparer.Ordinal).ToList();
        // The list first: if the rest fails half-way, the next run still knows what may be ours.
        OutputFiles.WriteIfDifferent(ListFile, Prefix + owner + Suffix + "\n" + string.Concat(now.Select(p => p + "\n")));
        foreach (var stale in before.Except(now, StringComparer.Ordinal))
        {
            Remove(stale);
        }

        return [ListFile, .. OutputFiles.Write(folder, documents)];
    }

    private List<string> ReadList()
    {
        if (!File.Exists(ListFile))
        {
            return [];
        }

        var lines = File.ReadAllLines(ListFile);
        if (lines.Length == 0 || lines[0] != Prefix + owner + Suffix)
        {
            throw new ConfigurationException(
                $"IntentDocsDirectory is '{folder}', where {ListName} says that the documents are not those of {owner}: give each project a folder of its own, for example …/$(MSBuildProjectName), or delete that file");
        }

        return [.. lines.Skip(1).Where(line => line.Length > 0)];
    }

    private void Remove(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(folder, relative));
        // The list is a file like any other: whoever edits it must not make a build delete something outside the folder.
        if (path.StartsWith(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            File.Delete(path);
            RemoveIfEmpty(Path.GetDirectoryName(path)!);
        }
    }

    private void RemoveIfEmpty(string directory)
    {
        if (directory.Length > folder.Length && Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any())
        {
            Directory.Delete(directory);
        }
    }
}
