namespace IntentContracts;

/// <summary>An exclusive member was called, from inside itself or a member of its group, for the key that is held: it would have waited for itself. Its body has not run.</summary>
public sealed class ExclusiveReentryException : IntentContractException
{
    internal ExclusiveReentryException(string contractId, string owner, string holder)
        : base(
            $"{ContractText.Name(contractId)} was called for a key that {ContractText.Name(holder)} holds around it, and would wait for itself: call its core, or release the key first{ContractText.Owner(owner)}",
            contractId,
            RuleAreas.Concurrency,
            owner) =>
        Holder = holder;

    /// <summary>The contract that holds the key.</summary>
    public string Holder { get; }
}
