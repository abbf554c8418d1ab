namespace IntentContracts;

/// <summary>A claim whose outcome is unknown, as the call knows it that met it.</summary>
/// <param name="ContractId">The documentation id of the member.</param>
/// <param name="Claim">The claim in the store.</param>
/// <param name="Attempt">The attempt whose outcome is unknown.</param>
/// <param name="Scope">Whose key it is.</param>
/// <param name="Key">The key.</param>
/// <param name="ResultType">What the member returns; <see langword="null"/> when nothing.</param>
public sealed record UnknownClaim(string ContractId, ClaimKey Claim, long Attempt, string Scope, string Key, Type? ResultType)
{
    /// <summary>Names the contract and the claim; neither scope nor key, so that it can be logged.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{ContractId} {Claim} attempt {Attempt}";
}
