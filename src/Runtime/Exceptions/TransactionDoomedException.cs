namespace IntentContracts;

/// <summary>A boundary inside this one failed, somebody swallowed that failure, and this one was about to commit. Everything was rolled back.</summary>
/// <remarks>
/// The boundaries share one transaction: what the failed one left half done would have become durable. The inner exception is the failure that
/// was swallowed. To keep the outer work when an inner part fails, give that part a context of its own.
/// </remarks>
/// <param name="contractId">The boundary that wanted to go on.</param>
/// <param name="owner">Its owner; empty when none is declared.</param>
/// <param name="doomedBy">The boundary that failed.</param>
/// <param name="cause">Its failure.</param>
public sealed class TransactionDoomedException(string contractId, string owner, string doomedBy, Exception cause)
    : IntentContractException(
        $"{ContractText.Name(contractId)} cannot commit: {ContractText.Name(doomedBy)} failed inside it with {cause.GetType().Name}, and the two share one transaction{ContractText.Owner(owner)}",
        contractId,
        RuleAreas.Transactions,
        owner,
        cause)
{
    /// <summary>The contract of the boundary that failed.</summary>
    public string DoomedBy { get; } = doomedBy;
}
