using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings.Baselines;

/// <summary>The findings that a project has accepted as they are, against those that it has now.</summary>
internal sealed class Baseline(IReadOnlyList<BaselineLine> lines)
{
    private readonly Dictionary<string, BaselineLine> _lines = lines.ToDictionary(l => l.Key, StringComparer.Ordinal);

    /// <summary>
    /// Whether findings of a rule can be accepted. Those about the tool, its configuration, exceptions and the baseline itself cannot: they are not in the code, and
    /// accepting them would switch off what was asked for.
    /// </summary>
    public static bool CanHold(string ruleId) =>
        ruleId is not (RuleTable.ExceptionExpired or RuleTable.ExceptionStale or RuleTable.AssumptionEnded or RuleTable.NothingEnforced or RuleTable.CatalogueNamesNothing)
        && !ruleId.StartsWith("IC40", StringComparison.Ordinal)
        && !ruleId.StartsWith("IC90", StringComparison.Ordinal);

    /// <summary>What is there now, one line a key, in the order of the file.</summary>
    public static IReadOnlyList<BaselineLine> Lines(IEnumerable<Violation> violations) =>
    [
        .. Alike(violations.Where(v => CanHold(v.RuleId)))
            .Select(group => new BaselineLine(group.Key, group.Value.Count, 0))
            .OrderBy(line => line.Key, StringComparer.Ordinal),
    ];

    /// <summary>
    /// The violations that were accepted. Of more alike than were accepted the last ones are the new ones; which of them it really is, nobody can tell without
    /// lines, but how many is right.
    /// </summary>
    public HashSet<Violation> Accepted(IEnumerable<Violation> violations)
    {
        var accepted = new HashSet<Violation>();
        foreach (var group in Alike(violations.Where(v => CanHold(v.RuleId))))
        {
            if (_lines.TryGetValue(group.Key, out var line))
            {
                accepted.UnionWith(group.Value.Take(line.Count).SelectMany(one => one));
            }
        }

        return accepted;
    }

    /// <summary>Lines that hold more than there is, with how many are left of each.</summary>
    public IEnumerable<(BaselineLine Line, int Left)> Stale(IEnumerable<Violation> violations)
    {
        var now = Lines(violations).ToDictionary(l => l.Key, l => l.Count, StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var left = now.TryGetValue(line.Key, out var count) ? count : 0;
            if (left < line.Count)
            {
                yield return (line, left);
            }
        }
    }

    /// <summary>What is left when everything mended is taken out.</summary>
    public IReadOnlyList<BaselineLine> Pruned(IEnumerable<Violation> violations)
    {
        var stale = Stale(violations).ToDictionary(s => s.Line.Key, s => s.Left, StringComparer.Ordinal);
        return
        [
            .. lines
                .Select(line => stale.TryGetValue(line.Key, out var left) ? line with { Count = left } : line)
                .Where(line => line.Count > 0),
        ];
    }

    /// <summary>Lines among others that accept more than this does.</summary>
    public IReadOnlyList<BaselineLine> GrownIn(IEnumerable<BaselineLine> others) =>
        [.. others.Where(line => !_lines.TryGetValue(line.Key, out var before) || before.Count < line.Count)];

    /// <summary>By key, then by what tells findings with one key apart; the same finding from several entry points is one.</summary>
    private static SortedDictionary<string, List<List<Violation>>> Alike(IEnumerable<Violation> violations)
    {
        var alike = new SortedDictionary<string, List<List<Violation>>>(StringComparer.Ordinal);
        foreach (var byKey in violations.GroupBy(v => FindingKey.Of(v).ToString(), StringComparer.Ordinal))
        {
            alike.Add(byKey.Key, [.. byKey.GroupBy(v => (v.Effect, v.Sink)).OrderBy(g => g.Key.Effect.Length).ThenBy(g => g.Key.Effect, StringComparer.Ordinal).ThenBy(g => g.Key.Sink, StringComparer.Ordinal).Select(g => g.ToList())]);
        }

        return alike;
    }
}
