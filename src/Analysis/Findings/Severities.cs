using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>How loud a finding is: as the user set it for the compiler, where the finding stands; otherwise by rule, tier and the level of that part of the code.</summary>
internal sealed class Severities(Levels levels, IReadOnlyList<string> warningsNotAsErrors, Manifest project, IReadOnlyDictionary<string, Manifest> manifests)
{
    /// <param name="critical">It stands on a critical path, or on none: what is only seen because everything is looked at warns at most.</param>
    public RuleSeverity Of(Violation violation, bool critical, Placement placement)
    {
        var ruleId = violation.RuleId;
        var here = manifests.TryGetValue(placement.Assembly, out var manifest) ? manifest : project;
        if (IsDisabledByPragma(here, ruleId, placement))
        {
            return RuleSeverity.None;
        }

        var severity = Explicit(here, ruleId, placement.SettingsFile)
            ?? Explicit(here, ruleId, "")
            ?? Explicit(project, ruleId, "")
            ?? Default(violation, violation.Certain && critical);
        if (violation.IsNotice)
        {
            return severity > RuleSeverity.Warning ? RuleSeverity.Warning : severity;
        }

        return severity == RuleSeverity.Warning && project.WarningsAreErrors && !warningsNotAsErrors.Contains(ruleId) ? RuleSeverity.Error : severity;
    }

    private RuleSeverity Default(Violation violation, bool certain)
    {
        var severity = RuleTable.Get(violation.RuleId).DefaultSeverity;
        return severity == RuleSeverity.Error && !(certain && levels.MayFail(violation)) ? RuleSeverity.Warning : severity;
    }

    private static RuleSeverity? Explicit(Manifest manifest, string ruleId, string file)
    {
        foreach (var set in manifest.Severities)
        {
            if (set.RuleId == ruleId && set.File == file)
            {
                return set.Severity;
            }
        }

        return null;
    }

    private static bool IsDisabledByPragma(Manifest manifest, string ruleId, Placement placement)
    {
        foreach (var pragma in manifest.Pragmas)
        {
            if (pragma.RuleId == ruleId
                && pragma.File == placement.SettingsFile
                && placement.Place.Line >= pragma.FirstLine
                && placement.Place.Line <= pragma.LastLine)
            {
                return true;
            }
        }

        return false;
    }
}
