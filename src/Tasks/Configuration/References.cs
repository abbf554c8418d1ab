using System.Text.RegularExpressions;
using IntentContracts.Analysis;
using Microsoft.Build.Framework;

namespace IntentContracts.Tasks.Configuration;

/// <summary>Tells the solution's own assemblies, whose bodies are analysed, from all others.</summary>
internal static class References
{
    public static (IReadOnlyList<OwnAssembly> Own, IReadOnlyList<string> Others) Read(IEnumerable<ITaskItem> references)
    {
        var own = new List<OwnAssembly>();
        var others = new List<string>();
        foreach (var reference in references)
        {
            var project = reference.GetMetadata("MSBuildSourceProjectFile");
            if (reference.GetMetadata("ReferenceSourceTarget") == "ProjectReference" && !IsOurs(reference.ItemSpec) && (project.Length > 0 || IsOfProject(reference.ItemSpec)))
            {
                own.Add(new(reference.ItemSpec, project.Length > 0 ? Path.GetDirectoryName(project) : null));
            }
            else
            {
                others.Add(reference.ItemSpec);
            }
        }

        own.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        others.Sort(StringComparer.Ordinal);
        return (own, others);
    }

    /// <summary>
    /// What is only found beside a project's output may be another project's, or a package's that a program has copied there (a plugin references its host with <c>ExcludeAssets="all"</c>). The list of dependencies in that folder says
    /// which, and symbols come from a compiler: restored packages are copied without.
    /// </summary>
    private static bool IsOfProject(string path)
    {
        if (File.Exists(Path.ChangeExtension(path, ".deps.json")) || File.Exists(Path.ChangeExtension(path, ".pdb")))
        {
            return true;
        }

        var listed = new Regex($"\"{Regex.Escape(Path.GetFileNameWithoutExtension(path))}/[^\"]*\":\\s*\\{{\\s*\"type\":\\s*\"project\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        try
        {
            return Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, "*.deps.json").Any(list => listed.IsMatch(File.ReadAllText(list)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RegexMatchTimeoutException)
        {
            return false; // of nobody, as far as can be told
        }
    }

    /// <summary>Our libraries are opaque from a package; they must be so as well where this repository references their projects.</summary>
    private static bool IsOurs(string path) => Path.GetFileName(path).StartsWith("IntentContracts.", StringComparison.Ordinal);
}
