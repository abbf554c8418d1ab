using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts;

/// <summary>
/// Facts kept in a folder, one file per assembly, named by simple name and MVID. The MVID changes with every byte the compiler emits, symbols
/// included in a deterministic build, so a file is never stale; one that is damaged or of another format is read again from the assembly.
/// </summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="shared">What this process has read before, or is reading.</param>
/// <param name="later">Does what nobody waits for: facts that have just been read are kept for the next run. Null to do it on the spot.</param>
internal sealed class FactsCache(string folder, SharedFacts shared, Action<Action>? later = null)
{
    /// <summary>Facts of an assembly, from the cache or from the assembly; then they are kept.</summary>
    /// <param name="elsewhere">The folder in which the assembly's own build keeps its facts; null when it is not known.</param>
    /// <exception cref="UnreadableAssemblyException">The assembly is unreadable. An unwritable cache is no error: the next run reads again.</exception>
    public AssemblyFacts Read(string assemblyPath, string? elsewhere = null)
    {
        var identity = Identify(assemblyPath);
        return shared.Get(identity, () => ReadKept(elsewhere, identity) ?? ReadKept(folder, identity) ?? ReadAnew(assemblyPath, identity));
    }

    private AssemblyFacts ReadAnew(string assemblyPath, FactsIdentity identity)
    {
        var facts = FactsReader.Read(assemblyPath);
        var keep = () => Keep(Path.Combine(folder, identity.FileName), identity.Name, facts);
        if (later is null)
        {
            keep();
        }
        else
        {
            later(keep);
        }

        return facts;
    }

    private static AssemblyFacts? ReadKept(string? folder, FactsIdentity identity) =>
        folder is not null && TryRead(Path.Combine(folder, identity.FileName)) is { } kept && kept.Mvid == identity.Mvid && kept.Name == identity.Name ? kept : null;

    private static FactsIdentity Identify(string assemblyPath)
    {
        using var image = AssemblyImage.Open(assemblyPath);
        return Unreadable.Guard(assemblyPath, () =>
            new FactsIdentity(image.Name, image.Metadata.GetGuid(image.Metadata.GetModuleDefinition().Mvid), Extraction.Symbols.AreThere(image)));
    }

    private static AssemblyFacts? TryRead(string file)
    {
        try
        {
            return File.Exists(file) ? FactsFormat.Read(File.ReadAllBytes(file)) : null;
        }
        catch (Exception e) when (Unreadable.IsDamage(e))
        {
            return null;
        }
    }

    private void Keep(string file, string name, AssemblyFacts facts)
    {
        // Builds run in parallel: a file appears whole or not at all.
        var draft = file + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(draft, FactsFormat.Write(facts));
            foreach (var older in Directory.GetFiles(folder, name + ".*.facts").Where(f => IsOf(f, name)))
            {
                File.Delete(older);
            }

            File.Move(draft, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(draft);
        }
    }

    /// <summary>Shop's facts and not Shop.Api's: after the name come 32 digits.</summary>
    private static bool IsOf(string file, string name)
    {
        var rest = Path.GetFileName(file).Substring(name.Length + 1);
        return rest.IndexOf('.') == 32;
    }

    private static void Discard(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is not writable at all: then there is no draft either.
        }
    }
}
