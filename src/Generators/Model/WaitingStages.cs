namespace IntentContracts.Generators.Model;

/// <summary>The guards of one operation that have to wait, hence take part in its task. Outermost first.</summary>
/// <param name="Guards">An expression for the <c>IntentGuards</c> to use.</param>
internal sealed record WaitingStages(
    string Guards,
    bool AfterCommit,
    DeadlineModel? Deadline,
    ExclusiveModel? Exclusive,
    IdempotencyModel? Idempotency,
    RetryModel? Retry,
    TransactionModel? Transaction)
{
    public static WaitingStages None { get; } = new("", false, null, null, null, null, null);

    public bool Any => AfterCommit || Deadline is not null || Exclusive is not null || Idempotency is not null || Retry is not null || Transaction is not null;
}

/// <summary><c>[Deadline]</c> on one member.</summary>
/// <param name="ContractName">The generated field that holds the contract.</param>
internal sealed record DeadlineModel(string ContractName, long Ticks);

/// <summary><c>[Exclusive]</c> on one member.</summary>
/// <param name="KeyName">The generated method that evaluates the key.</param>
internal sealed record ExclusiveModel(string ContractName, string KeyName, EmbeddedExpression Key, string Group);

/// <summary><c>[RetryPolicy]</c> on one member.</summary>
/// <param name="On">Types of exceptions, fully qualified.</param>
internal sealed record RetryModel(string ContractName, int MaxAttempts, long BaseDelayTicks, long MaxDelayTicks, int Budget, EquatableArray<string> On);

/// <summary><c>[Idempotent]</c> on one member.</summary>
/// <param name="Scope">Null: the ambient caller scope.</param>
/// <param name="ReplayFailures">Types of exceptions, fully qualified.</param>
/// <param name="ContractName">The generated field that holds the contract.</param>
/// <param name="KeyName">The generated method that evaluates the key.</param>
internal sealed record IdempotencyModel(
    EmbeddedExpression Key,
    EmbeddedExpression? Scope,
    long LeaseTicks,
    long RetentionTicks,
    string OnConcurrent,
    string OnFault,
    EquatableArray<string> ReplayFailures,
    bool MarksEffects,
    string ContractName,
    string KeyName,
    string ScopeName);

/// <summary><c>[TransactionBoundary]</c> on one member.</summary>
/// <param name="Runner">An expression for the <c>ITransactionRunner</c>.</param>
/// <param name="Isolation">Name of the <c>System.Data.IsolationLevel</c>.</param>
/// <param name="Propagation">Name of the <c>TransactionPropagation</c>.</param>
/// <param name="IsMade">The expression makes one, rather than naming one that there is.</param>
internal sealed record TransactionModel(string Runner, bool IsMade, string Isolation, string Propagation);
