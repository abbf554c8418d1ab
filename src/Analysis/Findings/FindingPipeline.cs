using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Findings.Baselines;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>What the laws say, made into what a person is told.</summary>
/// <param name="Baseline">The lines that the project's baseline is to have from now on; null to leave the file alone.</param>
internal sealed record FindingResult(IReadOnlyList<Finding> Findings, IReadOnlyList<ExceptionState> Exceptions, IReadOnlyList<BaselineLine>? Baseline);

/// <param name="IsStale">It excuses nothing, and this check can know that.</param>
internal sealed record ExceptionState(DeclaredException Exception, bool IsStale);

/// <summary>Except → compare with the baseline → group → judge exceptions and baseline → place → set the severity → sort.</summary>
internal sealed class FindingPipeline(CodeGraph graph, SourceMap places, Severities severities, DateTime today, BaselineFile baseline)
{
    /// <param name="drift">What the committed lock does not say of the code.</param>
    public FindingResult Run(RuleContext context, IReadOnlyList<Violation> drift)
    {
        var sight = new Lazy<AssemblySight>(() => new(graph));
        var all = RuleRuns.All(context).Concat(drift).ToList();
        var violations = Here(all.Where(v => !IsReportedElsewhere(v, context.Built, sight))).ToList();
        var matcher = new ExceptionMatcher(graph);
        var exceptions = matcher.All(today);
        var findings = new List<Finding>();
        var excused = exceptions.ToDictionary(e => e, _ => new List<Finding>());
        var open = new List<Violation>();
        foreach (var byException in violations.ToLookup(v => exceptions.FirstOrDefault(e => matcher.Excuses(e, v))))
        {
            if (byException.Key is not { } exception)
            {
                open.AddRange(byException);
                continue;
            }

            foreach (var finding in OncePerPlace(Grouping.Group([.. byException]).Select(group => Make(group, exception))))
            {
                findings.Add(finding);
                excused[exception].Add(finding);
            }
        }

        var lines = CompareWithBaseline(open, findings);
        var states = new List<ExceptionState>();
        foreach (var exception in exceptions)
        {
            var matched = excused[exception];
            var sample = matched.Count == 0 ? null : matched[0].Primary.Problem;

            // What another project's build reports, its exceptions still excuse.
            var isStale = ExceptionLaws.CanBeJudged(exception, context) && !all.Any(v => matcher.Excuses(exception, v));
            states.Add(new(exception, isStale));
            if (ExceptionLaws.Check(exception, sample, isStale, today, context) is { } breach)
            {
                findings.Add(Make([breach]));
            }
        }

        return new([.. findings.Where(f => f.Severity != RuleSeverity.None).Select(f => f with { Placement = places.Exactly(f.Primary.Location, f.Placement) }).OrderBy(Key, StringComparer.Ordinal)], states, lines);
    }

    /// <summary>Adds what nobody has excepted, told apart by whether it was accepted before; returns the new lines of the file where it is to be written.</summary>
    private IReadOnlyList<BaselineLine>? CompareWithBaseline(List<Violation> open, List<Finding> findings)
    {
        var before = new Baseline(baseline.Existing ?? []);
        var audible = baseline.Mode == BaselineMode.Accept ? open.Where(v => Baseline.CanHold(v.RuleId) && Make([v]).Severity >= RuleSeverity.Warning).ToList() : [];
        var accepted = baseline.Mode == BaselineMode.Accept ? [.. audible] : before.Accepted(open);
        findings.AddRange(OncePerPlace(Grouping.Group([.. open.Where(v => !accepted.Contains(v))]).Select(group => Make(group))));
        findings.AddRange(OncePerPlace(Grouping.Group([.. open.Where(accepted.Contains)]).Select(group => Make(group) with { IsBaselined = true })));
        switch (baseline.Mode)
        {
            case BaselineMode.Accept:
                var lines = Baseline.Lines(audible);
                if (baseline.Existing is not null && BaselineLaws.Grown(baseline, lines, before.GrownIn(lines)) is { } grown)
                {
                    var finding = Make([grown]);
                    findings.Add(finding);

                    // Whoever made growth an error does not want it written.
                    return finding.Severity == RuleSeverity.Error ? null : lines;
                }

                // A file in each of sixty projects, to say that there is nothing in it, would be noise.
                return lines.Count == 0 && baseline.Existing is null ? null : lines;
            case BaselineMode.Prune:
                return baseline.Existing is null ? null : before.Pruned(open);
            default:
                if (BaselineLaws.Stale(baseline, [.. before.Stale(open)]) is { } stale)
                {
                    findings.Add(Make([stale]));
                }

                return null;
        }
    }

    /// <summary>What a reader cannot tell apart is told once: a file that several projects compile, several queries in one statement.</summary>
    private static IEnumerable<Finding> OncePerPlace(IEnumerable<Finding> findings) =>
        findings
            .GroupBy(f => f.Placement.Place is { Line: > 0 } place ? (object)(f.Primary.RuleId, place.File, place.Line, place.Column, f.Primary.Problem) : f)
            .Select(same => Merge([.. same.OrderByDescending(f => f.Primary.Certain)]));

    private static Finding Merge(IReadOnlyList<Finding> same)
    {
        if (same.Count == 1)
        {
            return same[0];
        }

        IReadOnlyList<Violation> all = [.. same.SelectMany(f => f.All)];
        return same[0] with { All = all, OtherEntries = Grouping.OtherEntries(all) };
    }

    /// <summary>What stands in a file of another repository is nothing that anybody here can change. Only that asynchronous code blocks is told, at the call of its own that comes there: that can be another one.</summary>
    private IEnumerable<Violation> Here(IEnumerable<Violation> violations)
    {
        var told = new HashSet<Location>();
        foreach (var violation in violations.Where(v => !SourceMap.IsOfCompiler(v.Location)))
        {
            if (!places.IsElsewhere(violation.Location))
            {
                yield return violation;
            }
            else if (violation.RuleId == RuleTable.AsyncCodeDoesNotBlock
                && violation.Path.LastOrDefault(e => !places.IsElsewhere(new SiteLocation(e.From, e.Site))) is { } last
                && new SiteLocation(last.From, last.Site) is var here && told.Add(here))
            {
                yield return violation with { Location = here };
            }
        }
    }

    /// <summary>A library with entry points of its own has been checked by its own build: its findings are told once. What only somebody above it shows to be wrong, its build did not see.</summary>
    private static bool IsReportedElsewhere(Violation violation, AssemblyFacts? built, Lazy<AssemblySight> sight) =>
        violation.Entry is { } entry
        && entry.Node.Assembly != built
        && sight.Value.HasJudged(entry.Node.Assembly, violation.Path.Select(edge => edge.To).Concat(violation.Evidence));

    private Finding Make(IReadOnlyList<Violation> group, DeclaredException? exception = null)
    {
        var primary = group[0];
        var place = places.Place(primary.Location);
        return new(primary, Grouping.OtherEntries(group), group, exception, severities.Of(primary, group.Any(v => v.Entry?.IsCritical ?? true), place), place);
    }

    private static string Key(Finding finding)
    {
        var place = finding.Placement.Place;
        return $"{place.File}\n{place.Line:D8}\n{place.Column:D8}\n{finding.Primary.RuleId}\n{finding.Primary.Sink}\n{finding.Primary.Effect}";
    }
}
