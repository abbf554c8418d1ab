namespace IntentContracts;

/// <summary>A commit failed without saying whether it has happened, and it could not be found out: everything was written, or nothing. The body was not run again.</summary>
/// <remarks>With <c>[Idempotent]</c> on the same member, and its claims in the same database, repeating the call is safe: it returns what has been committed, or runs.</remarks>
/// <param name="contractId">The documentation id of the member that declares the boundary.</param>
/// <param name="owner">The team that answers for it; empty when none is declared.</param>
/// <param name="why">What could not be found out.</param>
/// <param name="inner">How the commit failed.</param>
public sealed class CommitOutcomeUnknownException(string contractId, string owner, string why, Exception inner)
    : IntentContractException(
        $"{ContractText.Name(contractId)} does not know whether it has committed: {why}{ContractText.Owner(owner)}", contractId, RuleAreas.Transactions, owner, inner);
