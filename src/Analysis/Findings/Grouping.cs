using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>Breaches that one decision settles become one group.</summary>
internal static class Grouping
{
    public static IEnumerable<IReadOnlyList<Violation>> Group(IReadOnlyList<Violation> violations)
    {
        // A certain breach from an entry point already asks for the decision that a possible one would ask for again, where the decision is the entry point's.
        var decided = new HashSet<(string Rule, string Entry)>(violations
            .Where(v => v.Certain && v.Entry is not null && v.RuleId is RuleTable.CommitsNeedBoundary or RuleTable.EffectsNeedIdempotency)
            .Select(v => (v.RuleId, v.Entry!.Node.Method.Id)));
        return violations
            .Where(v => v.Certain || v.Entry is null || !decided.Contains((v.RuleId, v.Entry.Node.Method.Id)))
            .GroupBy(v => (v.RuleId, v.Effect, v.Sink, AssemblyOf(v)))
            .Select(group => (IReadOnlyList<Violation>)[.. group
                .OrderByDescending(v => v.Certain)
                .ThenBy(v => v.Path.Count)
                .ThenBy(v => v.Entry?.Title ?? "", StringComparer.Ordinal)
                .ThenBy(v => SiteOf(v))])
            .OrderBy(group => group[0].RuleId, StringComparer.Ordinal)
            .ThenBy(group => group[0].Sink, StringComparer.Ordinal)
            .ThenBy(group => group[0].Effect, StringComparer.Ordinal);
    }

    public static IReadOnlyList<string> OtherEntries(IReadOnlyList<Violation> group) =>
    [
        .. group
            .Where(v => v.Entry is not null && v.Entry != group[0].Entry)
            .Select(v => v.Entry!.Title)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(title => title, StringComparer.Ordinal),
    ];

    /// <summary>Types of the same name in two assemblies are two types.</summary>
    private static string AssemblyOf(Violation violation) => violation.Location switch
    {
        SiteLocation site => site.Node.Assembly.Name,
        SpanLocation span => span.Node.Assembly.Name,
        _ => "",
    };

    private static int SiteOf(Violation violation) => violation.Location is SiteLocation site ? site.Site : -1;
}
