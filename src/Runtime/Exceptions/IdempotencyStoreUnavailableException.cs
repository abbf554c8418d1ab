namespace IntentContracts;

/// <summary>The store of claims did not answer whether this call may execute, so it has not: nothing has happened, and repeating the call is safe.</summary>
public sealed class IdempotencyStoreUnavailableException : IntentContractException
{
    internal IdempotencyStoreUnavailableException(string contractId, string owner, IIdempotencyStore store, Exception inner)
        : base(
            $"{ContractText.Name(contractId)} has not run: {store.GetType().Name} could not be asked for its key ({inner.Message}){ContractText.Owner(owner)}",
            contractId,
            RuleAreas.Idempotency,
            owner,
            inner) =>
        BeforeBody = true;
}
