using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Cli.Queries;
using IntentContracts.Cli.Terminals;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Reports;

/// <summary>Which part of a report somebody wants to see.</summary>
/// <param name="Area">As the rule table names it; null for all.</param>
/// <param name="Owner">Null for all; empty for what nobody owns.</param>
internal sealed record ReportFilter(string? Area, string? Owner, string? Rule)
{
    public bool IsEverything => Area is null && Owner is null && Rule is null;

    public static IReadOnlyList<string> Areas { get; } = [.. RuleTable.All.Select(r => r.Area).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads an area as somebody types it: <c>state-machines</c>, <c>n+1</c>.</summary>
    /// <exception cref="ToolException">There is no such area.</exception>
    public static string ReadArea(string text)
    {
        static string Plain(string s) => s.Replace('-', ' ').Replace('_', ' ').Trim();
        return Areas.FirstOrDefault(a => string.Equals(Plain(a), Plain(text), StringComparison.OrdinalIgnoreCase))
            ?? throw ToolException.Usage($"'{text}' is no area{Suggestions.Sentence(text, Areas)}", [.. Areas]);
    }

    public IReadOnlyList<FindingReport> Findings(IntentReport report) =>
    [
        .. report.Findings.Where(f =>
            (Rule is null || f.RuleId == Rule)
            && (Area is null || RuleTable.Get(f.RuleId).Area == Area)
            && (Owner is null || f.Owner == Owner)),
    ];

    public IReadOnlyList<EntryReport> Entries(IntentReport report) => [.. report.Entries.Where(e => Owner is null || e.Owner == Owner)];
}
