using IntentContracts.Analysis.Findings.Baselines;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>
/// Many findings in ten lines: what there is and where to begin. For the first run on code that was there before the check: nobody reads three thousand warnings, and
/// whoever sees them switches the check off.
/// </summary>
internal static class Digest
{
    private const int Shown = 5;
    private const int Rows = 6;
    private const int Places = 3;

    /// <summary>Rules in the order of what their breach costs in production: money and data first, time last.</summary>
    private static readonly string[] ByHarm =
    [
        "IC50", "IC14", "IC1302", "IC11", "IC1304", "IC13", "IC21", "IC10", "IC16", "IC20", "IC30", "IC31", "IC00", "IC23",
    ];

    /// <summary>
    /// Whether a finding may be one of many. What no baseline can hold may not: nobody accepts it away, and a promise that was broken today does not drown in what was there for years.
    /// </summary>
    public static bool MayCount(Finding finding) => Baseline.CanHold(finding.Primary.RuleId);

    /// <summary>The few findings to show one by one: the worst of each rule, errors before warnings.</summary>
    public static IReadOnlyList<Finding> Samples(IEnumerable<Finding> findings) =>
    [
        .. findings
            .GroupBy(f => f.Primary.RuleId, StringComparer.Ordinal)
            .Select(rule => rule.OrderByDescending(f => f.Severity).ThenByDescending(f => f.Primary.Certain).ThenByDescending(f => f.OtherEntries.Count).First())
            .OrderByDescending(f => f.Severity)
            .ThenBy(f => Harm(f.Primary.RuleId))
            .Take(Shown),
    ];

    /// <summary>For a first run of which only samples are shown.</summary>
    public static IReadOnlyList<string> FirstRun(IReadOnlyList<Finding> findings, int shown) =>
    [
        $"{findings.Count} findings, for the first time; {shown} stand above as examples, all are in intent.sarif and in the documents. Begin where it hurts most:",
        .. Begin(findings, Rows),
        "  Accept what is there, so that only new findings fail the build:  dotnet build -p:IntentBaseline=Accept",
        "  Look around first, with warnings only:  -p:IntentMode=Observe      See every finding:  -p:IntentFirstRunLimit=0",
    ];

    /// <summary>After everything was accepted.</summary>
    public static IReadOnlyList<string> Accepted(IReadOnlyList<Finding> findings, string file) =>
        findings.Count == 0
            ? []
            :
            [
                $"froze {findings.Count} finding{(findings.Count == 1 ? "" : "s")} in {file}: commit it. From now on only new ones fail the build. Begin where it hurts most:",
                .. Begin(findings, Rows),
            ];

    private static IEnumerable<string> Begin(IReadOnlyList<Finding> findings, int rows)
    {
        var rules = findings
            .GroupBy(f => f.Primary.RuleId, StringComparer.Ordinal)
            .OrderBy(rule => Harm(rule.Key))
            .ThenByDescending(rule => rule.Count())
            .ThenBy(rule => rule.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var rule in rules.Take(rules.Count > rows ? rows - 1 : rows))
        {
            yield return $"  {rule.Count(),5} × {rule.Key} {RuleTable.Get(rule.Key).Title.ToLowerInvariant()}: {Where([.. rule])}";
        }

        if (rules.Count > rows)
        {
            var rest = rules.Skip(rows - 1).ToList();
            yield return $"  {rest.Sum(r => r.Count()),5} × of {rest.Count} further rules: {string.Join(", ", rest.Select(r => r.Key))}";
        }
    }

    /// <summary>Where most of them are: the entry points that reach them, otherwise the files that they stand in.</summary>
    private static string Where(IReadOnlyList<Finding> findings)
    {
        var names = findings
            .GroupBy(f => f.Primary.Entry is { IsCritical: true } entry ? entry.Title : Path.GetFileName(f.Placement.AbsoluteFile), StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToList();
        var shown = names.Take(Places).Select(g => g.Count() == 1 ? g.Key : $"{g.Key} ({g.Count()})");
        return string.Join(", ", shown) + (names.Count > Places ? ", …" : "");
    }

    private static int Harm(string ruleId)
    {
        for (var i = 0; i < ByHarm.Length; i++)
        {
            if (ruleId.StartsWith(ByHarm[i], StringComparison.Ordinal))
            {
                return i;
            }
        }

        return ByHarm.Length;
    }
}
