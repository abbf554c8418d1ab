using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Json;

/// <summary>intent.json: the whole report for other programs. Its schema is docs/schemas/intent-1.schema.json; a change that breaks a reader is a new number.</summary>
internal static class IntentJson
{
    public const string Schema = "https://raw.githubusercontent.com/IntentContracts/IntentContracts/main/docs/schemas/intent-1.schema.json";

    public static string Write(IntentReport report)
    {
        var json = new JsonWriter();
        using (json.Object())
        {
            json.Property("$schema", Schema);
            json.Property("version", 1);
            json.Property("project", report.Project);
            Counts(json, report.Counts);
            Each(json, "entryPoints", report.Entries, Entry);
            Each(json, "findings", report.Findings, Finding);
            Each(json, "exceptions", report.Exceptions, Exception);
            Each(json, "refusals", report.Refusals, Refusal);
            Each(json, "assumptions", report.Assumptions, Assumption);
            Each(json, "types", report.Types, Type);
            Each(json, "members", report.Members, MemberJson.Member);
            Each(json, "unresolved", report.Unresolved, Unresolved);
        }

        return json.ToString();
    }

    internal static void Each<T>(JsonWriter json, string name, IReadOnlyList<T> items, Action<JsonWriter, T> write)
    {
        using (json.Array(name))
        {
            foreach (var item in items)
            {
                using (json.Object())
                {
                    write(json, item);
                }
            }
        }
    }

    private static void Counts(JsonWriter json, ReportCounts counts)
    {
        using (json.Object("counts"))
        {
            json.Property("entryPoints", counts.EntryPoints);
            json.Property("effects", counts.Effects);
            json.Property("unresolved", counts.Unresolved);
            json.Property("findings", counts.Findings);
            json.Property("excepted", counts.Excepted);
            json.Property("baselined", counts.Baselined);
        }
    }

    private static void Entry(JsonWriter json, EntryReport entry)
    {
        json.Property("id", entry.Id);
        json.Property("kind", entry.Kind);
        json.Property("title", entry.Title);
        json.Property("atLeastOnce", entry.AtLeastOnce);
        json.Property("owner", entry.Owner);
        json.Property("summary", entry.Summary);
        Place(json, "place", entry.Place);
        Each(json, "effects", entry.Effects, Effect);
        if (entry.IsCutShort)
        {
            json.Property("cutShort", true);
        }
    }

    private static void Effect(JsonWriter json, EffectReport effect)
    {
        json.Property("kind", effect.Kind);
        json.Property("subject", effect.Subject);
        json.Property("tier", Tier(effect.Certain));
        json.Property("owner", effect.Owner);
        Place(json, "place", effect.Place);
        json.Property("attempts", (int)effect.Attempts);
        Each(json, "retries", effect.Retries, Retry);
        Path(json, effect.Path);
        Each(json, "intents", effect.Intents, Intent);
    }

    /// <summary>Paths share most of their steps.</summary>
    private static void Path(JsonWriter json, IReadOnlyList<StepReport> path)
    {
        using (json.Array("path"))
        {
            foreach (var step in path)
            {
                json.Again(step, Step);
            }
        }
    }

    private static void Step(JsonWriter json, StepReport step)
    {
        json.Property("id", step.Id);
        json.Property("name", step.Name);
        Place(json, "declared", step.Declared);
        Place(json, "call", step.Call);
        json.Property("guards", [.. step.Guards.Where(g => !GuardOrder.IsOff(g)).Select(GuardOrder.Kind)]);
        Each(json, "retries", step.Retries, Retry);
        json.Property("opensTransaction", step.OpensTransaction);
    }

    private static void Retry(JsonWriter json, RetryReport retry)
    {
        json.Property("name", retry.Name);
        json.Property("attempts", retry.Attempts);
        json.Property("where", retry.Where);
    }

    private static void Intent(JsonWriter json, IntentReportItem intent)
    {
        json.Property("attribute", intent.Attribute);
        json.Property("text", intent.Text);
        json.Property("member", intent.Member);
        Place(json, "place", intent.Place);
    }

    private static void Finding(JsonWriter json, FindingReport finding)
    {
        json.Property("ruleId", finding.RuleId);
        json.Property("severity", Severity(finding.Severity));
        json.Property("tier", Tier(finding.Certain));
        json.Property("message", finding.Message);
        Place(json, "place", finding.Place);
        json.Property("entryPoints", finding.Entries);
        Path(json, finding.Path);
        json.Property("owner", finding.Owner);
        json.Property("fingerprint", finding.Fingerprint);
        json.Property("exception", finding.Exception);
        json.Property("baselined", finding.IsBaselined);
    }

    private static void Exception(JsonWriter json, ExceptionReport exception)
    {
        json.Property("ruleId", exception.RuleId);
        json.Property("member", exception.Member);
        json.Property("reason", exception.Reason);
        json.Property("owner", exception.Owner);
        json.Property("until", exception.Until);
        json.Property("status", exception.Status);
        Place(json, "place", exception.Place);
    }

    private static void Refusal(JsonWriter json, RefusalReport refusal)
    {
        json.Property("attribute", refusal.Attribute);
        json.Property("member", refusal.Member);
        json.Property("reason", refusal.Reason);
        json.Property("owner", refusal.Owner);
        Place(json, "place", refusal.Place);
    }

    private static void Assumption(JsonWriter json, AssumptionReport assumption)
    {
        json.Property("text", assumption.Text);
        json.Property("member", assumption.Member);
        json.Property("owner", assumption.Owner);
        json.Property("verifiedBy", assumption.VerifiedBy);
        json.Property("until", assumption.Until);
        json.Property("status", assumption.Status);
        Place(json, "place", assumption.Place);
    }

    private static void Type(JsonWriter json, TypeReport type)
    {
        json.Property("id", type.Id);
        json.Property("name", type.Name);
        json.Property("owner", type.Owner);
        json.Property("summary", type.Summary);
        Place(json, "place", type.Place);
        Each(json, "invariants", type.Invariants, Invariant);
        json.Property("guardedMembers", type.GuardedMembers);
        Each(json, "machines", type.Machines, MemberJson.Machine);
    }

    private static void Invariant(JsonWriter json, InvariantReport invariant)
    {
        json.Property("condition", invariant.Condition);
        json.Property("because", invariant.Because);
        Place(json, "place", invariant.Place);
    }

    private static void Unresolved(JsonWriter json, UnresolvedReport unresolved)
    {
        json.Property("member", unresolved.Member);
        json.Property("target", unresolved.Target);
        json.Property("reason", unresolved.Reason);
        Place(json, "place", unresolved.Place);
    }

    internal static void Place(JsonWriter json, string name, Place place)
    {
        if (!place.IsKnown)
        {
            json.Null(name);
            return;
        }

        using (json.Object(name))
        {
            json.Property("file", place.File);
            json.Property("line", place.Line);
            json.Property("column", place.Column);
            json.Property("endLine", place.EndLine);
            json.Property("endColumn", place.EndColumn);
        }
    }

    private static string Tier(bool certain) => certain ? "certain" : "possible";

    private static string Severity(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        RuleSeverity.Note => "note",
        _ => "none",
    };
}
