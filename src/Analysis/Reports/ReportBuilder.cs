using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports;

/// <summary>Collects what the documents say. It decides nothing: the findings are given.</summary>
internal sealed class ReportBuilder(string project, RuleContext context, FindingResult result, SourceMap places)
{
    private readonly Dictionary<string, string> _summaries = Summaries(context.Graph);
    private readonly StepReports _steps = new(context, places);
    private NearestSites? _nearest;

    public IntentReport Build()
    {
        var leads = context.Graph.CallsBackwards.Leading(context.Graph.Focus.Where(n => n.Effects.Count > 0 || n.Unresolved.Count > 0 || n.Guard is not null));
        var reaching = new Dictionary<MethodNode, List<string>>();
        var entries = context.Entries.Select(entry => Entry(entry, leads, reaching)).ToList();
        var reached = context.Reach.Reached;
        var members = new MemberReports(context, places, reaching).Build();
        var unresolved = reached.SelectMany(n => n.Unresolved).Select(Unresolved)
            .OrderBy(u => u.Place.File, StringComparer.Ordinal).ThenBy(u => u.Place.Line).ThenBy(u => u.Target, StringComparer.Ordinal)
            .ThenBy(u => u.Place.Column).ThenBy(u => u.Member, StringComparer.Ordinal).ToList();
        var excepted = result.Findings.Count(f => f.IsExcepted);
        var baselined = result.Findings.Count(f => f.IsBaselined);
        return new(
            project,
            entries,
            [.. result.Findings.Select(Finding)],
            [.. result.Exceptions.Select(Exception)],
            Refusals(),
            new TypeReports(context, places, _summaries, members).Build(),
            members,
            unresolved,
            new(entries.Count, reached.Sum(n => n.Effects.Count), unresolved.Count, result.Findings.Count - excepted - baselined, excepted, baselined))
        {
            Assumptions = new AssumptionReports(context, places).Build(),
        };
    }

    private static Dictionary<string, string> Summaries(CodeGraph graph)
    {
        var summaries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var summary in graph.Assemblies.SelectMany(a => a.Manifest.Summaries))
        {
            summaries[summary.Target] = summary.Text;
        }

