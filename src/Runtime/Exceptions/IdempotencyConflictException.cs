namespace IntentContracts;

/// <summary>The same key is being executed right now, and this call may not or can no longer wait for it. Nothing was done.</summary>
public sealed class IdempotencyConflictException : IntentContractException, IRetryAfter
{
    internal IdempotencyConflictException(string contractId, string owner, TimeSpan retryAfter, string why)
        : base($"{ContractText.Name(contractId)} is already being executed for this key: {why}{ContractText.Owner(owner)}", contractId, RuleAreas.Idempotency, owner) =>
        RetryAfter = retryAfter;

    /// <summary>After this time a repetition cannot meet the same execution: what remains of its lease. An upper bound, not an estimate.</summary>
    public TimeSpan RetryAfter { get; }

    TimeSpan? IRetryAfter.RetryAfter => RetryAfter;
}
