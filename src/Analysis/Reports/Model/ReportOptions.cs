namespace IntentContracts.Analysis.Reports.Model;

/// <summary>What the documents need to know beyond what was found.</summary>
internal sealed record ReportOptions
{
    /// <summary>Places named and not linked.</summary>
    public static ReportOptions Default { get; } = new();

    /// <summary>
    /// How to get from the documents folder to the source root: a relative path (<c>../..</c>), or the address of a repository's files at one commit.
    /// Empty when neither is known; places are then named and not linked.
    /// </summary>
    public string SourceLinkPrefix { get; init; } = "";

    /// <summary>The project file, relative to the source root: the place of a finding that has no other, since code scanning refuses a result without one.</summary>
    public string ProjectFile { get; init; } = "";

    /// <summary>There is a baseline, so that SARIF can say of each result whether it is new.</summary>
    public bool ComparesWithBaseline { get; init; }

    /// <summary>Whether to write intent.html.</summary>
    public bool Html { get; init; } = true;

    /// <summary>Version of the tool, for SARIF; left out when empty.</summary>
    public string ToolVersion { get; init; } = "";
}
