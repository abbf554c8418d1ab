using IntentContracts.Analysis;

namespace IntentContracts.Cli.Tests.Inputs;

/// <summary>Where the tool looks for what the build asked.</summary>
public sealed class CheckInputTests(Shop shop) : IClassFixture<Shop>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intent-input").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_build_it_says_how_to_build()
    {
        var run = await Intent.RunInAsync(_folder, ["report"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("build the solution first: dotnet build, or let --build do it", run.Errors, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(_folder, "Shop.csproj"), "<Project/>");
        run = await Intent.RunInAsync(_folder, ["report"]);

        Assert.Equal((3, "error: Shop.csproj has not been built with IntentContracts · build the project first: dotnet build, or let --build do it\n"), (run.ExitCode, run.Errors));
    }

    [Theory]
    [InlineData(".", null)]
    [InlineData("web", null)]
    [InlineData("web/deep", "..")]
    [InlineData(".", "web")]
    [InlineData(".", "web/web.csproj")]
    [InlineData(".", "web/bin/Shop.dll")]
    public async Task The_last_build_is_found_from_everywhere(string directory, string? project)
    {
        Built("web", isProgram: true);
        Built("library", isProgram: false);
        Directory.CreateDirectory(Path.Combine(_folder, "web", "deep"));
        Directory.CreateDirectory(Path.Combine(_folder, "web", "bin"));
        File.WriteAllText(Path.Combine(_folder, "web", "bin", "Shop.dll"), "");

        var run = await Intent.RunInAsync(Path.Combine(_folder, directory), project is null ? ["report"] : ["report", "--project", project]);

        Assert.Equal("", run.Errors);
        Assert.StartsWith("web   4 entry points", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_programs_one_must_be_named()
    {
        Built("web", isProgram: true);
        Built("worker", isProgram: true);

        var run = await Intent.RunInAsync(_folder, ["report"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(["error: there are 2 projects here: say which with --project", "  web/web.csproj", "  worker/worker.csproj"], run.Errors.Replace('\\', '/').TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task An_assembly_that_was_built_again_without_a_check_is_refused()
    {
        var check = Built("web", isProgram: true);
        File.SetLastWriteTimeUtc(check, File.GetLastWriteTimeUtc(shop.Assembly).AddMinutes(-1));

        var run = await Intent.RunInAsync(_folder, ["report"]);

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("error: Shop.dll is newer than its check", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("dotnet build web\n", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_version_is_refused()
    {
        File.WriteAllText(Built("web", isProgram: true), "# IntentContracts check 99\n");

        var run = await Intent.RunInAsync(_folder, ["report"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("it was written by another version of IntentContracts", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_configuration_wins()
    {
        var debug = Built("web", isProgram: true);
        var release = Built("web", isProgram: true, "Release", CheckScope.All);
        File.SetLastWriteTimeUtc(debug, DateTime.UtcNow.AddMinutes(1));
        Assert.StartsWith("web   4 entry points", (await Intent.RunInAsync(_folder, ["report"])).Output, StringComparison.Ordinal);

        File.SetLastWriteTimeUtc(release, DateTime.UtcNow.AddMinutes(2));
        Assert.DoesNotContain("web   4 entry points", (await Intent.RunInAsync(_folder, ["report"])).Output, StringComparison.Ordinal);
    }

    private string Built(string project, bool isProgram, string configuration = "Debug", CheckScope scope = CheckScope.CriticalPaths)
    {
        var folder = Path.Combine(_folder, project);
        var check = Path.Combine(folder, "obj", configuration, "net10.0", "intent", CheckFile.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(check)!);
        var projectFile = Path.Combine(folder, project + ".csproj");
        File.WriteAllText(projectFile, "<Project/>");
        File.WriteAllText(check, CheckFile.Write(new()
        {
            Project = project,
            ProjectFile = projectFile,
            SourceRoot = _folder,
            Assembly = new(shop.Assembly, folder),
            IsProgram = isProgram,
            Scope = scope,
            Today = new(2026, 11, 26),
        }));
        return check;
    }
}
