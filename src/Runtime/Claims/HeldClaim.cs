namespace IntentContracts;

/// <summary>A claim whose outcome is unknown, as somebody finds it who has to resolve it.</summary>
/// <param name="Key">The claim. A hash: it reveals neither key nor scope.</param>
/// <param name="ContractId">The documentation id of the member that claimed it.</param>
/// <param name="Attempt">The fence with which <see cref="IIdempotencyStore.CompleteAsync"/> and <see cref="IIdempotencyStore.ReleaseAsync"/> resolve it.</param>
/// <param name="Age">How long ago it was claimed, on the store's clock.</param>
public sealed record HeldClaim(ClaimKey Key, string ContractId, long Attempt, TimeSpan Age);
