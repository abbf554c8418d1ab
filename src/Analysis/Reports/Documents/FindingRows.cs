using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>Findings as a table.</summary>
internal static class FindingRows
{
    public static void Write(MarkdownPage page, IReadOnlyList<FindingReport> findings, SourceLinks links)
    {
        if (findings.Count == 0)
        {
            return;
        }

        page.Table(["Severity", "Rule", "What", "Where"], findings.Select(finding => Row(finding, links)));
    }

    private static IReadOnlyList<string> Row(FindingReport finding, SourceLinks links) =>
    [
        finding.Exception.Length > 0 ? "excepted" : finding.IsBaselined ? "in the baseline" : Severity(finding.Severity) + (finding.Certain ? "" : " (possible)"),
        Rule(finding.RuleId),
        MarkdownText.Escape(finding.Message) + (finding.Exception.Length > 0 ? "<br>Excepted: " + MarkdownText.Escape(finding.Exception) : ""),
        links.To(finding.Place),
    ];

    /// <summary>The id as a link to its page.</summary>
    public static string Rule(string id)
    {
        var rule = RuleTable.All.FirstOrDefault(r => r.Id == id);
        return rule is null ? MarkdownText.Code(id) : MarkdownText.Link(id, rule.HelpLink);
    }

    private static string Severity(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "**error**",
        RuleSeverity.Warning => "warning",
        _ => "note",
    };
}
