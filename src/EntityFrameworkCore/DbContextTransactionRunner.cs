using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Runs boundaries on the own transaction of a <see cref="DbContext"/>, through its execution strategy.</summary>
/// <remarks>
/// <para><b>Begins</b> a transaction unless a boundary is open on the same context around the current code: then it joins that one, and only the
/// outermost commits. <see cref="TransactionRequest.Propagation"/> says otherwise. It refuses to begin inside a transaction that no boundary began, since it could neither commit nor undo
/// it, and where it would wait for a connection or a lock that the boundaries around it hold.</para>
/// <para><b>Commits</b> when the body has succeeded; what the body did not save stays unsaved. A commit that has begun is not cancelled.</para>
/// <para><b>Rolls back</b> on every exception and on cancellation, and then clears the change tracker: what was tracked no longer says what the database
/// holds, and the next <c>SaveChanges</c> of the caller must not write it after all. Entities loaded before the boundary are detached then, too.</para>
/// <para><b>Retries</b> when the execution strategy does: the body runs again, from an empty tracker, so it must load what it changes. The first attempt sees
/// what the caller tracked; unsaved changes are refused where the strategy retries, because the second attempt could not have them. When the strategy
/// gives up it reports its own <see cref="RetryLimitExceededException"/> around the last failure.</para>
/// <para><b>A commit that got no answer</b> may have happened. <see cref="TransactionRequest.HasCommitted"/> is asked, its own or that of a boundary that joined, on a new connection: if it has, the boundary has succeeded; if it
/// has not, it has failed like any other, and the strategy may retry. When nothing tells, it ends with <see cref="CommitOutcomeUnknownException"/> and is not retried.</para>
/// </remarks>
/// <param name="context">The context. A runner has no state of its own: any number of them may serve one context.</param>
public sealed class DbContextTransactionRunner(DbContext context) : ITransactionRunner
{
    private readonly DbContext _context = context ?? throw new ArgumentNullException(nameof(context));

    /// <inheritdoc/>
    public object Resource => _context;

    /// <inheritdoc/>
    public bool IsOpen => _context.Database.CurrentTransaction is not null;

    /// <inheritdoc/>
    /// <remarks>An <see cref="EntityFrameworkIdempotencyStore"/> on the context when its model has <c>AddIdempotencyClaims</c>, with PostgreSQL or SQLite.</remarks>
    public IIdempotencyStore? Claims => EntityFrameworkIdempotencyStore.TryCreate(_context);

    /// <inheritdoc/>
    /// <exception cref="IntentContractException">
    /// The boundary cannot be kept: not relational, an ambient or foreign transaction, concurrent use, weaker isolation, unsaved changes under a retrying strategy or before a savepoint, a
    /// propagation that what is open does not allow, or a wait that could not end. Nothing has begun.
    /// </exception>
    public Task<TResult> RunAsync<TState, TResult>(
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var open = OpenBoundary.On(_context);
        return (request.Propagation, open) switch
        {
            (TransactionPropagation.Never, _) => WithoutAsync(open, request, state, body, cancellationToken),
            (TransactionPropagation.Mandatory, null) => Task.FromException<TResult>(Refusal.NoneOpen(_context, request)),
            (_, null) => BeginAsync(request, state, body, cancellationToken),
            (TransactionPropagation.RequiresNew, _) => Task.FromException<TResult>(Refusal.NotOfItsOwn(_context, open, request)),
            (TransactionPropagation.Nested, _) => NestedBoundary.RunAsync(_context, open, request, state, body, cancellationToken),
            _ => JoinAsync(open, request, state, body, cancellationToken),
        };
    }

    private static async Task<TResult> JoinAsync<TState, TResult>(
        OpenBoundary open,
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        // Another flow's mistake is not this boundary's failure.
        open.DemandOneFlow(request);
        try
        {
            open.DemandJoinable(request);
            var result = await body(state, cancellationToken).ConfigureAwait(false);
            open.Keep(request.HasCommitted);
            return result;
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
        var attempt = await strategy.ExecuteAsync(
            (Context: _context, request, state, body),
            static (_, s, token) => BoundaryAttempt.RunAsync(s.Context, s.request, s.state, s.body, token),
            verifySucceeded: null,
            cancellationToken).ConfigureAwait(false);
        return attempt.Unknown is { } unknown ? throw unknown : attempt.Result!;
    }

    private async Task<TResult> WithoutAsync<TState, TResult>(
        OpenBoundary? open,
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken) =>
        open is not null || Transaction.Current is not null || IsOpen
            ? throw Refusal.NeverInside(_context, open?.Request.ContractId, request)
            : await body(state, cancellationToken).ConfigureAwait(false);

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

        if (ConnectionBudget.Find(_context, request.Isolation) is { } obstacle)
        {
            throw Refusal.WouldWait(request, obstacle);
        }

        var strategy = database.CreateExecutionStrategy();
        return strategy.RetriesOnFailure && _context.ChangeTracker.HasChanges()
            ? throw Refusal.UnsavedChanges(_context, request)
            : strategy;
    }
}
