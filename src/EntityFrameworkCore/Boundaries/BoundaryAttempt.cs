using System.Data;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>What an attempt came to that the execution strategy must not repeat: the result, or that nobody knows.</summary>
/// <param name="Result">What the body returned, committed.</param>
/// <param name="Unknown">Not thrown through the strategy, which could take its cause for one to retry on.</param>
internal readonly record struct BoundaryAttempt<TResult>(TResult? Result, CommitOutcomeUnknownException? Unknown = null);

/// <summary>One run of a boundary's body, in one transaction.</summary>
internal static class BoundaryAttempt
{
    public static async Task<BoundaryAttempt<TResult>> RunAsync<TState, TResult>(
        DbContext context,
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        var transaction = await (request.Isolation == IsolationLevel.Unspecified
            ? context.Database.BeginTransactionAsync(cancellationToken)
            : context.Database.BeginTransactionAsync(request.Isolation, cancellationToken)).ConfigureAwait(false);
        var boundary = OpenBoundary.Begin(context, request, transaction.GetDbTransaction().IsolationLevel);
        var isSent = false;
        TResult? result = default;
        try
        {
            result = await body(state, cancellationToken).ConfigureAwait(false);
            boundary.DemandUndoomed(request);
            await AbortedTransaction.RefuseAsync(context, transaction, request).ConfigureAwait(false);
            isSent = CommitFailure.CanBeSent(transaction);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await KeepingTheFailureAsync(() => transaction.RollbackAsync(CancellationToken.None)).ConfigureAwait(false);
            await EndAsync(boundary, transaction).ConfigureAwait(false);
            var hasCommitted = !isSent || CommitFailure.IsDefinite(context, failure) ? false
                : boundary.Evidence is { } ask ? await CommitQuestion.AskAsync(ask).ConfigureAwait(false)
                : null;
            if (hasCommitted == true)
            {
                return new(result);
            }

            await KeepingTheFailureAsync(() =>
            {
                context.ChangeTracker.Clear();
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            if (hasCommitted is null)
            {
                return new(default, Unknown(boundary, failure));
            }

            throw;
        }

        await EndAsync(boundary, transaction).ConfigureAwait(false);
        return new(result);
    }

    /// <summary>
    /// Cleans up while an exception is on its way to the caller, which it must not replace. A connection that breaks during a rollback has rolled back on the server as well, so the trace is
    /// the right place for it.
    /// </summary>
    public static async Task KeepingTheFailureAsync(Func<Task> cleanUp)
    {
        try
        {
            await cleanUp().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Activity.Current?.AddException(failure);
        }
    }

    private static async Task EndAsync(OpenBoundary boundary, IDbContextTransaction transaction)
    {
        boundary.End();
        await KeepingTheFailureAsync(() => transaction.DisposeAsync().AsTask()).ConfigureAwait(false);
    }

    private static CommitOutcomeUnknownException Unknown(OpenBoundary boundary, Exception failure) =>
        new(
            boundary.Request.ContractId,
            boundary.Request.Owner,
            boundary.Evidence is null
                ? "the commit got no answer, and the body left nothing in the database to ask for"
                : "the commit got no answer, and neither did the question whether it has happened",
            failure);
}
