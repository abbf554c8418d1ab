using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Findings.Baselines;
using IntentContracts.Analysis.Lock;
using IntentContracts.Analysis.Reports;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Rules;

namespace IntentContracts.Analysis;

/// <summary>A check with everything that it knows: the graph to ask, what was found, and where things stand in source.</summary>
/// <param name="WithoutSymbols">Names of assemblies whose lines can only be guessed.</param>
internal sealed record CheckRun(
    CheckOptions Options,
    RuleContext Context,
    FindingResult Findings,
    SourceMap Places,
    Severities Severities,
    BaselineFile Baseline,
    IReadOnlyList<string> WithoutSymbols,
    LockVerdict Locked)
{
    private IntentReport? _report;
    private BuiltLock? _lock;

    /// <summary>What the documents say; put together when somebody asks, since it costs a search for each entry point.</summary>
    public IntentReport Report => _report ??= Locked.Before is { } before ? Since(before, Path.GetFileName(Options.LockFile)) : Build();

    /// <summary>What the code promises, as its lock would say it.</summary>
    public BuiltLock Lock => _lock ??= Locked.Built ?? LockBuilder.Build(Options.Project, Context);

    /// <summary>The documents with what differs from an earlier state.</summary>
    /// <param name="name">What a reader calls it.</param>
    public IntentReport Since(IntentLock before, string name)
    {
        var report = Build();
        return report with { Changes = ChangeReports.Of(before, Lock, report.Entries, Places), Since = name };
    }

    private IntentReport Build() => new ReportBuilder(Options.Project, Context, Findings, Places).Build();
}
