using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Html;

/// <summary>
/// The report as the scripts of the HTML document read it (Assets/model.js names the columns). Members, effects, intents and steps of paths stand in tables of
/// their own and are named by number; a step names the one before it.
/// </summary>
internal sealed class HtmlData
{
    private readonly Table _files = new();
    private readonly Table _members = new();
    private readonly Table _intents = new();
    private readonly Table _effects = new();
    private readonly Table _retries = new();
    private readonly Table _steps = new();
    private readonly Dictionary<FindingReport, string> _findings = [];

    private HtmlData()
    {
    }

    public static string Write(DocumentMap map, ReportOptions options) => new HtmlData().Document(map, options);

    private string Document(DocumentMap map, ReportOptions options)
    {
        var report = map.Report;
        var number = 0;
        foreach (var finding in report.Findings)
        {
            _findings[finding] = Rows.Number(number++);
        }

        var entries = map.Entries.Select(e => Entry(e, map)).ToList();
        var findings = report.Findings.Select(f => Finding(f, map)).ToList();
        var guarded = report.Members.Select(Guarded).ToList();
        var types = map.Types.Select(Type).ToList();
        var ledgers = new HtmlLedgers(Place);
        var rules = report.Findings.Select(f => f.RuleId).Concat(report.Exceptions.Select(e => e.RuleId)).Distinct(StringComparer.Ordinal);

        var rows = new Rows();
        rows.Property("format", "1");
        rows.Property("project", Rows.Text(report.Project));
        rows.Property("tool", Rows.Text(options.ToolVersion));
        rows.Property("link", Rows.Text(options.SourceLinkPrefix));
        var counts = report.Counts;
        rows.Property("counts", Rows.List(new[] { counts.EntryPoints, counts.Effects, counts.Unresolved, counts.Findings, counts.Excepted, counts.Baselined }.Select(n => Rows.Number(n))));
        rows.Property("entries", entries);
        rows.Property("findings", findings);
        rows.Property("guarded", guarded);
        rows.Property("types", types);
        ledgers.Write(rows, report);
        rows.Property("owners", map.Owners.Select(o => Rows.Row(Rows.Text(o.Item), Rows.Text(Route(o.Path)))));
        rows.Property("rules", rules.Select(Rule));
        rows.Property("failures", FailureAnswer.All.Select(f => Rows.Row(Rows.Text(f.Guard), Rows.Text(f.When), Rows.Text(f.Exception), Rows.Number(f.Status))));
        rows.Property("members", _members.Rows);
        rows.Property("intents", _intents.Rows);
        rows.Property("effects", _effects.Rows);
        rows.Property("retries", _retries.Rows);
        rows.Property("steps", _steps.Rows);
        rows.Property("files", _files.Rows);
        return rows.ToString();
    }

    private string Entry(DocumentOf<EntryReport> page, DocumentMap map)
    {
        var entry = page.Item;
        var first = entry.Effects.SelectMany(e => e.Path.Take(1)).FirstOrDefault();
        return Rows.Row(
            Rows.Text(Route(page.Path)),
            Rows.Text(entry.Title),
            Rows.Text(entry.Kind),
            Rows.Text(entry.Owner),
            Rows.Text(entry.Summary),
            Rows.Flag(entry.AtLeastOnce),
            Rows.Text(DuplicateAnswer.WhenRepeated(entry)),
            first is null ? Member(entry.Id, entry.Title, entry.Place, []) : Member(first.Id, first.Name, first.Declared, first.Guards),
            Place(entry.Place),
            Rows.List(entry.Effects.Select(Reached)),
            Rows.List(map.FindingsOn(entry).Select(f => _findings[f])),
            Rows.Number(entry.Unresolved),
            Rows.Number(entry.IsCutShort ? IntentReport.MethodsFollowed : 0));
    }

    // An effect as one entry point reaches it.
    private string Reached(EffectReport effect) => Rows.Row(
        _effects.Of(Rows.Row(Rows.Text(effect.Kind), Rows.Text(effect.Subject), Rows.Text(effect.Owner), Place(effect.Place), Retries(effect.Retries))),
        Path(effect.Path),
        Rows.Flag(effect.Certain),
        Rows.Number(effect.Attempts),
        Rows.List(effect.Intents.Select(Intent)));

