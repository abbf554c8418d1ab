using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>How loud a finding is: as the user set it for the compiler, where the finding stands; otherwise by rule, tier and mode.</summary>
internal sealed class Severities(CheckMode mode, IReadOnlyList<string> warningsNotAsErrors, Manifest project, IReadOnlyDictionary<string, Manifest> manifests)
{
    /// <param name="critical">It stands on a critical path, or on none: what is only seen because everything is looked at warns at most.</param>
    public RuleSeverity Of(string ruleId, bool certain, bool critical, Placement placement)
    {
        var here = manifests.TryGetValue(placement.Assembly, out var manifest) ? manifest : project;
        if (IsDisabledByPragma(here, ruleId, placement))
        {
            return RuleSeverity.None;
        }

        var severity = Explicit(here, ruleId, placement.SettingsFile)
            ?? Explicit(here, ruleId, "")
            ?? Explicit(project, ruleId, "")
            ?? Default(ruleId, certain && critical);
        return severity == RuleSeverity.Warning && project.WarningsAreErrors && !warningsNotAsErrors.Contains(ruleId) ? RuleSeverity.Error : severity;
    }

    private RuleSeverity Default(string ruleId, bool certain)
    {
        var severity = RuleTable.Get(ruleId).DefaultSeverity;
        return severity == RuleSeverity.Error && (!certain || mode == CheckMode.Observe) ? RuleSeverity.Warning : severity;
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
