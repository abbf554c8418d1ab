namespace IntentContracts;

/// <summary>What a store needs to know to grant a claim.</summary>
/// <param name="Key">The claim.</param>
/// <param name="Fingerprint">The arguments of this call.</param>
/// <param name="Lease">How long this execution may hold the claim before another may take over, from now on the store's clock. Positive.</param>
/// <param name="Retention">
/// How long an execution that neither ends nor is taken over is remembered after its lease. Positive. The retention of an outcome is given when it is recorded.
/// </param>
public readonly record struct ClaimRequest(ClaimKey Key, Fingerprint Fingerprint, TimeSpan Lease, TimeSpan Retention);
