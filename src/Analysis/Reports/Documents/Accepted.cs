using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>What somebody has accepted, with the reason: exceptions from rules, decisions against a safeguard, and what is taken for granted.</summary>
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

    public static void Assumptions(MarkdownPage page, IReadOnlyList<AssumptionReport> assumptions, DocumentMap map, SourceLinks links, string up)
    {
        if (assumptions.Count == 0)
        {
            return;
        }

        page.Heading(2, "Taken for granted");
        page.Table(
            ["Assumption", "On", "Status", "Verified by", "Owner", "Where"],
            assumptions.Select(a => (IReadOnlyList<string>)
            [
                MarkdownText.Escape(a.Text),
                MarkdownText.Code(a.Member),
                Status(a),
                a.VerifiedBy.Length == 0 ? "" : MarkdownText.Code(a.VerifiedBy),
                map.Owner(a.Owner, up),
                links.To(a.Place),
            ]));
    }

    private static string Status(AssumptionReport assumption)
    {
        var until = MarkdownText.Escape(assumption.Until);
        return assumption.Status switch
        {
            "holds" => "holds until " + until,
            "ends soon" => "**ends soon**, on " + until,
            "expired" => "**expired**, on " + until,
            "no end" => "no end",
            _ => "**" + MarkdownText.Escape(assumption.Status) + "**",
        };
    }
}
