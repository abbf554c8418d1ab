using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Html;
using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Reports.Sarif;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports;

/// <summary>Every document of a check. A report in, texts out: it decides nothing, reads nothing and writes nothing.</summary>
internal static class ReportWriter
{
    /// <summary>The files, sorted by folder and path. The same report gives the same bytes.</summary>
    public static IReadOnlyList<OutputFile> Write(IntentReport report, ReportOptions options)
    {
        var map = DocumentMap.Of(report);
        var documents = ReviewerDocuments.Write(map, options.SourceLinkPrefix);
        if (options.Html && HasSomethingToShow(report))
        {
            documents = [.. documents, new(OutputFolder.Documents, HtmlDocument.Path, HtmlDocument.Write(map, options))];
        }

        return
        [
            new(OutputFolder.Machine, "intent.json", IntentJson.Write(report)),
            new(OutputFolder.Machine, "intent.sarif", SarifLog.Write(report, new(options.ProjectFile, options.ToolVersion, options.ComparesWithBaseline), RuleTable.All)),
            .. documents.OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    // Most projects of a solution are libraries of which nothing is promised: they need no page that says so.
    private static bool HasSomethingToShow(IntentReport report) =>
        report.Entries.Count + report.Findings.Count + report.Types.Count + report.Exceptions.Count + report.Refusals.Count + report.Assumptions.Count > 0;
}
