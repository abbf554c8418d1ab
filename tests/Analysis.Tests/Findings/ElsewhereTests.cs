namespace IntentContracts.Analysis.Tests.Findings;

/// <summary>What lies beside a project with its symbols and is none of the build's: its methods are followed, and nobody is told of its files.</summary>
public sealed class ElsewhereTests : IDisposable
{
    private const string Library = """
        using System.IO;
        namespace Kit
        {
            public static class Disk
            {
                public static string Load(string path) => File.ReadAllText(path);
            }
        }
        """;

    private const string App = """
        using System.IO;
        using System.Threading.Tasks;
        public sealed class Shelf
        {
            public async Task<string> TakeAsync(string path)
            {
                await Task.Yield();
                return Kit.Disk.Load(path) + File.ReadAllText(path);
            }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("intent-elsewhere-").FullName;

    [Theory]
    [InlineData("/kit/src/Disk.cs", null, "Shelf.cs Shelf.cs")]
    [InlineData("/src/kit/Disk.cs", null, "Shelf.cs kit/Disk.cs")]
    [InlineData("/kit/src/Disk.cs", "/kit", "Shelf.cs kit/src/Disk.cs")]
    [InlineData("/kit/deep/down/Disk.cs", "/kit", "Shelf.cs kit/deep/down/Disk.cs")]
    public void A_place_is_told_where_somebody_can_change_it(string file, string? project, string told)
    {
        var kit = Compiled.Assembly(CompileAs.Debug, "Kit", [(file, Library)]);
        var app = Compiled.Assembly(CompileAs.Debug, "App", [("/src/Shelf.cs", App)], kit);

        var result = IntentCheck.Run(new CheckOptions
        {
            Project = "App",
            ProjectFile = "/src/App.csproj",
            SourceRoot = "/src",
            Assembly = new(app.WriteTo(_folder), "/src"),
            OwnReferences = [new(kit.WriteTo(_folder), project)],
            OtherReferences = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator),
            Scope = CheckScope.All,
            Today = new DateTime(2026, 11, 23),
        });

        Assert.All(result.Diagnostics, d => Assert.Equal("IC3001", d.RuleId));
        var sarif = result.Files.Single(f => f.Path.EndsWith(".sarif", StringComparison.Ordinal)).Text;
        Assert.Equal(
            told.Split(' '),
            System.Text.Json.JsonDocument.Parse(sarif).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Select(r => r.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!).Order(StringComparer.Ordinal));
    }

    /// <summary>As a project says it that maps its own folder to its name: nothing that the checked one was told undoes that.</summary>
    [Fact]
    public void A_file_that_its_project_has_mapped_is_found_in_the_project()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "kit", "deep"));
        File.WriteAllText(Path.Combine(_folder, "kit", "deep", "Disk.cs"), Library);
        var kit = Compiled.Assembly(CompileAs.Debug, "Kit", [("./Kit/deep/Disk.cs", Library)]);
        var app = Compiled.Assembly(CompileAs.Debug, "App", [("/src/Shelf.cs", App)], kit);

        var result = IntentCheck.Run(new CheckOptions
        {
            Project = "App",
            ProjectFile = "/src/App.csproj",
            SourceRoot = _folder,
            Assembly = new(app.WriteTo(_folder), "/src"),
            OwnReferences = [new(kit.WriteTo(_folder), Path.Combine(_folder, "kit"))],
            OtherReferences = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator),
            Scope = CheckScope.All,
            Today = new DateTime(2026, 11, 23),
        });

        Assert.Contains(result.Diagnostics, d => d.File == Path.Combine(_folder, "kit", "deep", "Disk.cs"));
        Assert.Contains("\"kit/deep/Disk.cs\"", result.Files.Single(f => f.Path.EndsWith(".sarif", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
