using System.Reflection;

namespace IntentContracts.Samples.Tests;

/// <summary>Where the samples are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that these tests, and with them the samples, were built in.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IntentContracts.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("these tests run inside the repository");
        }

        return folder.FullName;
    }
}
