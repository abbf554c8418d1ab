namespace IntentContracts.Runtime;

/// <summary>Whether the current flow is inside a member that retries.</summary>
internal static class RetryOwner
{
    private static readonly AsyncLocal<bool> Ambient = new();

    public static bool IsOpen => Ambient.Value;

    /// <summary>Holds for the rest of the asynchronous method that calls it.</summary>
    public static void Enter() => Ambient.Value = true;
}
