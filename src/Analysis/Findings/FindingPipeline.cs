using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>What the laws say, made into what a person is told.</summary>
internal sealed record FindingResult(IReadOnlyList<Finding> Findings, IReadOnlyList<ExceptionState> Exceptions);

/// <param name="IsStale">It excuses nothing, and this check can know that.</param>
internal sealed record ExceptionState(DeclaredException Exception, bool IsStale);

/// <summary>Group → except → judge the exceptions → place → set the severity → sort.</summary>
internal sealed class FindingPipeline(CodeGraph graph, SourceMap places, Severities severities, DateTime today)
{
    public FindingResult Run(RuleContext context)
    {
        var sight = new AssemblySight(graph);
        var all = RuleList.All.SelectMany(rule => rule.Check(context)).ToList();
        var violations = all.Where(v => !IsReportedElsewhere(v, context.Built, sight)).ToList();
        var matcher = new ExceptionMatcher(graph);
        var exceptions = matcher.All(today);
        var findings = new List<Finding>();
        var excused = exceptions.ToDictionary(e => e, _ => new List<Finding>());
        foreach (var byException in violations.ToLookup(v => exceptions.FirstOrDefault(e => matcher.Excuses(e, v))))
        {
            foreach (var group in Grouping.Group([.. byException]))
            {
                var finding = Make(group, byException.Key);
                findings.Add(finding);
                if (byException.Key is { } exception)
                {
                    excused[exception].Add(finding);
                }
            }
        }

        var states = new List<ExceptionState>();
        foreach (var exception in exceptions)
        {
            var matched = excused[exception];
            var sample = matched.Count == 0 ? null : matched[0].Primary.Problem;

            // What another project's build reports, its exceptions still excuse.
            var isStale = ExceptionLaws.CanBeJudged(exception, context) && !all.Any(v => matcher.Excuses(exception, v));
            states.Add(new(exception, isStale));
            if (ExceptionLaws.Check(exception, sample, isStale, context) is { } breach)
            {
                findings.Add(Make([breach], exception: null));
            }
        }

        return new([.. findings.Where(f => f.Severity != RuleSeverity.None).OrderBy(Key, StringComparer.Ordinal)], states);
    }

    /// <summary>A library with entry points of its own has been checked by its own build: its findings are told once.</summary>
    private static bool IsReportedElsewhere(Violation violation, AssemblyFacts? built, AssemblySight sight) =>
        violation.Entry is { } entry
        && entry.Node.Assembly != built
        && sight.HasJudged(entry.Node.Assembly, violation.Path.Select(edge => edge.To));

    private Finding Make(IReadOnlyList<Violation> group, DeclaredException? exception)
    {
        var primary = group[0];
        var place = places.Place(primary.Location);
        return new(primary, Grouping.OtherEntries(group), group, exception, severities.Of(primary.RuleId, primary.Certain, group.Any(v => v.Entry?.IsCritical ?? true), place), place);
    }

    private static string Key(Finding finding)
    {
        var place = finding.Placement.Place;
        return $"{place.File}\n{place.Line:D8}\n{place.Column:D8}\n{finding.Primary.RuleId}\n{finding.Primary.Sink}\n{finding.Primary.Effect}";
    }
}
