using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>What one owner answers for.</summary>
internal static class OwnerPage
{
    private const string Up = "../";

    public static MarkdownPage Write(DocumentMap map, string owner, SourceLinks links)
    {
        var report = map.Report;
        var page = new MarkdownPage();
        page.Heading(1, MarkdownText.Escape(owner));
        var findings = report.Findings.Where(f => f.Owner == owner).ToList();
        var open = findings.Count(f => f.IsOpen);
        page.Paragraph(open == 0 ? "Nothing is undecided." : Words.Count(open, "finding") + " to decide.");
        if (findings.Count > 0)
        {
            page.Heading(2, "Findings");
            FindingRows.Write(page, findings, links);
        }

        Entries(page, map, owner);
        Effects(page, map, owner, links);
        Types(page, map, owner);
        Accepted.Exceptions(page, [.. report.Exceptions.Where(e => e.Owner == owner)], map, links, Up);
        Accepted.Refusals(page, [.. report.Refusals.Where(r => r.Owner == owner)], map, links, Up);
        Accepted.Assumptions(page, [.. report.Assumptions.Where(a => a.Owner == owner)], map, links, Up);
        page.Paragraph(MarkdownText.Link("All owners", Up + "index.md"));
        return page;
    }

    private static void Entries(MarkdownPage page, DocumentMap map, string owner)
    {
        var own = map.Entries.Where(e => e.Item.Owner == owner).ToList();
        if (own.Count == 0)
        {
            return;
        }

        page.Heading(2, "Entry points");
        page.Table(
            ["Entry point", "Kind", "Effects"],
            own.Select(e => (IReadOnlyList<string>)
                [Link(e.Item.Title, e.Path), MarkdownText.Escape(e.Item.Kind), Words.Number(e.Item.Effects.Count)]));
    }

    // One row per effect, whoever reaches it: an owner asks "who causes this", not "what does that caller do".
    private static void Effects(MarkdownPage page, DocumentMap map, string owner, SourceLinks links)
    {
        var own = map.Entries
            .SelectMany(entry => entry.Item.Effects.Where(effect => effect.Owner == owner).Select(effect => (entry, effect)))
            .GroupBy(pair => (pair.effect.Kind, pair.effect.Subject, pair.effect.Place))
            .OrderBy(group => group.Key.Place.File, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Place.Line)
            .ThenBy(group => group.Key.Place.Column)
            .ThenBy(group => group.Key.Kind + group.Key.Subject, StringComparer.Ordinal)
            .ToList();
        if (own.Count == 0)
        {
            return;
        }

        page.Heading(2, "Effects");
        page.Table(
            ["Effect", "Where", "Reached from"],
            own.Select(group => (IReadOnlyList<string>)
            [
                Words.Effect(group.Key.Kind, group.Key.Subject),
                links.To(group.Key.Place),
                string.Join("<br>", group.Select(pair => Link(pair.entry.Item.Title, pair.entry.Path)).Distinct(StringComparer.Ordinal)),
            ]));
    }

    private static void Types(MarkdownPage page, DocumentMap map, string owner)
    {
        var own = map.Types.Where(t => t.Item.Owner == owner).ToList();
        if (own.Count == 0)
        {
            return;
        }

        page.Heading(2, "Types");
        page.Bullets(own.Select(t => Link(t.Item.Name, t.Path)));
    }

    private static string Link(string title, string path) => MarkdownText.Link(MarkdownText.Escape(title), Up + path);
}
