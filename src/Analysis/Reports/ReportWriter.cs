using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Reports.Sarif;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports;

/// <summary>Every document of a check. A report in, texts out: it decides nothing, reads nothing and writes nothing.</summary>
internal static class ReportWriter
{
    /// <summary>The files, sorted by folder and path. The same report gives the same bytes.</summary>
    public static IReadOnlyList<OutputFile> Write(IntentReport report, ReportOptions options) =>
    [
        new(OutputFolder.Machine, "intent.json", IntentJson.Write(report)),
        new(OutputFolder.Machine, "intent.sarif", SarifLog.Write(report, new(options.ProjectFile, options.ToolVersion, options.ComparesWithBaseline), RuleTable.All)),
        .. ReviewerDocuments.Write(report, options.SourceLinkPrefix),
    ];
}
