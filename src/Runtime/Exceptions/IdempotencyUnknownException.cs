namespace IntentContracts;

/// <summary>An execution of this key ended without a recorded outcome: its effect may or may not have happened. The key is held.</summary>
/// <remarks>
/// Find out what happened, then tell the store with <see cref="Claim"/> and <see cref="Attempt"/>: <see cref="IIdempotencyStore.ReleaseAsync"/> when nothing did,
/// <see cref="IIdempotencyStore.CompleteAsync"/> with the outcome when it did. <see cref="HeldClaimsCommand"/> does so from a command line, an <see cref="IUnknownClaimResolver"/> by itself.
/// </remarks>
public sealed class IdempotencyUnknownException : IntentContractException
{
    internal IdempotencyUnknownException(string contractId, string owner, ClaimKey claim, long attempt, string why, Exception? inner = null)
        : base($"{ContractText.Name(contractId)} has an unknown outcome for this key: {why}{ContractText.Owner(owner)}", contractId, RuleAreas.Idempotency, owner, inner)
    {
        Claim = claim;
        Attempt = attempt;
    }

    /// <summary>The claim in the store. A hash: it reveals neither key nor scope.</summary>
    public ClaimKey Claim { get; }

    /// <summary>The attempt whose outcome is unknown: the fence with which the store lets it be resolved.</summary>
    public long Attempt { get; }
}
