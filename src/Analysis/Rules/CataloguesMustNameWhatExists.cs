using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC0006: a catalogue line or entry point pattern that names nothing protects nothing.</summary>
internal sealed class CataloguesMustNameWhatExists : IRule
{
    public IEnumerable<Violation> Check(RuleContext context) => context.NamesNothing.Select(problem => new Violation(
        RuleTable.CatalogueNamesNothing,
        Certain: true,
        Entry: null,
        [],
        problem.Source.Length == 0 ? ProjectLocation.Instance : new FileLocation(problem.Source, problem.Line),
        "",
        problem.Message,
        problem.Message,
        "",
        ""));
}
