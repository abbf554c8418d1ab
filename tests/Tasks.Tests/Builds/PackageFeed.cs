using System.Reflection;

namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>
/// Our packages, packed once into a folder feed from what was built with these tests. Consumers restore from that folder, and what it depends on from the packages that this repository
/// itself was built with; they unpack into a folder of this run. No feed of the machine takes part.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    /// <summary>No preview, so that commands that name no version find it; and nobody's version, so that no package of the machine is taken for it.</summary>
    public const string Version = "9999.0.0";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<Type, IDisposable> _made = [];
    private int _consumers;

    public PackageFeed()
    {
        foreach (var project in new[] { "Package", "EntityFrameworkCore", "Testing" })
        {
            Pack(project);
        }
    }

    internal string Feed => _folder["feed"];

    /// <summary>Where consumers look for packages: a folder of unpacked packages is a feed as well.</summary>
    internal string Sources => Feed + ";" + (Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));

    /// <summary>Where consumers' packages are unpacked.</summary>
    internal string Packages => _folder["packages"];

    public void Dispose()
    {
        foreach (var made in _made.Values)
        {
            made.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>What several classes of tests need of these packages, and is made for the first of them.</summary>
    internal T Once<T>(Func<T> make)
        where T : IDisposable
    {
        if (!_made.TryGetValue(typeof(T), out var made))
        {
            _made[typeof(T)] = made = make();
        }

        return (T)made;
    }

    internal void Pack(string project)
    {
        var configuration = typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var packed = DotNet.Run(
            Repository.Root,
            "pack", Path.Combine("src", project), "--no-build", "-c", configuration, "-o", Feed, "-p:Version=" + Version);
        if (packed.ExitCode != 0)
        {
            throw new InvalidOperationException("dotnet pack failed:\n" + packed);
        }
    }

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
