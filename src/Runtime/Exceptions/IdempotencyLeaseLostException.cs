namespace IntentContracts;

/// <summary>This execution took longer than its lease and another one took the key over: its outcome is not the recorded one.</summary>
/// <remarks>
/// The body ran to its end, so its effect may now exist twice. Choose a lease longer than the body can take, or bound the body by a deadline
/// shorter than the lease. Repeating the call returns the outcome that was recorded.
/// </remarks>
public sealed class IdempotencyLeaseLostException : IntentContractException
{
    internal IdempotencyLeaseLostException(string contractId, string owner, long attempt, TimeSpan lease)
        : base(
            $"{ContractText.Name(contractId)} outlived its lease of {lease:c} and another execution took its key over: this outcome was not recorded{ContractText.Owner(owner)}",
            contractId,
            RuleAreas.Idempotency,
            owner) =>
        Attempt = attempt;

    /// <summary>The attempt that lost its lease.</summary>
    public long Attempt { get; }
}
