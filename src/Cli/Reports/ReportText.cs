using System.Globalization;
using System.Text;
using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Trees;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Reports;

/// <summary>Findings and entry points as Markdown and as JSON.</summary>
internal static class ReportText
{
    public static string Markdown(string project, IReadOnlyList<FindingReport> findings, IReadOnlyList<EntryReport> entries)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {MarkdownText.Escape(project)}\n\n");
        text.Append("| Entry point | Kind | Owner | Effects |\n| --- | --- | --- | --- |\n");
        foreach (var entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Code(entry.Title)} | {MarkdownText.Escape(entry.Kind + (entry.AtLeastOnce ? ", at least once" : ""))} | {Owner(entry.Owner)} | {MarkdownText.Escape(ReportTable.Effects(entry))} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## {Title.Count(findings.Count, "finding")}\n");
        if (findings.Count > 0)
        {
            text.Append("\n| | Finding | Where | Owner |\n| --- | --- | --- | --- |\n");
            foreach (var finding in findings)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {ReportTable.Status(finding)} [{finding.RuleId}]({RuleTable.Get(finding.RuleId).HelpLink}) | {MarkdownText.Escape(finding.Message)} | {MarkdownText.Code(finding.Place.Text())} | {Owner(finding.Owner)} |\n");
            }
        }

        return text.ToString();
    }

    public static string Json(string project, IReadOnlyList<FindingReport> findings, IReadOnlyList<EntryReport> entries) => Envelope.Write("report", json =>
    {
        json.Property("project", project);
        Envelope.Each(json, "entryPoints", entries, entry =>
        {
            json.Property("id", entry.Id);
            json.Property("kind", entry.Kind);
            json.Property("title", entry.Title);
            json.Property("atLeastOnce", entry.AtLeastOnce);
            json.Property("owner", entry.Owner);
            Envelope.Place(json, "place", entry.Place);
            Envelope.Each(json, "effects", entry.Effects, effect =>
            {
                json.Property("kind", effect.Kind);
                json.Property("subject", effect.Subject);
                json.Property("certain", effect.Certain);
                Envelope.Place(json, "place", effect.Place);
            });
        });
        Envelope.Each(json, "findings", findings, finding =>
        {
            json.Property("ruleId", finding.RuleId);
            json.Property("area", RuleTable.Get(finding.RuleId).Area);
            json.Property("severity", finding.Severity.ToString().ToLowerInvariant());
            json.Property("certain", finding.Certain);
            json.Property("message", finding.Message);
            json.Property("owner", finding.Owner);
            json.Property("entryPoints", finding.Entries);
            json.Property("fingerprint", finding.Fingerprint);
            json.Property("exception", finding.Exception);
            json.Property("baselined", finding.IsBaselined);
            Envelope.Place(json, "place", finding.Place);
        });
    });

    private static string Owner(string owner) => owner.Length == 0 ? "*nobody*" : MarkdownText.Escape(owner);
}
