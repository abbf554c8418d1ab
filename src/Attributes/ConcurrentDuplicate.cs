namespace IntentContracts;

/// <summary>What a duplicate gets while the first execution is still running.</summary>
public enum ConcurrentDuplicate
{
    /// <summary>It waits for the first one's outcome, at most as long as the lease, and returns it.</summary>
    Wait,

    /// <summary>It is refused at once with an <c>IdempotencyConflictException</c>.</summary>
    Reject,
}
