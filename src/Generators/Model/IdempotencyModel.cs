namespace IntentContracts.Generators.Model;

/// <summary><c>[Idempotent]</c> on one member.</summary>
/// <param name="Scope">Null: the ambient caller scope.</param>
/// <param name="Guards">An expression for the <c>IntentGuards</c> to use.</param>
/// <param name="ContractName">The generated field that holds the contract.</param>
/// <param name="KeyName">The generated method that evaluates the key.</param>
internal sealed record IdempotencyModel(
    EmbeddedExpression Key,
    EmbeddedExpression? Scope,
    long LeaseTicks,
    long RetentionTicks,
    string OnConcurrent,
    string OnFault,
    string Guards,
    string ContractName,
    string KeyName,
    string ScopeName);
