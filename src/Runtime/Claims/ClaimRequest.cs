namespace IntentContracts;

/// <summary>What a store needs to know to grant a claim.</summary>
/// <param name="Key">The claim.</param>
/// <param name="ContractId">The documentation id of the member, kept for those who resolve held claims. At most <see cref="MaxContractIdLength"/> characters are kept.</param>
/// <param name="Fingerprint">The arguments of this call.</param>
/// <param name="Lease">How long this execution may hold the claim before another may take over, from now on the store's clock. Positive.</param>
/// <param name="Retention">
/// How long an execution that neither ends nor is taken over is remembered after its lease. Positive. The retention of an outcome is given when it is recorded.
/// </param>
/// <param name="IsMarked">
/// An effect that nothing undoes may happen from now on: when this execution disappears, the outcome is unknown, and the claim is not taken over. Otherwise only from
/// <see cref="IIdempotencyStore.MarkAsync"/> on.
/// </param>
public readonly record struct ClaimRequest(ClaimKey Key, string ContractId, Fingerprint Fingerprint, TimeSpan Lease, TimeSpan Retention, bool IsMarked = false)
{
    /// <summary>How many characters of a contract's id stores keep.</summary>
    public const int MaxContractIdLength = 512;
}
