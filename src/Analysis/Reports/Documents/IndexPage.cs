using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>What the system promises, on one page: what is undecided comes first.</summary>
internal static class IndexPage
{
    public static MarkdownPage Write(DocumentMap map, SourceLinks links)
    {
        var report = map.Report;
        var page = new MarkdownPage();
        page.Heading(1, "What " + MarkdownText.Escape(report.Project) + " promises");
        page.Paragraph(Verdict(report));
        page.Table(
            ["Entry points", "Effects", "Findings", "Excepted", "Calls not followed"],
            [[
                Words.Number(report.Counts.EntryPoints),
                Words.Number(report.Counts.Effects),
                Words.Number(report.Counts.Findings),
                Words.Number(report.Counts.Excepted),
                report.Unresolved.Count == 0
                    ? Words.Number(report.Counts.Unresolved)
                    : MarkdownText.Link(Words.Number(report.Counts.Unresolved), DocumentMap.UnresolvedPath),
            ]]);

        Findings(page, report, links);
        Entries(page, map);
        Accepted.Exceptions(page, report.Exceptions, map, links, up: "");
        Accepted.Refusals(page, report.Refusals, map, links, up: "");
        Accepted.Assumptions(page, report.Assumptions, map, links, up: "");
        Baselined(page, report, links);
        Weakened(page, report, links);
        Types(page, map);
        Owners(page, map);
        Unseen.Write(page);
        return page;
    }

    private static string Verdict(IntentReport report)
    {
        var open = report.Findings.Count(f => f.IsOpen);
        var decided = open == 0
            ? "**Nothing is undecided**: no rule has an open finding."
            : "**" + Words.Count(open, "finding") + " to decide.**";
        return report.Unresolved.Count == 0 ? decided : decided + " What lies behind calls that were not followed is not covered by this.";
    }

    private static void Findings(MarkdownPage page, IntentReport report, SourceLinks links)
    {
        var findings = report.Findings.Where(f => !f.IsBaselined).ToList();
        if (findings.Count == 0)
        {
            return;
        }

        page.Heading(2, "Findings");
        FindingRows.Write(page, findings, links);
    }

    // Last: they were there before the check, and are not what a review is about.
    private static void Baselined(MarkdownPage page, IntentReport report, SourceLinks links)
    {
        var findings = report.Findings.Where(f => f.IsBaselined).ToList();
        if (findings.Count > 0)
        {
            page.Heading(2, "Accepted in the baseline");
            FindingRows.Write(page, findings, links);
        }
    }

    private static void Entries(MarkdownPage page, DocumentMap map)
    {
        page.Heading(2, "Entry points");
        if (map.Entries.Count == 0)
        {
            page.Paragraph("None: nothing here is called from outside, as far as the catalogues know.");
            return;
        }

        page.Table(
            ["Entry point", "Kind", "Owner", "Effects", "When repeated", "Status"],
            map.Entries.Select(e => (IReadOnlyList<string>)
            [
                MarkdownText.Link(MarkdownText.Escape(e.Item.Title), e.Path),
                MarkdownText.Escape(e.Item.Kind),
                map.Owner(e.Item.Owner, up: ""),
                EffectKinds(e.Item),
                WhenRepeated(e.Item),
                Status(e.Item, map.FindingsOn(e.Item)),
            ]));
    }

    // "db commit ×2, http": enough to see what a change of this entry point can break.
    private static string EffectKinds(EntryReport entry) =>
        string.Join(", ", entry.Effects
            .GroupBy(effect => effect.Kind, StringComparer.Ordinal)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => MarkdownText.Escape(kind.Key) + (kind.Count() > 1 ? " ×" + Words.Number(kind.Count()) : "")));

    private static string WhenRepeated(EntryReport entry) =>
        string.Join("; ", entry.Effects.SelectMany(DuplicateAnswer.Decisions).Select(d => DuplicateAnswer.Short(d.Attribute)).Distinct(StringComparer.Ordinal));

    private static string Status(EntryReport entry, IReadOnlyList<FindingReport> findings)
    {
        var open = findings.Count(f => f.IsOpen);
        var excepted = findings.Count(f => f.Exception.Length > 0);
        var baselined = findings.Count - open - excepted;
        return open > 0 ? "**" + Words.Count(open, "finding") + "**"
            : excepted > 0 ? Words.Number(excepted) + " excepted"
            : baselined > 0 ? Words.Number(baselined) + " in the baseline"
            : entry.Effects.Count == 0 ? "" : "decided";
    }

    private static void Types(MarkdownPage page, DocumentMap map)
    {
        if (map.Types.Count == 0)
        {
            return;
        }

        page.Heading(2, "Types");
        page.Table(
            ["Type", "Always true", "States", "Conditions of members", "Owner"],
            map.Types.Select(t => (IReadOnlyList<string>)
            [
                MarkdownText.Link(MarkdownText.Escape(t.Item.Name), t.Path),
                string.Join("<br>", t.Item.Invariants.Select(i => MarkdownText.Code(i.Condition))),
                string.Join("<br>", t.Item.Machines.Select(m => MarkdownText.Code(m.State))),
                Conditions(map.MembersOf(t.Item).Sum(m => m.Conditions.Count)),
                map.Owner(t.Item.Owner, up: ""),
            ]));
    }

    private static string Conditions(int count) => count == 0 ? "" : Words.Number(count);

    // Compiled to less than was declared: a reviewer must not take the declaration for what happens.
    private static void Weakened(MarkdownPage page, IntentReport report, SourceLinks links)
    {
        var weakened = report.Members.Where(m => m.Guards.Any(g => GuardOrder.Kind(g) != g)).ToList();
        if (weakened.Count == 0)
        {
            return;
        }

        page.Heading(2, "Guards that were compiled to less");
        page.Paragraph("A guard under *observe* looks and counts, and stops nothing. One that is *off* is not there.");
        page.Table(
            ["Member", "Guards, outermost first", "Where"],
            weakened.Select(m => (IReadOnlyList<string>)[MarkdownText.Code(m.Name), MemberRows.Guards(m.Guards), links.To(m.Place)]));
    }

    private static void Owners(MarkdownPage page, DocumentMap map)
    {
        if (map.Owners.Count == 0)
        {
            return;
        }

        page.Heading(2, "Owners");
        page.Bullets(map.Owners.Select(o => MarkdownText.Link(MarkdownText.Escape(o.Item), o.Path)));
        OwnershipMatrix.Write(page, map);
    }
}
