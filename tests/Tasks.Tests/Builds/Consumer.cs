namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>A folder outside the repository, in which somebody builds with our packages.</summary>
internal class Consumer(string folder)
{
    public string Folder { get; } = folder;

    public string this[string relative] => Path.Combine(Folder, relative);

    /// <summary>What all projects of the folder have in common.</summary>
    public static string Properties(PackageFeed feed) => $"""
        <Project>
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
            <RestoreSources>{feed.Sources}</RestoreSources>
            <RestorePackagesPath>{feed.Packages}</RestorePackagesPath>
          </PropertyGroup>
        </Project>
        """;

    public void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], text);
    }

    public void Replace(string relative, string old, string text)
    {
        var before = File.ReadAllText(this[relative]);
        Assert.Contains(old, before, StringComparison.Ordinal);
        File.WriteAllText(this[relative], before.Replace(old, text, StringComparison.Ordinal));
    }

    public BuildOutput Run(string command, string project, params string[] arguments) =>
        DotNet.Run(Folder, [command, project, "-v:m", "-clp:NoSummary", .. arguments]);
}
