namespace IntentContracts.Generators.Model;

/// <summary><c>[TransactionBoundary]</c> on one member.</summary>
/// <param name="Runner">An expression for the <c>ITransactionRunner</c>.</param>
/// <param name="Isolation">Name of the <c>System.Data.IsolationLevel</c>.</param>
internal sealed record TransactionModel(string Runner, string Isolation);
