using System.Reflection.PortableExecutable;

namespace IntentContracts.Analysis.Tests.Metadata;

/// <summary>The assemblies that the decoder is checked on: the installed shared frameworks and the server packages beside the tests.</summary>
internal static class RealAssemblies
{
    private static readonly string[] Packages =
        ["MassTransit", "Microsoft.EntityFrameworkCore", "Dapper", "Polly.Core", "Npgsql", "Quartz"];

    public static IReadOnlyList<string> Frameworks()
    {
        var netCore = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var shared = Path.GetDirectoryName(Path.GetDirectoryName(netCore)!)!;
        var aspNet = Path.Combine(shared, "Microsoft.AspNetCore.App");
        string[] folders = Directory.Exists(aspNet) ? [netCore, .. Directory.GetDirectories(aspNet)] : [netCore];
        return [.. folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll")).Where(IsManaged).Order(StringComparer.Ordinal)];
    }

    public static IReadOnlyList<string> ServerPackages() =>
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => Packages.Any(p => Path.GetFileName(path).StartsWith(p, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Everything in the packages folder that the tests' own packages were restored to; nothing where there is none.</summary>
    public static IReadOnlyList<string> Restored()
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories).Where(IsManaged).Order(StringComparer.Ordinal)] : [];
    }

    private static bool IsManaged(string path)
    {
        try
        {
            using var pe = new PEReader(File.OpenRead(path));
            return pe.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
