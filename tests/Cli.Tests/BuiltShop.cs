using IntentContracts.Analysis;

namespace IntentContracts.Cli.Tests;

/// <summary>The shop as if a build had been there: a project with a check file, settings and a baseline to come.</summary>
internal sealed class BuiltShop : IDisposable
{
    private readonly string _machine;
    private readonly Shop _shop = new();

    public BuiltShop()
    {
        Folder = Directory.CreateTempSubdirectory("intent-built").FullName;
        _machine = Path.Combine(Folder, "obj", "Debug", "net10.0", "intent");
        Directory.CreateDirectory(_machine);
        File.WriteAllText(Path.Combine(Folder, "Shop.csproj"), "<Project/>");
        Build(CheckMode.Enforce);
    }

    public string Folder { get; }

    public string Baseline => Path.Combine(Folder, "intent.baseline");

    public string LockFile => Path.Combine(Folder, "intent.lock");

    /// <summary>What a build with IntentLock=Accept leaves, with room for approvals.</summary>
    public void AcceptLock()
    {
        var options = CheckFile.Read(File.ReadAllText(Path.Combine(_machine, CheckFile.Name)));
        var result = IntentCheck.Run(options with { Lock = CheckLock.Accept, LockBodies = true });
        File.WriteAllText(LockFile, Assert.Single(result.Committed, f => f.Path == LockFile).Text);
    }

    public void Build(CheckMode mode, params string[] settings)
    {
        File.WriteAllLines(Path.Combine(_machine, "severities.txt"), settings);
        File.WriteAllText(Path.Combine(_machine, CheckFile.Name), CheckFile.Write(new()
        {
            Project = "Shop",
            ProjectFile = Path.Combine(Folder, "Shop.csproj"),
            SourceRoot = Folder,
            FactsFolder = Path.Combine(_machine, "facts"),
            Assembly = new(_shop.Assembly, Folder),
            IsProgram = true,
            Mode = mode,
            BaselineFile = Baseline,
            LockFile = LockFile,
            Baseline = BaselineMode.Accept, // as after a build that accepted
            Today = new(2026, 11, 26),
        }));
    }

    public Task<IntentRun> RunAsync(params string[] arguments) => Intent.RunInAsync(Folder, arguments);

    public Task<IntentRun> RunInCiAsync(params string[] arguments) => Intent.RunInAsync(Folder, arguments, environment: name => name == "CI" ? "true" : null);

    public void Dispose()
    {
        _shop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
