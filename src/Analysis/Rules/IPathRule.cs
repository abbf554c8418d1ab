namespace IntentContracts.Analysis.Rules;

/// <summary>A law about what entry points come to: where there are none it says nothing, and need not be asked.</summary>
internal interface IPathRule : IRule;