    // The number of its last step; each step knows the one before it, so paths with the same beginning share that.
    private string Path(IReadOnlyList<StepReport> steps)
    {
        var last = "-1";
        foreach (var step in steps)
        {
            last = _steps.Of(Rows.Row(last, Member(step.Id, step.Name, step.Declared, step.Guards), Place(step.Call), Retries(step.Retries), Rows.Flag(step.OpensTransaction)));
        }

        return last;
    }

    private string Member(string id, string name, Place declared, IReadOnlyList<string> guards) =>
        _members.Of(Rows.Row(Rows.Text(id), Rows.Text(name), Place(declared), Guards(guards)));

    private string Intent(IntentReportItem intent) => _intents.Of(Rows.Row(
        Rows.Text(intent.Attribute),
        Rows.Text(intent.Text),
        Rows.Text(intent.Member),
        Place(intent.Place),
        intent.Attribute == "Idempotent" ? Rows.List(DuplicateAnswer.Cases(intent.Text, Code).Select(Rows.Texts)) : "[]",
        Rows.Text(IntentArguments.Value(intent.Text, "Key") ?? "")));

    private string Retries(IReadOnlyList<RetryReport> retries) =>
        Rows.List(retries.Select(r => _retries.Of(Rows.Row(Rows.Text(r.Name), Rows.Text(r.Attempts), Rows.Text(r.Where)))));

    private string Finding(FindingReport finding, DocumentMap map) => Rows.Row(
        Rows.Text(finding.RuleId),
        Rows.Text(finding.Severity switch { RuleSeverity.Error => "error", RuleSeverity.Warning => "warning", _ => "note" }),
        Rows.Flag(finding.Certain),
        Rows.Text(finding.Message),
        Place(finding.Place),
        Rows.Text(finding.Owner),
        Rows.Text(finding.Exception),
        Rows.List(map.EntriesOf(finding).Select(e => Rows.Text(Route(e.Path)))),
        Path(finding.Path),
        Rows.Flag(finding.IsBaselined));

    private string Guarded(MemberReport member) => Rows.Row(
        Rows.Text(member.Id),
        Rows.Text(member.Name),
        Rows.Text(member.Type),
        Rows.Text(member.Owner),
        Place(member.Place),
        Guards(member.Guards),
        Rows.List(member.Conditions.Select(c => Rows.Row(Rows.Text(c.Kind), Rows.Text(c.Condition), Rows.Text(c.Because), Place(c.Place)))),
        Rows.List(member.Transitions.Select(t => Rows.Row(Rows.Texts(t.From), Rows.Text(t.To), Place(t.Place)))),
        Rows.Texts(member.EntryIds));

    private string Type(DocumentOf<TypeReport> page) => Rows.Row(
        Rows.Text(Route(page.Path)),
        Rows.Text(page.Item.Id),
        Rows.Text(page.Item.Name),
        Rows.Text(page.Item.Owner),
        Rows.Text(page.Item.Summary),
        Place(page.Item.Place),
        Rows.List(page.Item.Invariants.Select(i => Rows.Row(Rows.Text(i.Condition), Rows.Text(i.Because), Place(i.Place)))),
        Rows.Texts(page.Item.GuardedMembers),
        Rows.List(page.Item.Machines.Select(Machine)));

    private string Machine(MachineReport machine) => Rows.Row(
        Rows.Text(machine.State),
        Rows.Text(machine.Initial),
        Rows.Texts(machine.Terminal),
        Rows.Texts(machine.States),
        Place(machine.Place),
        Rows.List(machine.Edges.Select(e => Rows.Row(Rows.Text(e.From), Rows.Text(e.To), Rows.Text(e.MemberId), Place(e.Place)))));

    // File and line; what is not known is an empty row.
    private string Place(Place place) => place.IsKnown ? Rows.Row(_files.Of(Rows.Text(place.File)), Rows.Number(place.Line)) : "[]";

    private static string Guards(IReadOnlyList<string> guards) => Rows.Texts(guards.Select(GuardOrder.Text));

    // The scripts show what stands between back-ticks as code; there is nothing else that they would read from a text.
    private static string Code(string text) => "`" + text.Replace('`', '\'') + "`";

    private static string Route(string path) => path.Substring(0, path.Length - ".md".Length);

    private static string Rule(string id)
    {
        var rule = RuleTable.All.FirstOrDefault(r => r.Id == id);
        return Rows.Row(Rows.Text(id), Rows.Text(rule?.Title ?? ""), Rows.Text(rule?.Area ?? ""), Rows.Text(rule?.HelpLink ?? ""));
    }
}
