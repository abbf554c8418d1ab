using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>One type: what is always true of it, which states it passes through, what its members ask and promise, and where that is checked.</summary>
internal static class TypePage
{
    private const string Up = "../";

    public static MarkdownPage Write(DocumentMap map, TypeReport type, SourceLinks links)
    {
        var page = new MarkdownPage();
        page.Heading(1, MarkdownText.Escape(type.Name));
        page.Paragraph(MarkdownText.Escape(type.Summary));
        page.Bullets(["**Owner**: " + map.Owner(type.Owner, Up), "**Declared**: " + Words.At(MarkdownText.Code(type.Id), links.To(type.Place))]);
        Invariants(page, type, links);
        foreach (var machine in type.Machines)
        {
            Machine(page, map, machine, links);
        }

        var members = map.MembersOf(type);
        if (members.Any(m => m.Conditions.Count > 0))
        {
            page.Heading(2, "Conditions of members");
            MemberRows.Conditions(page, members, links);
        }

        Members(page, map, members, links);
        page.Paragraph(MarkdownText.Link("All types", Up + "index.md"));
        return page;
    }

    private static void Invariants(MarkdownPage page, TypeReport type, SourceLinks links)
    {
        if (type.Invariants.Count == 0)
        {
            return;
        }

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
    }

    private static void Machine(MarkdownPage page, DocumentMap map, MachineReport machine, SourceLinks links)
    {
        page.Heading(2, "States of " + MarkdownText.Code(machine.State));
        page.Paragraph(Words.At(machine.Initial.Length == 0 ? "Nobody has said where it begins" : "Begins as " + MarkdownText.Code(machine.Initial), links.To(machine.Place)) + ".");
        page.Fence("mermaid", StateDiagram.Draw(map, machine));
        if (machine.Edges.Count == 0)
        {
            page.Paragraph("No member is declared to be a transition: the state never changes.");
            return;
        }

        page.Table(
            ["From", "To", "Member", "Triggered by", "Where"],
            machine.Edges.Select(e => (IReadOnlyList<string>)
            [
                MarkdownText.Code(e.From),
                MarkdownText.Code(e.To),
                MarkdownText.Code(map.Member(e.MemberId)?.Name ?? e.MemberId),
                TriggeredBy(map, e.MemberId),
                links.To(e.Place),
            ]));
    }

    private static void Members(MarkdownPage page, DocumentMap map, IReadOnlyList<MemberReport> members, SourceLinks links)
    {
        if (members.Count == 0)
        {
            return;
        }

        page.Heading(2, "Guarded members");
        page.Table(
            ["Member", "Guards, outermost first", "Reached from", "Where"],
            members.Select(m => (IReadOnlyList<string>)[MarkdownText.Code(m.Name), MemberRows.Guards(m.Guards), TriggeredBy(map, m.Id), links.To(m.Place)]));
    }

    private static string TriggeredBy(DocumentMap map, string member) =>
        map.Member(member) is { } known && map.EntriesOf(known) is { Count: > 0 } entries
            ? string.Join("<br>", entries.Select(e => MarkdownText.Link(MarkdownText.Escape(e.Item.Title), Up + e.Path)))
            : "no entry point";
}
