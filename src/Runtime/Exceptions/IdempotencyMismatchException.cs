namespace IntentContracts;

/// <summary>The key was used before with other arguments. Nothing was done, and the earlier call's outcome is not shown.</summary>
public sealed class IdempotencyMismatchException : IntentContractException
{
    internal IdempotencyMismatchException(string contractId, string owner)
        : base(
            $"{ContractText.Name(contractId)} was called before with this key and other arguments: use a new key for a new intention{ContractText.Owner(owner)}",
            contractId,
            RuleAreas.Idempotency,
            owner)
    {
    }
}
