using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Metadata;
using IntentContracts.Analysis.Rules;

namespace IntentContracts.Analysis;

/// <summary>The solution's own assemblies as facts; what cannot be read is remembered with its reason.</summary>
internal sealed class OwnAssemblies
{
    private readonly List<AssemblyFacts> _all = [];
    private readonly List<UnreadableAssembly> _unreadable = [];
    private readonly Dictionary<string, string?> _projectDirectories = new(StringComparer.Ordinal);

    public OwnAssemblies(CheckOptions options)
    {
        Built = Read(options.Assembly, FactsReader.Read);

        // What was just compiled is new each time; what it references seldom is.
        Func<string, AssemblyFacts> read = options.FactsFolder.Length == 0 ? FactsReader.Read : new FactsCache(options.FactsFolder).Read;
        foreach (var reference in options.OwnReferences.OrderBy(r => r.Path, StringComparer.Ordinal))
        {
            Read(reference, read);
        }
    }

    /// <summary>The assembly that was just compiled; null when it cannot be read.</summary>
    public AssemblyFacts? Built { get; }

    /// <summary>Sorted by name, so that nothing depends on the order of references.</summary>
    public IReadOnlyList<AssemblyFacts> All => [.. _all.OrderBy(a => a.Name, StringComparer.Ordinal)];

    public IReadOnlyList<UnreadableAssembly> Unreadable => _unreadable;

    /// <summary>Names of those whose lines can only be guessed.</summary>
    public IReadOnlyList<string> WithoutSymbols => [.. All.Where(a => !a.HasSymbols).Select(a => a.Name)];

    /// <summary>By assembly name: the folder that the manifest's files start from.</summary>
    public IReadOnlyDictionary<string, string?> ProjectDirectories => _projectDirectories;

    private AssemblyFacts? Read(OwnAssembly assembly, Func<string, AssemblyFacts> read)
    {
        try
        {
            var facts = read(assembly.Path);
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
