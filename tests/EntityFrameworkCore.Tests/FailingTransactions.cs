using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>What a connection that breaks looks like.</summary>
internal sealed class TransientException() : Exception("the connection broke");

/// <summary>Fails the first commits or rollbacks, before the database hears of them.</summary>
internal sealed class FailingTransactions : DbTransactionInterceptor
{
    public int CommitsToFail { get; set; }

    public int RollbacksToFail { get; set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        CommitsToFail-- > 0 ? throw new TransientException() : new(result);

    public override ValueTask<InterceptionResult> TransactionRollingBackAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        RollbacksToFail-- > 0 ? throw new TransientException() : new(result);
}

/// <summary>A retrying strategy as providers ship them, without the pauses.</summary>
internal sealed class RetryingStrategy(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 2, maxRetryDelay: TimeSpan.FromMilliseconds(1))
{
    protected override bool ShouldRetryOn(Exception exception) => exception is TransientException;

    protected override TimeSpan? GetNextDelay(Exception lastException) => base.GetNextDelay(lastException) is null ? null : TimeSpan.Zero;
}
