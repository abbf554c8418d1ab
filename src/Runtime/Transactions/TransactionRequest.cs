using System.Data;

namespace IntentContracts;

/// <summary>One boundary, as declared.</summary>
/// <param name="ContractId">The documentation id of the member that declares it.</param>
/// <param name="Owner">The team that answers for it; empty when none is declared.</param>
/// <param name="Isolation">The isolation it needs; <see cref="IsolationLevel.Unspecified"/> for the database's default.</param>
/// <param name="Mode">What the guard was compiled to.</param>
/// <param name="Propagation">What it does about a boundary that is already open on the same resource.</param>
public readonly record struct TransactionRequest(
    string ContractId,
    string Owner,
    IsolationLevel Isolation,
    GuardMode Mode = GuardMode.Enforce,
    TransactionPropagation Propagation = TransactionPropagation.Required)
{
    /// <summary>
    /// Asks the database whether the last attempt has committed, after a commit that failed without saying so (a broken connection): by a record that the body wrote inside. Runs outside of
    /// any transaction, and may fail like any other query. <see langword="null"/> when the body left nothing to ask for.
    /// </summary>
    public Func<CancellationToken, Task<bool>>? HasCommitted { get; init; }
}
