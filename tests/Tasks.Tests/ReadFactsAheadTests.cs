using IntentContracts.Analysis;
using IntentContracts.Analysis.Facts;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace IntentContracts.Tasks.Tests;

public sealed class ReadFactsAheadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeBuildEngineOfABuild _engine = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task References_are_read_and_kept_where_the_check_looks_for_them()
    {
        var task = Read(typeof(Assert).Assembly.Location);

        Assert.True(task.Execute());
        await task.Reading;

        Assert.StartsWith("xunit.assert.", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder["obj/facts"]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_of_the_same_build_is_given_what_is_being_read()
    {
        var task = Read(typeof(Assert).Assembly.Location);
        task.Execute();
        SharedFacts? seen = null;

        new CheckIntent((_, facts) =>
        {
            seen = facts;
            return new([], "nothing", []);
        })
        {
            BuildEngine = _engine,
            Assembly = "/src/App/obj/App.dll",
            Project = "App",
            ProjectFile = "/src/App/App.csproj",
            Mode = "Enforce",
            Scope = "CriticalPaths",
            Today = "2026-11-23",
            MachineFolder = _folder["obj/"],
            DocumentsFolder = _folder["docs/"],
            DocumentsOwner = "App",
            StampFile = _folder["obj/checked.stamp"],
        }.Execute();

        Assert.Same(FactsOfTheBuild.Of(_engine), seen);
    }

    [Fact]
    public async Task What_cannot_be_read_is_left_to_the_check()
    {
        File.WriteAllText(_folder["Broken.dll"], "no assembly");
        var task = Read(_folder["Broken.dll"], _folder["Gone.dll"], typeof(Assert).Assembly.Location);

        Assert.True(task.Execute());
        await task.Reading;

        Assert.Single(Directory.GetFiles(_folder["obj/facts"]));
    }

    [Fact]
    public async Task A_package_is_not_read()
    {
        var task = Read();
        task.References = [new TaskItem(typeof(Assert).Assembly.Location)];

        task.Execute();
        await task.Reading;

        Assert.False(Directory.Exists(_folder["obj/facts"]));
    }

    private ReadFactsAhead Read(params string[] references) => new()
    {
        BuildEngine = _engine,
        Assembly = "/src/App/obj/App.dll",
        ProjectFile = "/src/App/App.csproj",
        MachineFolder = _folder["obj/"],
        References =
        [
            .. references.Select(path => new TaskItem(path, new Dictionary<string, string>
            {
                ["ReferenceSourceTarget"] = "ProjectReference",
                ["MSBuildSourceProjectFile"] = "/src/Lib/Lib.csproj",
            })),
        ],
    };
}
