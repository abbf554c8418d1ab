using System.Globalization;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Cli.Terminals;
using IntentContracts.Cli.Trees;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Reports;

/// <summary>Findings and entry points on a terminal.</summary>
internal static class ReportTable
{
    private const int MostFindings = 40;
    private const int MostEntries = 60;

    public static void Print(string project, IReadOnlyList<FindingReport> findings, IReadOnlyList<EntryReport> entries, bool everything, bool withEntries, Terminal terminal)
    {
        if (withEntries)
        {
            terminal.Line(Ink.Strong(project), Ink.Layout("   "), Ink.Dim(Title.Count(entries.Count, "entry point") + ", " + Title.Count(findings.Count, "finding")));
            var table = new Columns();
            foreach (var entry in entries.Take(everything ? int.MaxValue : MostEntries))
            {
                table.Add(
                    "  ",
                    [Ink.Strong(entry.Title)],
                    [Ink.Dim(entry.Kind + (entry.AtLeastOnce ? ", at least once" : ""))],
                    [Ink.Plain(entry.Owner)],
                    [Ink.Plain(Effects(entry))]);
            }

            table.Print(terminal);
            LeftOut(entries.Count - MostEntries, "entry points", everything, terminal);
        }

        if (findings.Count == 0)
        {
            terminal.Line(Ink.Layout(withEntries ? "  " : ""), Ink.Good("No findings."));
            return;
        }

        if (withEntries)
        {
            terminal.Line();
        }

        foreach (var finding in findings.Take(everything ? int.MaxValue : MostFindings))
        {
            One(finding, terminal);
        }

        LeftOut(findings.Count - MostFindings, "findings", everything, terminal);
        terminal.Line();
        ByRule(findings, terminal);
    }

    private static void One(FindingReport finding, Terminal terminal)
    {
        var isExcepted = finding.Exception.Length > 0;
        terminal.Line(
            Ink.Dim(finding.Place.Text()),
            Ink.Layout(finding.Place.IsKnown ? ": " : ""),
            !finding.IsOpen ? Ink.Dim(Status(finding)) : finding.Severity == RuleSeverity.Error ? Ink.Bad(Status(finding)) : Ink.Warn(Status(finding)),
            Ink.Layout(" "),
            Ink.Strong(finding.RuleId),
            Ink.Layout(": "),
            Ink.Plain(finding.Message),
            Ink.Layout(isExcepted ? " · " : ""),
            Ink.Dim(isExcepted ? "excepted: " + finding.Exception : ""));
    }

    private static void ByRule(IReadOnlyList<FindingReport> findings, Terminal terminal)
    {
        var table = new Columns();
        foreach (var group in findings.GroupBy(f => f.RuleId).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            table.Add("  ", [Ink.Plain(group.Count().ToString(CultureInfo.InvariantCulture).PadLeft(5))], [Ink.Strong(group.Key)], [Ink.Plain(RuleTable.Get(group.Key).Title)]);
        }

        table.Print(terminal);
    }

    internal static string Status(FindingReport finding) =>
        finding.Exception.Length > 0 ? "excepted" : finding.IsBaselined ? "baselined" : finding.Severity.ToString().ToLowerInvariant();

    /// <summary>"1 http, 2 db commit, 3 reads": what changes something by its kind.</summary>
    internal static string Effects(EntryReport entry) =>
        entry.Effects.Count == 0
            ? "no effect"
            : string.Join(", ", entry.Effects.GroupBy(e => e.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Count().ToString(CultureInfo.InvariantCulture) + " " + g.Key));

    private static void LeftOut(int count, string what, bool everything, Terminal terminal)
    {
        if (!everything && count > 0)
        {
            terminal.Line(Ink.Layout("  "), Ink.Dim($"… {count.ToString(CultureInfo.InvariantCulture)} more {what}: --all shows them"));
        }
    }
}
