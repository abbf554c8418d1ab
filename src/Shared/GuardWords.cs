namespace IntentContracts.Shared;

/// <summary>What guards are called in the manifest and in the documents, outermost first.</summary>
internal static class GuardWords
{
    public const string AfterCommit = "after-commit";
    public const string Deadline = "deadline";
    public const string Exclusive = "exclusive";
    public const string Idempotent = "idempotent";
    public const string Retry = "retry";
    public const string Transaction = "transaction";
    public const string Requires = "requires";
    public const string Transition = "transition";
    public const string Ensures = "ensures";
    public const string Invariant = "invariant";

    /// <summary>Behind the name of a guard that only looks.</summary>
    public const string Observe = ":observe";

    /// <summary>Behind the name of a guard that was compiled out.</summary>
    public const string Off = ":off";
}
