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
            if (reference.GetMetadata("ReferenceSourceTarget") == "ProjectReference" && !IsOurs(reference.ItemSpec))
            {
                var project = reference.GetMetadata("MSBuildSourceProjectFile");
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

    /// <summary>Our libraries are opaque from a package; they must be so as well where this repository references their projects.</summary>
    private static bool IsOurs(string path) => Path.GetFileName(path).StartsWith("IntentContracts.", StringComparison.Ordinal);
}
