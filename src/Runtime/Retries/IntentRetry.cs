namespace IntentContracts;

/// <summary>Who retries around the current code, for pipelines that were not declared with <c>[RetryPolicy]</c>.</summary>
public static class IntentRetry
{
    /// <summary>Whether a member with a retry policy is open around the current code: it owns retrying, and who is inside makes one attempt.</summary>
    public static bool IsOwned => Runtime.RetryOwner.Current is not null;
}
