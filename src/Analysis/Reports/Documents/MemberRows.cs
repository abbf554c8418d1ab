using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>Guarded members as tables: their guards in order, their conditions, their transitions.</summary>
internal static class MemberRows
{
    /// <summary>Outermost first, with the mode of those that do less than enforce.</summary>
    public static string Guards(IReadOnlyList<string> guards) => string.Join(" → ", guards.Select(g => MarkdownText.Escape(GuardOrder.Text(g))));

    public static void Conditions(MarkdownPage page, IReadOnlyList<MemberReport> members, SourceLinks links)
    {
        var rows = members.SelectMany(m => m.Conditions.Select(c => (m, c))).ToList();
        if (rows.Count > 0)
        {
            page.Table(
                ["Member", "When", "Condition", "Because", "Where"],
                rows.Select(row => (IReadOnlyList<string>)
                [
                    MarkdownText.Code(row.m.Name),
                    When(row.m, row.c),
                    MarkdownText.Code(row.c.Condition),
                    MarkdownText.Escape(row.c.Because),
                    links.To(row.c.Place),
                ]));
        }
    }

    /// <summary>Which states a member leads from and to.</summary>
    public static string Transitions(MemberReport member) =>
        string.Join("<br>", member.Transitions.Select(t => string.Join(", ", t.From.Select(MarkdownText.Code)) + " → " + MarkdownText.Code(t.To)));

    private static string When(MemberReport member, ConditionReport condition)
    {
        var item = member.Guards.FirstOrDefault(g => GuardOrder.Kind(g) == condition.Kind);
        var mode = item is null || item == condition.Kind ? "" : " " + MarkdownText.Escape(GuardOrder.Text(item).Substring(condition.Kind.Length + 1));
        return (condition.Kind == GuardWords.Requires ? "before" : condition.Kind == GuardWords.Ensures ? "after, on success" : MarkdownText.Escape(condition.Kind)) + mode;
    }
}
