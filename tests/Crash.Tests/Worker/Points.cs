namespace IntentContracts.Crash.Tests.Worker;

/// <summary>Where the worker can be told to die.</summary>
internal static class Points
{
    public const string Never = "never";
    public const string BeforeClaim = "before-claim";
    public const string AfterClaim = "after-claim";
    public const string AfterMark = "after-mark";
    public const string AfterEffect = "after-effect";
    public const string AfterRecord = "after-record";
    public const string BeforeCommit = "before-commit";
    public const string AfterCommit = "after-commit";
}
