using System.Data;

namespace IntentContracts;

/// <summary>One boundary, as declared.</summary>
/// <param name="ContractId">The documentation id of the member that declares it.</param>
/// <param name="Owner">The team that answers for it; empty when none is declared.</param>
/// <param name="Isolation">The isolation it needs; <see cref="IsolationLevel.Unspecified"/> for the database's default.</param>
/// <param name="Mode">What the guard was compiled to.</param>
public readonly record struct TransactionRequest(string ContractId, string Owner, IsolationLevel Isolation, GuardMode Mode = GuardMode.Enforce);
