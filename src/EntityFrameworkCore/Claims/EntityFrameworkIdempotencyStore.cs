using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Claims in the database of a <see cref="DbContext"/>, in the table that <c>AddIdempotencyClaims</c> maps. PostgreSQL and SQLite.</summary>
/// <remarks>
/// <para><b>On a context</b>, each call is part of the transaction that is open on it, and commits or rolls back with it; when none is open it is durable when it returns. Never touches the
/// tracker and never saves changes. As little for concurrent use as the context.</para>
/// <para><b>On a factory</b>, each call has a context of its own and is durable when it returns: a store for <see cref="IntentGuards"/>, for any number of concurrent callers.</para>
/// <para><b>One statement</b> grants a claim or changes nothing; only the reason of a refusal is read by a second one. Time is the database's clock; it
/// must not be set back by more than a minute, or attempts could repeat once a key is forgotten.</para>
/// <para><b>Inside a transaction on PostgreSQL</b>, a claim waits for another transaction that has claimed the key, but not longer than
/// <see cref="EntityFrameworkIdempotencyStoreOptions.LockTimeout"/>, and the transaction stays usable. Under repeatable read and serializable it cannot see what another one has committed
/// since it began, and says in flight: ask again in a new transaction.</para>
/// </remarks>
public sealed class EntityFrameworkIdempotencyStore : IIdempotencyStore
{
    private readonly DbContext? _context;
    private readonly Func<DbContext>? _create;
    private readonly EntityFrameworkIdempotencyStoreOptions _options;

    /// <summary>A store on one context and its transactions.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">The limits; the documented ones when not given.</param>
    /// <exception cref="InvalidOperationException">The model maps no claims, or the provider is not supported.</exception>
    public EntityFrameworkIdempotencyStore(DbContext context, EntityFrameworkIdempotencyStoreOptions? options = null)
        : this(context, null, options)
    {
        ArgumentNullException.ThrowIfNull(context);
        Demand(context);
    }

    /// <summary>A store of its own: each call makes a context and disposes of it.</summary>
    /// <param name="create">Makes a context, for example <c>factory.CreateDbContext</c> of an <see cref="IDbContextFactory{TContext}"/>.</param>
    /// <param name="options">The limits; the documented ones when not given.</param>
    public EntityFrameworkIdempotencyStore(Func<DbContext> create, EntityFrameworkIdempotencyStoreOptions? options = null)
        : this(null, create, options) => ArgumentNullException.ThrowIfNull(create);

    private EntityFrameworkIdempotencyStore(DbContext? context, Func<DbContext>? create, EntityFrameworkIdempotencyStoreOptions? options)
    {
        _context = context;
        _create = create;
        _options = options ?? new();
    }

    /// <inheritdoc/>
    public int MaxResultBytes => _options.MaxResultBytes;

    /// <summary>A store on one context and its transactions, where the context's model and provider have one. Cheap: the model is looked at once.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">The limits; the documented ones when not given.</param>
    /// <returns><see langword="null"/> when the model maps no claims, or the provider is not supported.</returns>
    public static EntityFrameworkIdempotencyStore? TryCreate(DbContext context, EntityFrameworkIdempotencyStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ClaimsSql.Of(context) is null ? null : new(context, null, options);
    }

    /// <inheritdoc/>
    public async ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Retention, TimeSpan.Zero);
        return await OnAsync(
            (connection, sql) => new ClaimStep(connection, sql, _options.LockTimeout).RunAsync(request, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Inside a transaction the mark is as durable as the transaction. For one that must survive it, use a store on a factory.</remarks>
    public ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        ChangeAsync(static sql => sql.Mark, key, attempt, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(retention, TimeSpan.Zero);
        return result.Length <= MaxResultBytes
            ? ChangeAsync(static sql => sql.Complete, key, attempt, cancellationToken, ("result", result.ToArray()), ("retention", Microseconds.Of(retention)))
            : throw new InvalidOperationException(
                $"A result of {result.Length} bytes cannot be recorded: the store accepts {MaxResultBytes}. Return an identifier instead of the data, or raise MaxResultBytes.");
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        ChangeAsync(static sql => sql.Release, key, attempt, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        ChangeAsync(static sql => sql.Hold, key, attempt, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        return ChangeAsync(static sql => sql.Renew, key, attempt, cancellationToken, ("lease", Microseconds.Of(lease)));
    }

    /// <summary>Whether an attempt's outcome is the recorded one: what a boundary asks whose commit failed without an answer.</summary>
    /// <remarks>
    /// On PostgreSQL it waits, within the lock timeout, for a transaction that is changing the claim: one that is not yet known to have ended is not taken for rolled back.
    /// </remarks>
    /// <param name="key">The claim.</param>
    /// <param name="attempt">The fence.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Whether it is completed by this attempt.</returns>
    public async ValueTask<bool> HasCompletedAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        await OnAsync(async (connection, sql) =>
        {
            var statement = connection.IsInTransaction ? sql.State : sql.Dialect.Bounded(sql.State, _options.LockTimeout, inTransaction: false);
            var rows = await connection.QueryAsync(statement, [("claim", key.Value)], cancellationToken).ConfigureAwait(false);
            return rows is [[var state, var recorded]]
                && Convert.ToInt32(state, CultureInfo.InvariantCulture) == 1
                && Convert.ToInt64(recorded, CultureInfo.InvariantCulture) == attempt;
        }).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        var rows = await OnAsync((connection, sql) => connection.QueryAsync(sql.FindHeld, [("count", atMost)], cancellationToken)).ConfigureAwait(false);
        return [.. rows.Select(r => new HeldClaim(
            new((string)r[0]),
            (string)r[1],
            Convert.ToInt64(r[2], CultureInfo.InvariantCulture),
            Microseconds.ToTimeSpan(Math.Max(0, Convert.ToInt64(r[3], CultureInfo.InvariantCulture)))))];
    }

    /// <inheritdoc/>
    public async ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        return await OnAsync((connection, sql) => connection.ExecuteAsync(sql.Sweep, [("count", atMost)], cancellationToken)).ConfigureAwait(false);
    }

    private static ClaimsSql Demand(DbContext context) =>
        ClaimsSql.Of(context) ?? throw new InvalidOperationException(
            $"{context.GetType().Name} has no table of claims: call modelBuilder.AddIdempotencyClaims() in OnModelCreating, with PostgreSQL or SQLite as the provider, not {context.Database.ProviderName}.");

    private async ValueTask<bool> ChangeAsync(
        Func<ClaimsSql, string> statement, ClaimKey key, long attempt, CancellationToken cancellationToken, params (string Name, object Value)[] parameters) =>
        await OnAsync((connection, sql) =>
            connection.ExecuteAsync(statement(sql), [("claim", key.Value), ("attempt", attempt), .. parameters], cancellationToken)).ConfigureAwait(false) > 0;

    private async Task<T> OnAsync<T>(Func<ClaimsConnection, ClaimsSql, Task<T>> run)
    {
        if (_context is { } context)
        {
            var sql = Demand(context);
            return await run(new(context, sql), sql).ConfigureAwait(false);
        }

        var own = _create!();
        await using (own.ConfigureAwait(false))
        {
            var sql = Demand(own);
            return await run(new(own, sql), sql).ConfigureAwait(false);
        }
    }
}
