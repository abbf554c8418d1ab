using System.Data;
using System.Diagnostics;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using IsolationLevel = System.Data.IsolationLevel;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Runs boundaries on the own transaction of a <see cref="DbContext"/>, through its execution strategy.</summary>
/// <remarks>
/// <para><b>Begins</b> a transaction unless a boundary is open on the same context around the current code: then it joins that one, and only the
/// outermost commits. It refuses to begin inside a transaction that no boundary began, since it could neither commit nor undo it.</para>
/// <para><b>Commits</b> when the body has succeeded; what the body did not save stays unsaved. A commit that has begun is not cancelled.</para>
/// <para><b>Rolls back</b> on every exception and on cancellation, and then clears the change tracker: what was tracked no longer says what the database
/// holds, and the next <c>SaveChanges</c> of the caller must not write it after all. Entities loaded before the boundary are detached then, too.</para>
/// <para><b>Retries</b> when the execution strategy does: the body runs again, from an empty tracker, so it must load what it changes. The first attempt sees
/// what the caller tracked; unsaved changes are refused where the strategy retries, because the second attempt could not have them. When the strategy
/// gives up it reports its own <see cref="RetryLimitExceededException"/> around the last failure. A commit whose acknowledgement
/// was lost counts as failed here, and a retry writes again: give such bodies a key of their own in the database.</para>
/// </remarks>
/// <param name="context">The context. A runner has no state of its own: any number of them may serve one context.</param>
public sealed class DbContextTransactionRunner(DbContext context) : ITransactionRunner
{
    private readonly DbContext _context = context ?? throw new ArgumentNullException(nameof(context));

    /// <inheritdoc/>
    /// <exception cref="IntentContractException">
    /// The boundary cannot be kept: not relational, an ambient or foreign transaction, concurrent use, weaker isolation, or unsaved changes under a retrying
    /// strategy. Nothing has begun.
    /// </exception>
    public Task<TResult> RunAsync<TState, TResult>(
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return OpenBoundary.On(_context) is { } open
            ? JoinAsync(open, request, state, body, cancellationToken)
            : BeginAsync(request, state, body, cancellationToken);
    }

    private async Task<TResult> JoinAsync<TState, TResult>(
        OpenBoundary open,
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        if (!open.ContainsCurrentFlow())
        {
            throw Refusal.ConcurrentUse(_context, request, open.Request.ContractId);
        }

        try
        {
            open.DemandUndoomed(request);
            if (!open.Isolation.Gives(request.Isolation))
            {
                throw Refusal.WeakerIsolation(open, request);
            }

            return await body(state, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            open.Doom(request.ContractId, failure);
            throw;
        }
    }

    private async Task<TResult> BeginAsync<TState, TResult>(
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        var strategy = DemandFreeContext(request);
        return await strategy.ExecuteAsync(
            (Runner: this, request, state, body),
            static (_, s, token) => s.Runner.AttemptAsync(s.request, s.state, s.body, token),
            verifySucceeded: null,
            cancellationToken).ConfigureAwait(false);
    }

    private IExecutionStrategy DemandFreeContext(in TransactionRequest request)
    {
        var database = _context.Database;
        if (!database.IsRelational())
        {
            throw Refusal.NotRelational(_context, request);
        }

        if (Transaction.Current is not null || database.GetEnlistedTransaction() is not null)
        {
            throw Refusal.Ambient(request);
        }

        if (database.CurrentTransaction is not null)
        {
            throw Refusal.ForeignTransaction(_context, request);
        }

        var strategy = database.CreateExecutionStrategy();
        return strategy.RetriesOnFailure && _context.ChangeTracker.HasChanges()
            ? throw Refusal.UnsavedChanges(_context, request)
            : strategy;
    }

    private async Task<TResult> AttemptAsync<TState, TResult>(
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        var transaction = await (request.Isolation == IsolationLevel.Unspecified
            ? _context.Database.BeginTransactionAsync(cancellationToken)
            : _context.Database.BeginTransactionAsync(request.Isolation, cancellationToken)).ConfigureAwait(false);
        var boundary = OpenBoundary.Begin(_context, request, transaction.GetDbTransaction().IsolationLevel);
        try
        {
            var result = await body(state, cancellationToken).ConfigureAwait(false);
            boundary.DemandUndoomed(request);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await KeepingTheFailureAsync(() => transaction.RollbackAsync(CancellationToken.None)).ConfigureAwait(false);
            await KeepingTheFailureAsync(() =>
            {
                _context.ChangeTracker.Clear();
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            throw;
        }
        finally
        {
            boundary.End();
            await KeepingTheFailureAsync(() => transaction.DisposeAsync().AsTask()).ConfigureAwait(false);
        }
    }

    // The body's exception is on its way to the caller. A connection that breaks during the rollback has rolled back on the
    // server as well, so the trace is the right place for it; it must not replace what went wrong first.
    private static async Task KeepingTheFailureAsync(Func<Task> cleanUp)
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
}
