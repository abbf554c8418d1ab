using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC0005: a check that was asked for and finds nothing to check must not look like a check that passed.</summary>
internal sealed class EnforcementMustHaveAnObject : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var asked = context.EnforcementWasAskedFor
            || (context.Built?.Attributes.Any(a => a.Type == IntentNames.CriticalPath) ?? false);
        if (!asked || context.Built is null)
        {
            yield break;
        }

        if (context.Entries.Count == 0)
        {
            yield return Breach(
                "enforcement was asked for, but no entry point was found: nothing is checked",
                "mark one with [CriticalPath], add an IntentEntryPoint item, or remove IntentMode from this project");
        }
        else if (context.Reach.Reached.All(n => n.Effects.Count == 0))
        {
            var count = context.Entries.Count;
            yield return Breach(
                $"enforcement was asked for, but {(count == 1 ? "the one entry point reaches" : $"none of {count} entry points reaches")} a known effect: nothing is checked",
                "describe your effects with [Effect] or an IntentCatalogue file, or remove IntentMode from this project");
        }
    }

    private static Violation Breach(string problem, string remedy) =>
        new(RuleTable.NothingEnforced, Certain: true, Entry: null, [], ProjectLocation.Instance, "", "", problem, "", remedy);
}
