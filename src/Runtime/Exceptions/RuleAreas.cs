namespace IntentContracts;

/// <summary>The areas of rules that guards belong to. A run-time refusal has no build rule of its own, so it names the area.</summary>
internal static class RuleAreas
{
    public const string Concurrency = "IC10";
    public const string Transactions = "IC11";
    public const string Idempotency = "IC14";
    public const string StateMachines = "IC16";
    public const string Invariants = "IC20";
    public const string FailureModes = "IC21";
}
