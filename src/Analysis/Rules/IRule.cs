namespace IntentContracts.Analysis.Rules;

/// <summary>One law.</summary>
internal interface IRule
{
    IEnumerable<Violation> Check(RuleContext context);
}
