using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>The calls that the check could not follow: what the other pages may be missing.</summary>
internal static class UnresolvedPage
{
    public static MarkdownPage Write(IReadOnlyList<UnresolvedReport> unresolved, SourceLinks links)
    {
        var page = new MarkdownPage();
        page.Heading(1, "Calls that were not followed");
        page.Paragraph("What happens behind these calls is missing from every other page. A catalogue or `[Effect]` can say it.");
        foreach (var reason in unresolved.GroupBy(u => u.Reason, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Heading(2, MarkdownText.Escape(reason.Key) + " (" + Words.Number(reason.Count()) + ")");
            page.Table(
                ["In", "Calls", "Where"],
                reason.Select(u => (IReadOnlyList<string>)[MarkdownText.Code(u.Member), MarkdownText.Code(u.Target), links.To(u.Place)]));
        }

        page.Paragraph(MarkdownText.Link("Index", "index.md"));
        return page;
    }
}
