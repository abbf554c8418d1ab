namespace IntentContracts.Analysis;

/// <summary>How the build is told.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The build says it and goes on.</summary>
    Warning,

    /// <summary>The build fails.</summary>
    Error,
}

/// <summary>One line for the build's output. Lines and columns start at 1; 0 means unknown.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Message">One line, at most 300 characters.</param>
public sealed record CheckDiagnostic(
    string RuleId,
    DiagnosticSeverity Severity,
    string File,
    int Line,
    int Column,
    string Message,
    string HelpLink);

/// <summary>Where a file of the result belongs.</summary>
public enum OutputFolder
{
    /// <summary>Under the intermediate output folder: intent.sarif, intent.json.</summary>
    Machine,

    /// <summary>The documents for reviewers (IntentDocsDirectory).</summary>
    Documents,
}

/// <summary>A file that the caller writes: UTF-8 without byte-order mark, as it stands.</summary>
/// <param name="Path">Relative to the folder, with '/'.</param>
public sealed record OutputFile(OutputFolder Folder, string Path, string Text);

/// <summary>A committed file beside the project that the caller writes because the user asked for it: UTF-8 without byte-order mark, as it stands.</summary>
/// <param name="Path">Absolute.</param>
public sealed record CommittedFile(string Path, string Text);

/// <summary>What a check found. Sorted; the same input gives the same bytes.</summary>
/// <param name="Summary">The closing line without the time: entry points, effects, unresolved, findings.</param>
public sealed record CheckResult(IReadOnlyList<CheckDiagnostic> Diagnostics, string Summary, IReadOnlyList<OutputFile> Files)
{
    /// <summary>Lines for the console, before the closing line: what was accepted, or where to begin. Empty for most runs.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Files under version control that are to be written.</summary>
    public IReadOnlyList<CommittedFile> Committed { get; init; } = [];

    /// <summary>Whether the build must fail.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
}
