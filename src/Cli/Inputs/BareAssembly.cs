using System.Reflection.PortableExecutable;
using IntentContracts.Analysis;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Inputs;

/// <summary>A check of an assembly that no build has prepared: what stands beside it with symbols of its own is taken for the solution's.</summary>
internal static class BareAssembly
{
    public static CheckOptions Options(string assembly, IReadOnlyList<string> references, bool all)
    {
        foreach (var path in references.Prepend(assembly).Where(path => !File.Exists(path)))
        {
            throw ToolException.NoInput($"there is no {path}");
        }

        var folder = Path.GetDirectoryName(assembly)!;
        var own = references.Count > 0 ? references : [.. Directory.GetFiles(folder, "*.dll").Where(path => path != assembly && File.Exists(Path.ChangeExtension(path, ".pdb")))];
        return new()
        {
            Project = Path.GetFileNameWithoutExtension(assembly),
            ProjectFile = assembly,
            SourceRoot = SourceRoot(folder),
            Assembly = new(assembly, null),
            OwnReferences = [.. own.Where(path => path != assembly && !IsOurs(path)).Order(StringComparer.Ordinal).Select(path => new OwnAssembly(path, null))],
            Mode = CheckMode.Observe,
            Scope = all ? CheckScope.All : CheckScope.CriticalPaths,
            IsProgram = HasMain(assembly),
            Today = DateTime.UtcNow.Date,
        };
    }

    private static bool HasMain(string assembly)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(assembly));
            return image.PEHeaders.CorHeader is { EntryPointTokenOrRelativeVirtualAddress: not 0 };
        }
        catch (BadImageFormatException)
        {
            throw ToolException.NoInput($"{Path.GetFileName(assembly)} is no .NET assembly");
        }
    }

    /// <summary>Our libraries are opaque, as in a build.</summary>
    private static bool IsOurs(string path) => Path.GetFileName(path).StartsWith("IntentContracts.", StringComparison.Ordinal);

    /// <summary>The repository around it, so that places are as short as in the documents of a build.</summary>
    private static string SourceRoot(string folder)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            if (Path.Exists(Path.Combine(above, ".git")))
            {
                return above;
            }
        }

        return folder;
    }
}