        return summaries;
    }

    /// <param name="reaching">Takes the entry point's id for each guarded member that it reaches.</param>
    private EntryReport Entry(EntryPoint entry, bool[] leads, Dictionary<MethodNode, List<string>> reaching)
    {
        // One at a time: the searches of thousands of entry points together would be the largest thing in memory.
        var search = new PathSearch(entry.Node, _ => false, leads, entry.IsCritical ? int.MaxValue : IntentReport.MethodsFollowed);
        foreach (var member in search.Reached.Where(n => n.Guard is not null && !entry.IsStartup))
        {
            if (!reaching.TryGetValue(member, out var ids))
            {
                reaching.Add(member, ids = []);
            }

            ids.Add(entry.Node.Method.Id);
        }

        var effects = search.Reached
            .SelectMany(node => node.Effects)
            .Select((effect, i) => Effect(entry, search.PathTo(effect.Node), search.IsCertain(effect.Node), effect, withPath: i < IntentReport.EffectsWithPath))
            .DefaultIfEmpty(search.IsCutShort ? Nearest(entry) : null)
            .OfType<EffectReport>()
            .OrderBy(e => e.Place.File, StringComparer.Ordinal).ThenBy(e => e.Place.Line).ThenBy(e => e.Place.Column)
            .ThenBy(e => e.Subject, StringComparer.Ordinal)
            .ToList();
        return new(
            entry.Node.Method.Id,
            entry.Kind,
            entry.Title,
            entry.Repeats == Repeats.Yes,
            context.Ownership.Of(entry.Node),
            _summaries.TryGetValue(entry.Node.Method.Owner, out var summary) ? summary : "",
            places.OfDeclared(entry.Node).Place,
            effects,
            search.IsCutShort)
        {
            Unresolved = search.Reached.Sum(n => n.Unresolved.Count),
        };
    }

    /// <summary>What is further away than the methods that were followed is still there: one of it stands for all.</summary>
    private EffectReport? Nearest(EntryPoint entry)
    {
        _nearest ??= new(context.Graph, context.Graph.Focus.Where(n => n.Effects.Count > 0).Select(n => (n, 0)));
        if (!_nearest.Reaches(entry.Node))
        {
            return null;
        }

        var (path, node, _) = _nearest.From(entry.Node);
        return Effect(entry, path, _nearest.IsCertain(entry.Node), node.Effects[0], withPath: true);
    }

    private EffectReport Effect(EntryPoint entry, IReadOnlyList<CallEdge> path, bool certain, EffectSite effect, bool withPath)
    {
        var steps = withPath ? _steps.Of(entry.Node, path) : [];
        return new(
            effect.Category.Word(),
            effect.Subject,
            certain,
            steps,
            places.Place(new SiteLocation(effect.Node, effect.Site)).Place,
            context.Ownership.Of(effect.Node),
            [.. new[] { entry.Node }.Concat(path.SelectMany(Passed)).Distinct().SelectMany(Intents)])
        {
            Retries = withPath ? StepReports.Around(context, effect, steps) : [],
            Attempts = withPath ? StepReports.Attempts(context, entry.Node, path, effect) : 1,
        };
    }

    private static IEnumerable<MethodNode> Passed(CallEdge edge) => edge.Via is null ? [edge.To] : [edge.Via, edge.To];

    private IEnumerable<IntentReportItem> Intents(MethodNode node)
    {
        foreach (var intent in node.Intents)
        {
            if (intent.Type.StartsWith(IntentNames.Namespace + ".", StringComparison.Ordinal) && intent.Type != IntentNames.IntentException)
            {
                yield return new(
                    Declarations.ShortName(intent.Type),
                    Text(node.Assembly, node.Method.Id, intent),
                    Names.Short(node),
                    places.Place(new AttributeLocation(node.Assembly, node.Method.Id, intent.Type, 0, node)).Place);
            }
        }
    }

    private static string Text(AssemblyFacts assembly, string target, AttributeFact intent)
    {
        var written = assembly.Manifest.Intents.FirstOrDefault(i => i.Target == target && i.Attribute == intent.Type);
        return written is not null
            ? written.Text
            : string.Join(", ", intent.Arguments.Select(a => "\"" + a + "\"").Concat(intent.Named.Select(n => n.Key + " = \"" + n.Value + "\"")));
    }

    private FindingReport Finding(Finding finding)
    {
        var primary = finding.Primary;
        var entries = primary.Entry is null ? [] : new[] { primary.Entry.Title }.Concat(finding.OtherEntries).ToList();
        return new(
            primary.RuleId,
            finding.Severity,
            primary.Certain,
            finding.Message,
            finding.Placement.Place,
            entries,
            primary.First is null ? [] : _steps.Of(primary.First, primary.Path),
            primary.Location switch { SiteLocation site => context.Ownership.Of(site.Node), SpanLocation span => context.Ownership.Of(span.Node), _ => "" },
            FindingKey.Of(primary).ToString(),
            finding.Exception is { } exception ? $"{exception.Reason} (owner {exception.Owner}, until {exception.Until})" : "",
            finding.IsBaselined)
        {
            Related = [.. primary.Also.Select(also => new KeyValuePair<Place, string>(places.Exactly(also.At, places.Place(also.At)).Place, also.What)).Where(related => related.Key.IsKnown).Distinct()],
        };
    }

    private ExceptionReport Exception(ExceptionState state)
    {
        var exception = state.Exception;
        return new(
            exception.RuleId,
            exception.Declaration.Member,
            exception.Reason,
            exception.Owner,
            exception.Until,
            exception.IsExpired ? "expired" : state.IsStale ? "stale" : "active",
            places.Place(exception.Declaration.Location).Place);
    }

    private List<RefusalReport> Refusals() =>
    [
        .. context.Graph.Assemblies
            .SelectMany(assembly => Declarations.In(context.Graph, assembly))
            .Where(d => d.Attribute.Type is IntentNames.NotIdempotent or IntentNames.NaturallyIdempotent or IntentNames.NoTransaction or IntentNames.Blocking or IntentNames.NoRetry
                or IntentNames.NotThreadSafe or IntentNames.QueryPerItem or IntentNames.Swallows)
            .Select(d => new RefusalReport(
                Declarations.ShortName(d.Attribute.Type),
                d.Member,
                d.Attribute.Argument(d.Attribute.Type == IntentNames.Swallows ? 1 : 0) ?? "",
                d.Node is null ? "" : context.Ownership.Of(d.Node),
                places.Place(d.Location).Place))
            .OrderBy(r => r.Member, StringComparer.Ordinal).ThenBy(r => r.Attribute, StringComparer.Ordinal),
    ];

    private UnresolvedReport Unresolved(UnresolvedSite site) =>
        new(Names.Short(site.Node), site.Target, site.Reason, places.Place(new SiteLocation(site.Node, site.Site)).Place);
}
