using System.Collections.Concurrent;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Metadata;
using IntentContracts.Analysis.Rules;
using IntentContracts.Analysis.Work;

namespace IntentContracts.Analysis;

/// <summary>The solution's own assemblies as facts; what cannot be read is remembered with its reason.</summary>
internal sealed class OwnAssemblies
{
    private readonly List<AssemblyFacts> _all = [];
    private readonly List<UnreadableAssembly> _unreadable = [];
    private readonly ConcurrentBag<Task> _kept = [];
    private readonly Dictionary<string, string?> _projectDirectories = new(StringComparer.Ordinal);

    public OwnAssemblies(CheckOptions options, SharedFacts shared)
    {
        // A program's own facts are kept as well: its tests refer to it, and a check that is asked for again reads them.
        var cache = options.FactsFolder.Length == 0 ? null : new FactsCache(options.FactsFolder, shared, keep => _kept.Add(Task.Run(keep)));
        var assemblies = options.OwnReferences.OrderBy(r => r.Path, StringComparer.Ordinal).Prepend(options.Assembly).ToList();
        var read = InParallel.Each(assemblies, a => SizeOf(a.Path), a => cache is null ? FactsReader.Read(a.Path) : cache.Read(a.Path, a == options.Assembly ? null : FolderOf(a, options.Assembly, options.FactsFolder)));
        for (var i = 0; i < assemblies.Count; i++)
        {
            var facts = Add(assemblies[i], read[i]);
            Built = i == 0 ? facts : Built;
        }
    }

    /// <summary>Reads what a check will ask for, one assembly after the other, the largest first. What cannot be read is left to the check to tell of.</summary>
    /// <param name="user">The project that refers to them; its assembly need not be there yet.</param>
    public static void ReadAhead(IEnumerable<OwnAssembly> references, OwnAssembly user, string factsFolder, SharedFacts shared)
    {
        var cache = new FactsCache(factsFolder, shared);
        foreach (var reference in references.OrderByDescending(r => SizeOf(r.Path)))
        {
            try
            {
                cache.Read(reference.Path, FolderOf(reference, user, factsFolder));
            }
            catch (UnreadableAssemblyException)
            {
                // The check tells of it.
            }
        }
    }

    /// <summary>Waits until the facts that were read are kept: that goes on beside the check, and a process may end behind it.</summary>
    public void WaitUntilKept() => Task.WaitAll([.. _kept]);

    /// <summary>The assembly that was just compiled; null when it cannot be read.</summary>
    public AssemblyFacts? Built { get; }

    /// <summary>Sorted by name, so that nothing depends on the order of references.</summary>
    public IReadOnlyList<AssemblyFacts> All => [.. _all.OrderBy(a => a.Name, StringComparer.Ordinal)];

    public IReadOnlyList<UnreadableAssembly> Unreadable => _unreadable;

    /// <summary>Names of those whose lines can only be guessed.</summary>
    public IReadOnlyList<string> WithoutSymbols => [.. All.Where(a => !a.HasSymbols).Select(a => a.Name)];

    /// <summary>By assembly name: the folder that the manifest's files start from.</summary>
    public IReadOnlyDictionary<string, string?> ProjectDirectories => _projectDirectories;

    /// <summary>Projects of one solution have their intermediate files in folders of one name, so the reference's facts are where ours are. Where they are not, nothing is lost.</summary>
    private static string? FolderOf(OwnAssembly reference, OwnAssembly user, string factsFolder) =>
        reference.ProjectDirectory is { } there && user.ProjectDirectory is { } here && Inside(here, factsFolder) is { } relative
            ? Path.Combine(there, relative)
            : null;

    private static string? Inside(string folder, string path)
    {
        var prefix = folder.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path.Substring(prefix.Length) : null;
    }

    /// <summary>What takes longest; a file that is not there is told of when it is read.</summary>
    private static long SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private AssemblyFacts? Add(OwnAssembly assembly, Task<AssemblyFacts> read)
    {
        try
        {
            var facts = read.GetAwaiter().GetResult(); // it is done
            if (_projectDirectories.ContainsKey(facts.Name))
            {
                return null; // the same project reached twice, for two target frameworks
            }

            _projectDirectories.Add(facts.Name, assembly.ProjectDirectory);
            _all.Add(facts);
            return facts;
        }
        catch (UnreadableAssemblyException e)
        {
            _unreadable.Add(new(Path.GetFileName(assembly.Path), e.Reason));
            return null;
        }
    }
}
