using System.Diagnostics;
using System.Globalization;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;
using IntentContracts.Tasks.Configuration;
using IntentContracts.Tasks.Output;
using Microsoft.Build.Framework;

namespace IntentContracts.Tasks;

/// <summary>
/// The build's view of the check: properties in, diagnostics and files out. What is right or wrong is decided in IntentContracts.Analysis.
/// All paths come in absolute, because several projects may build in one process and share its current directory.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CheckIntent : Microsoft.Build.Utilities.Task
{
    private readonly Func<CheckOptions, SharedFacts, CheckResult> check;

    /// <summary>What MSBuild calls.</summary>
    public CheckIntent()
        : this(IntentCheck.Run)
    {
    }

    internal CheckIntent(Func<CheckOptions, SharedFacts, CheckResult> check) => this.check = check;

    /// <summary>The assembly as the compiler wrote it, before it is copied to the output folder.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The project's name.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder that documents name files relative to; empty for the common folder of all projects involved.</summary>
    public string SourceRoot { get; set; } = "";

    /// <summary>Everything the compiler referenced, as implementations, with the metadata of ResolveAssemblyReferences.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>IntentMode: Enforce or Observe; Off does not get here.</summary>
    [Required]
    public string Mode { get; set; } = "";

    /// <summary>IntentScope: CriticalPaths or All.</summary>
    [Required]
    public string Scope { get; set; } = "";

    /// <summary>IntentGuards: what guards are compiled to. The compiler has read it already; whether it means something is said here.</summary>
    public string Guards { get; set; } = "";

    /// <summary>A program wrote IntentMode=Enforce itself.</summary>
    public bool EnforcementWasAskedFor { get; set; }

    /// <summary>The project builds a program.</summary>
    public bool IsProgram { get; set; }

    /// <summary>The file with the accepted findings, absolute.</summary>
    public string BaselineFile { get; set; } = "";

    /// <summary>IntentBaseline: Check, Accept or Prune.</summary>
    public string Baseline { get; set; } = nameof(BaselineMode.Check);

    /// <summary>The build runs where nobody sits: it accepts nothing.</summary>
    public bool IsContinuousIntegration { get; set; }

    /// <summary>Namespaces and types with a mode of their own, as the metadata Mode.</summary>
    public ITaskItem[] Levels { get; set; } = [];

    /// <summary>How many findings are reported one by one before there is a baseline; 0 for all.</summary>
    public string FirstRunLimit { get; set; } = "";

    /// <summary>The user's catalogue files.</summary>
    public string[] Catalogues { get; set; } = [];

    /// <summary>DocId patterns of further entry points.</summary>
    public string[] EntryPoints { get; set; } = [];

    /// <summary>The project file and what it imports by convention: where entry points are written.</summary>
    public string[] ProjectFiles { get; set; } = [];

    /// <summary>The compiler's path map.</summary>
    public string PathMap { get; set; } = "";

    /// <summary>Ids whose warnings MSBuild will not show, so that they do not keep the check from being skipped.</summary>
    public string NoWarn { get; set; } = "";

    /// <summary>Ids whose warnings stay warnings under TreatWarningsAsErrors.</summary>
    public string WarningsNotAsErrors { get; set; } = "";

    /// <summary>The day that exceptions are measured against, as yyyy-MM-dd.</summary>
    [Required]
    public string Today { get; set; } = "";

    /// <summary>IntentLock: Check, Accept or Off.</summary>
    public string Lock { get; set; } = "";

    /// <summary>The committed lock; empty for none. It need not exist.</summary>
    public string LockFile { get; set; } = "";

    /// <summary>IntentLockBodies: true, false, or empty for what the lock does already.</summary>
    public string LockBodies { get; set; } = "";

    /// <summary>IntentApprove: the members whose bodies are approved.</summary>
    public string Approve { get; set; } = "";

    /// <summary>IntentApprovedBy: who approves them.</summary>
    public string ApprovedBy { get; set; } = "";

    /// <summary>Where intent.sarif and intent.json go.</summary>
    [Required]
    public string MachineFolder { get; set; } = "";

    /// <summary>Where the reviewers' documents go.</summary>
    [Required]
    public string DocumentsFolder { get; set; } = "";

    /// <summary>Who writes those documents: the project, and its target framework when it has several.</summary>
    [Required]
    public string DocumentsOwner { get; set; } = "";

    /// <summary>IntentHtml: whether intent.html is among the documents.</summary>
    public string Html { get; set; } = "true";

    /// <summary>Written when there was nothing to say, listing the documents; otherwise removed, so that the next build checks and says it again.</summary>
    [Required]
    public string StampFile { get; set; } = "";

    /// <summary>The absolute paths of all files that this run wrote or found right.</summary>
    [Output]
    public string[] WrittenFiles { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        try
        {
            RemoveStamp();
            var options = ReadOptions();
            var remembered = Remember(options);
            var watch = Stopwatch.StartNew();
            var inputs = Fingerprint(options);
            if (inputs is not null && KeptRun.Read(KeptFile, inputs) is { } kept)
            {
                Report(kept.Diagnostics, kept.Notes, kept.Summary, watch, ": nothing has changed");
                return End(kept, remembered);
            }

            var result = check(options, FactsOfTheBuild.Of(BuildEngine));
            Report(result.Diagnostics, result.Notes, result.Summary, watch, "");
            var run = Write(result);

            // A run that changes what the user commits does so each time that it is asked.
            if (inputs is not null && result.Committed.Count == 0)
            {
                run.Write(KeptFile, inputs);
            }

            return End(run, remembered);
        }
        catch (ConfigurationException e)
        {
            Refuse(RuleTable.ConfigurationInvalid, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse(RuleTable.ConfigurationInvalid, $"The check cannot read or write its files: {e.Message}");
        }
#pragma warning disable CA1031 // the outermost frame: whatever gets here is our defect, and a stack trace would not help the user
        catch (Exception e)
        {
            Refuse(
                RuleTable.ToolFailed,
                $"IntentContracts failed on {Project}, a defect of the tool and not of your code: {e.GetType().Name}: {e.Message} · to go on without the check, build with -p:IntentMode=Off; for details, build with -v:detailed");
            Log.LogMessage(MessageImportance.Low, e.ToString());
        }
#pragma warning restore CA1031
        return false;
    }

    private void RemoveStamp()
    {
        // Delete is content with a missing file, not with a missing folder.
        if (File.Exists(StampFile))
        {
            File.Delete(StampFile);
        }
    }

    /// <summary>Writes it anew each time, different or not: a file that is older than the assembly says that the assembly has not been checked.</summary>
    private string Remember(CheckOptions options)
    {
        var path = Path.Combine(MachineFolder, CheckFile.Name);
        OutputFiles.Write(path, CheckFile.Write(options));
        return path;
    }

    private CheckOptions ReadOptions()
    {
        SwallowedPatterns.Refuse(ProjectFiles);
        GuardModeText.Read(Guards, out var problem);
        if (problem is not null)
        {
            throw new ConfigurationException(problem);
        }

        var (own, others) = Configuration.References.Read(References);
        var projectDirectory = Path.GetDirectoryName(ProjectFile)!;
        var baseline = Word.Read<BaselineMode>("IntentBaseline", Baseline, []);
        if (IsContinuousIntegration && baseline != BaselineMode.Check)
        {
            throw new ConfigurationException(
                $"IntentBaseline is '{baseline}', and continuous integration accepts nothing: run it on your machine and commit {Path.GetFileName(BaselineFile)}. If this is your machine, set IntentContinuousIntegration=false");
        }

        return new()
        {
            Project = Project,
            ProjectFile = ProjectFile,
            SourceRoot = SourceRoot.Length > 0
                ? SourceRoot
                : CommonFolder.Of(projectDirectory, own.Select(o => o.ProjectDirectory).OfType<string>()),
            Assembly = new(Assembly, projectDirectory),
            OwnReferences = own,
            OtherReferences = others,
            Mode = Word.Read<CheckMode>("IntentMode", Mode, ["Off"]),
            Scope = Word.Read<CheckScope>("IntentScope", Scope, []),
            Levels = Configuration.Levels.Read(Levels),
            BaselineFile = BaselineFile,
            Baseline = baseline,
            FirstRunLimit = Number.Read("IntentFirstRunLimit", FirstRunLimit, byDefault: 50),
            EnforcementWasAskedFor = EnforcementWasAskedFor,
            IsProgram = IsProgram,
            DocumentsFolder = DocumentsFolder,
            Html = TrueOrFalse.Read("IntentHtml", Html),
            FactsFolder = FactsOfTheBuild.Folder(MachineFolder),
            WarningsNotAsErrors = [.. WarningsNotAsErrors.Split(';', ',').Select(id => id.Trim()).Where(id => id.Length > 0)],
            Catalogues = [.. Catalogues.OrderBy(c => c, StringComparer.Ordinal)],
            EntryPoints = [.. EntryPoints.OrderBy(e => e, StringComparer.Ordinal)],
            PathRewrites = Configuration.PathMap.Read(PathMap),
            Today = Day.Read("IntentToday", Today),
            LockFile = LockFile,
            Lock = LockSettings.Mode(Lock, IsContinuousIntegration),
            LockBodies = LockSettings.Bodies(LockBodies),
            Approve = LockSettings.Approve(Approve, ApprovedBy, IsContinuousIntegration),
            ApprovedBy = ApprovedBy.Trim(),
        };
    }

    /// <summary>With the references' facts, which a clean build forgets as well.</summary>
    private string KeptFile => Path.Combine(FactsOfTheBuild.Folder(MachineFolder), "run.kept");

    private string? Fingerprint(CheckOptions options) =>
        IntentCheck.FingerprintOf(options) is { } inputs ? string.Join("\n", typeof(CheckIntent).Module.ModuleVersionId, inputs, DocumentsOwner) : null;

    private void Report(IReadOnlyList<CheckDiagnostic> diagnostics, IReadOnlyList<string> notes, string summary, Stopwatch watch, string remark)
    {
        var milliseconds = watch.ElapsedMilliseconds;
        var log = new DiagnosticLog(Log);
        foreach (var diagnostic in diagnostics)
        {
            log.Say(diagnostic);
        }

        foreach (var note in notes)
        {
            Log.LogMessage(MessageImportance.High, "{0}", note.StartsWith(" ", StringComparison.Ordinal) ? note : "IntentContracts: " + note);
        }

        // A library without findings has nothing to tell on the console: its paths begin elsewhere.
        var importance = IsProgram || diagnostics.Count > 0 ? MessageImportance.High : MessageImportance.Normal;
        var time = milliseconds.ToString(CultureInfo.InvariantCulture);
        Log.LogMessage(importance, "{0}", $"IntentContracts: {summary}, {time} ms{remark}");
    }

    private KeptRun Write(CheckResult result)
    {
        var machine = OutputFiles.Write(MachineFolder, result.Files.Where(f => f.Folder == OutputFolder.Machine));
        var documents = new DocumentFolder(DocumentsFolder, DocumentsOwner)
            .Replace([.. result.Files.Where(f => f.Folder == OutputFolder.Documents)]);
        foreach (var file in result.Committed)
        {
            OutputFiles.WriteCommitted(file);
        }

        return new(result.Diagnostics, result.Notes, result.Summary, machine, documents);
    }

    private bool End(KeptRun run, string remembered)
    {
        WrittenFiles = [.. run.Machine, .. run.Documents, remembered];
        if (run.Diagnostics.All(IsHidden))
        {
            OutputFiles.WriteIfDifferent(StampFile, string.Concat(run.Documents.Select(d => d + "\n")));
        }

        return run.Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);
    }

    private bool IsHidden(CheckDiagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Warning
        && NoWarn.Split(';', ',', ' ').Contains(diagnostic.RuleId, StringComparer.OrdinalIgnoreCase);

    private void Refuse(string ruleId, string message) =>
        new DiagnosticLog(Log).Say(new(ruleId, DiagnosticSeverity.Error, ProjectFile, 0, 0, message, RuleTable.Get(ruleId).HelpLink));
}
