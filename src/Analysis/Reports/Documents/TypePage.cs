using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>One type with invariants: what is always true of it, and where that is checked.</summary>
internal static class TypePage
{
    private const string Up = "../";

    public static MarkdownPage Write(DocumentMap map, TypeReport type, SourceLinks links)
    {
        var page = new MarkdownPage();
        page.Heading(1, MarkdownText.Escape(type.Name));
        page.Paragraph(MarkdownText.Escape(type.Summary));
        page.Bullets(["**Owner**: " + map.Owner(type.Owner, Up), "**Declared**: " + Words.At(MarkdownText.Code(type.Id), links.To(type.Place))]);
        page.Heading(2, "Always true");
        page.Table(
            ["Condition", "Because", "Where"],
            type.Invariants.Select(i => (IReadOnlyList<string>)[MarkdownText.Code(i.Condition), MarkdownText.Escape(i.Because), links.To(i.Place)]));
        page.Heading(2, "Checked when these succeed");
        if (type.GuardedMembers.Count == 0)
        {
            page.Paragraph("No member is guarded: the conditions are checked by constructors alone.");
        }
        else
        {
            page.Bullets(type.GuardedMembers.Select(MarkdownText.Code));
        }

        page.Paragraph(MarkdownText.Link("All types", Up + "index.md"));
        return page;
    }
}
