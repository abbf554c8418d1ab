using System.Reflection;

namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>
/// Our packages, packed once into a folder feed from what was built with these tests. Consumers restore from that folder, and what it depends on from the packages that this repository
/// itself was built with; they unpack into a folder of this run. No feed of the machine takes part.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    public const string Version = "0.0.1-test";

    private readonly TemporaryFolder _folder = new();
    private int _consumers;

    public PackageFeed()
    {
        var configuration = typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        foreach (var project in new[] { "Package", "EntityFrameworkCore", "Testing" })
        {
            var packed = DotNet.Run(
                Repository.Root,
                "pack", Path.Combine("src", project), "--no-build", "-c", configuration, "-o", Feed, "-p:Version=" + Version);
            if (packed.ExitCode != 0)
            {
                throw new InvalidOperationException("dotnet pack failed:\n" + packed);
            }
        }
    }

    internal string Feed => _folder["feed"];

    /// <summary>Where consumers look for packages: a folder of unpacked packages is a feed as well.</summary>
    internal string Sources => Feed + ";" + (Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));

    /// <summary>Where consumers' packages are unpacked.</summary>
    internal string Packages => _folder["packages"];

    public void Dispose() => _folder.Dispose();

    internal string Package(string id) => Path.Combine(Feed, $"{id}.{Version}.nupkg");

    /// <summary>A folder for one consumer. The space and the umlaut are what users have in their paths.</summary>
    internal string NewFolder() => Directory.CreateDirectory(_folder[$"a büild {++_consumers}"]).FullName;
}

/// <summary>Tests of one collection run one after the other: two builds at once would only wait for each other.</summary>
[CollectionDefinition(Name)]
public sealed class RealBuilds : ICollectionFixture<PackageFeed>
{
    public const string Name = "real builds";
}
