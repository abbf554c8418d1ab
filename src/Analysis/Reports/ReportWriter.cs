using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Html;
using IntentContracts.Analysis.Reports.Json;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Reports.Sarif;
using IntentContracts.Analysis.Work;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports;

/// <summary>Every document of a check. A report in, texts out: it decides nothing, reads nothing and writes nothing.</summary>
internal static class ReportWriter
{
    /// <summary>The files, sorted by folder and path. The same report gives the same bytes.</summary>
    public static IReadOnlyList<OutputFile> Write(IntentReport report, ReportOptions options)
    {
        var map = DocumentMap.Of(report);
        Func<IEnumerable<OutputFile>> pages = () => ReviewerDocuments.Write(map, options.SourceLinkPrefix);
        Func<IEnumerable<OutputFile>> html = () => options.Html && HasSomethingToShow(report) ? [new(OutputFolder.Documents, HtmlDocument.Path, HtmlDocument.Write(map, options))] : [];
        Func<IEnumerable<OutputFile>> json = () => [new(OutputFolder.Machine, "intent.json", IntentJson.Write(report))];
        Func<IEnumerable<OutputFile>> sarif = () => [new(OutputFolder.Machine, "intent.sarif", SarifLog.Write(report, new(options.ProjectFile, options.ToolVersion, options.ComparesWithBaseline), RuleTable.All))];

        // Each is a text made of the same report, which nobody changes any more.
        var files = InParallel.Each([pages, html, json, sarif], _ => 0, write => write().ToList()).SelectMany(written => written.GetAwaiter().GetResult()).ToList();
        return
        [
            .. files.Where(file => file.Folder == OutputFolder.Machine),
            .. files.Where(file => file.Folder != OutputFolder.Machine).OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    // Most projects of a solution are libraries of which nothing is promised: they need no page that says so.
    private static bool HasSomethingToShow(IntentReport report) =>
        report.Entries.Count + report.Findings.Count + report.Types.Count + report.Exceptions.Count + report.Refusals.Count + report.Assumptions.Count > 0;
}
