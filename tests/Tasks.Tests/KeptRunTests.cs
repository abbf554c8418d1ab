using IntentContracts.Analysis;
using IntentContracts.Tasks.Output;

namespace IntentContracts.Tasks.Tests;

/// <summary>A run with something to say is said again as it was, as long as nothing changed that it read or wrote.</summary>
public sealed class KeptRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeBuildEngine _engine = new();
    private int _checks;

    public KeptRunTests()
    {
        Directory.CreateDirectory(_folder["obj"]);
        File.Copy(typeof(KeptRunTests).Assembly.Location, _folder["obj/App.dll"]);
        File.WriteAllText(_folder["a.catalogue"], "");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DiagnosticSeverity.Warning)]
    [InlineData(DiagnosticSeverity.Error)]
    public void What_holds_is_said_again_without_a_check(DiagnosticSeverity severity)
    {
        var first = Task(severity);
        var second = Task(severity);

        Assert.Equal(severity == DiagnosticSeverity.Warning, first.Execute());
        Assert.Equal(severity == DiagnosticSeverity.Warning, second.Execute());

        Assert.Equal(1, _checks);
        Assert.Equal(2, _engine.Warnings.Count + _engine.Errors.Count);
        Assert.All(_engine.Warnings, w => Assert.Equal(("IC1401", "/src/Gateway.cs", 31, 22, "m"), (w.Code, w.File, w.LineNumber, w.ColumnNumber, w.Message)));
        Assert.Equal(first.WrittenFiles, second.WrittenFiles);
        Assert.Contains(_engine.Messages, m => m.Message!.EndsWith(" ms: nothing has changed", StringComparison.Ordinal));
    }

    [Fact]
    public void Silence_is_kept_as_well_and_stamped_again()
    {
        Task(null).Execute();
        File.Delete(_folder["obj/checked.stamp"]);

        Task(null).Execute();

        Assert.Equal(1, _checks);
        Assert.True(File.Exists(_folder["obj/checked.stamp"]));
    }

    public static TheoryData<string> Changes => [.. Changing.Keys];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_checked(string change)
    {
        Task(DiagnosticSeverity.Warning).Execute();

        var task = Task(DiagnosticSeverity.Warning);
        Changing[change](this, task);
        task.Execute();

        Assert.Equal(2, _checks);
    }

    [Fact]
    public void A_kept_run_that_was_cut_off_is_none()
    {
        Task(DiagnosticSeverity.Warning).Execute();
        var kept = _folder["obj/facts/run.kept"];
        var whole = File.ReadAllBytes(kept);
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(kept, whole[..length]);

            Assert.Null(KeptRun.Read(kept, "any"));
            Assert.True(Task(DiagnosticSeverity.Warning).Execute());
            Assert.Equal((length / 7) + 2, _checks);
        }
    }

    private static readonly Dictionary<string, Action<KeptRunTests, CheckIntent>> Changing = new()
    {
        ["the assembly is written again"] = (t, _) => File.SetLastWriteTimeUtc(t._folder["obj/App.dll"], new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
        ["the assembly is another one of the same time"] = (t, _) => t.Replace(),
        ["there are symbols now"] = (t, _) => File.WriteAllText(t._folder["obj/App.pdb"], "x"),
        ["the scope"] = (_, task) => task.Scope = "All",
        ["the day"] = (_, task) => task.Today = "2026-11-24",
        ["whose documents they are"] = (_, task) => (task.DocumentsOwner, task.DocumentsFolder) = ("Other", task.DocumentsFolder + "other/"),
        ["a catalogue"] = (t, _) => File.WriteAllText(t._folder["a.catalogue"], "# more"),
        ["there is a baseline now"] = (t, _) => File.WriteAllText(t._folder["intent.baseline"], ""),
        ["there is a lock now"] = (t, _) => File.WriteAllText(t._folder["intent.lock"], ""),
        ["a document is gone"] = (t, _) => File.Delete(t._folder["docs/index.md"]),
        ["a document was edited"] = (t, _) => File.AppendAllText(t._folder["docs/index.md"], "by hand"),
        ["intent.json is gone"] = (t, _) => File.Delete(t._folder["obj/intent.json"]),
    };

    private void Replace()
    {
        var path = _folder["obj/App.dll"];
        var time = File.GetLastWriteTimeUtc(path);
        File.Copy(typeof(CheckIntent).Assembly.Location, path, overwrite: true);
        File.SetLastWriteTimeUtc(path, time);
    }

    private CheckIntent Task(DiagnosticSeverity? severity) => new((_, _) =>
    {
        _checks++;
        return new(
            severity is { } said ? [new("IC1401", said, "/src/Gateway.cs", 31, 22, "m", "https://help/IC1401")] : [],
            "1 entry point, 0 effects, 0 unresolved, 1 finding",
            [new(OutputFolder.Machine, "intent.json", "{}\n"), new(OutputFolder.Documents, "index.md", "x\n")]);
    })
    {
        BuildEngine = _engine,
        Assembly = _folder["obj/App.dll"],
        Project = "App",
        ProjectFile = _folder["App.csproj"],
        Mode = "Enforce",
        Scope = "CriticalPaths",
        IsProgram = true,
        Today = "2026-11-23",
        Catalogues = [_folder["a.catalogue"]],
        BaselineFile = _folder["intent.baseline"],
        Baseline = "Check",
        LockFile = _folder["intent.lock"],
        MachineFolder = _folder["obj/"],
        DocumentsFolder = _folder["docs/"],
        DocumentsOwner = "App",
        StampFile = _folder["obj/checked.stamp"],
    };
}
