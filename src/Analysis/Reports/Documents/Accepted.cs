using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>What somebody has accepted, with the reason: exceptions from rules, and decisions against a safeguard.</summary>
internal static class Accepted
{
    public static void Exceptions(MarkdownPage page, IReadOnlyList<ExceptionReport> exceptions, DocumentMap map, SourceLinks links, string up)
    {
        if (exceptions.Count == 0)
        {
            return;
        }

        page.Heading(2, "Exceptions");
        page.Table(
            ["Rule", "On", "Until", "Status", "Reason", "Owner", "Where"],
            exceptions.Select(e => (IReadOnlyList<string>)
            [
                FindingRows.Rule(e.RuleId),
                MarkdownText.Code(e.Member),
                MarkdownText.Escape(e.Until),
                e.Status == "active" ? "active" : "**" + MarkdownText.Escape(e.Status) + "**",
                MarkdownText.Escape(e.Reason),
                map.Owner(e.Owner, up),
                links.To(e.Place),
            ]));
    }

    public static void Refusals(MarkdownPage page, IReadOnlyList<RefusalReport> refusals, DocumentMap map, SourceLinks links, string up)
    {
        if (refusals.Count == 0)
        {
            return;
        }

        page.Heading(2, "Decided without a guard");
        page.Table(
            ["Decision", "On", "Reason", "Owner", "Where"],
            refusals.Select(r => (IReadOnlyList<string>)
            [
                MarkdownText.Code(r.Attribute),
                MarkdownText.Code(r.Member),
                MarkdownText.Escape(r.Reason),
                map.Owner(r.Owner, up),
                links.To(r.Place),
            ]));
    }
}
