using System.Reflection.PortableExecutable;

namespace IntentContracts.Benchmarks;

/// <summary>What every contender reads: the managed assemblies of the installed shared frameworks.</summary>
internal static class FrameworkFiles
{
    public static string[] Find()
    {
        var netCore = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var aspNet = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(netCore)!)!, "Microsoft.AspNetCore.App");
        string[] folders = Directory.Exists(aspNet) ? [netCore, .. Directory.GetDirectories(aspNet)] : [netCore];
        return [.. folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll")).Where(IsManaged).Order(StringComparer.Ordinal)];
    }

    private static bool IsManaged(string path)
    {
        using var pe = new PEReader(File.OpenRead(path));
        return pe.HasMetadata;
    }
}
