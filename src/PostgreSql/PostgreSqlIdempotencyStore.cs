using Npgsql;
using NpgsqlTypes;

namespace IntentContracts.PostgreSql;

/// <summary>Claims in PostgreSQL, on connections of the store's own: right for any number of processes, and across their deaths.</summary>
/// <remarks>
/// <para>Each call is one statement in a transaction of its own, also where an ambient transaction is open. Time is the database's clock at that moment. The table comes from
/// <see cref="PostgreSqlIdempotencySchema"/>.</para>
/// <para>A call whose connection breaks is repeated once. A claim that was granted in the first try is recognised by a token of that call, so it is not mistaken for a duplicate.</para>
/// <para>A commit is durable as far as the server's <c>synchronous_commit</c> makes it: with <c>off</c>, a crash of the server can forget the newest claims and marks.</para>
/// </remarks>
public sealed class PostgreSqlIdempotencyStore : IIdempotencyStore
{
    // Each round means that somebody else was granted the key or gave it back meanwhile.
    private const int MaxRounds = 10;

    // A sweep locks what it removes until it commits; small steps keep that short.
    private const int SweepStep = 500;

    private readonly PostgreSqlIdempotencyStoreOptions _options;
    private readonly ClaimStatements _statements;
    private readonly StoreConnection _connection;

    /// <summary>A store over a pool of connections. Nothing is asked of the database yet.</summary>
    /// <param name="dataSource">The connections; the caller's to dispose. Its user needs the rights that <see cref="PostgreSqlIdempotencySchema.CheckAsync"/> lists.</param>
    /// <param name="options">The documented ones when not given.</param>
    /// <exception cref="ArgumentException">A name cannot be used, or a duration or size is not positive.</exception>
    public PostgreSqlIdempotencyStore(NpgsqlDataSource dataSource, PostgreSqlIdempotencyStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaxResultBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.LockTimeout, TimeSpan.FromMilliseconds(1), nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.LockTimeout, TimeSpan.FromDays(1), nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.CommandTimeout, _options.LockTimeout, nameof(options));

        var table = new ClaimTable(_options);
        _statements = new(table);
        _connection = new(dataSource, table, _options.CommandTimeout);
    }

    /// <inheritdoc/>
    public int MaxResultBytes => _options.MaxResultBytes;

    /// <inheritdoc/>
    /// <exception cref="PostgreSqlSchemaException">The table is missing or is not this version's.</exception>
    /// <exception cref="NpgsqlException">The database cannot be asked. The claim may have been granted; it then ends with its lease.</exception>
    public async ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(request.Key.Value, nameof(request));
        ArgumentException.ThrowIfNullOrEmpty(request.Fingerprint.Value, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Retention, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();

        var claimant = Guid.NewGuid();
        try
        {
            for (var round = 0; round < MaxRounds; round++)
            {
                var (outcome, _) = await _connection.RunAsync(_statements.Claim, (p, _) => p.AddClaim(request, claimant, _options.LockTimeout), Answers.ReadOutcomeAsync, cancellationToken).ConfigureAwait(false);
                if (outcome is not null)
                {
                    return outcome;
                }
            }
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // The twin's transaction is open, and only it knows its lease.
        }

        return new ClaimOutcome.InFlight(request.Lease < _options.LockTimeout ? request.Lease : _options.LockTimeout);
    }

    /// <inheritdoc/>
    public ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        WriteAsync(_statements.Mark, key, attempt, static (_, _) => { }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(retention, TimeSpan.Zero);
        if (result.Length > _options.MaxResultBytes)
        {
            throw new InvalidOperationException(
                $"A result of {result.Length} bytes cannot be recorded: the PostgreSQL store accepts {_options.MaxResultBytes}. Return an identifier instead of the data, or raise MaxResultBytes.");
        }

        // The caller keeps its buffer, also when it gives up while the bytes are being sent.
        var recorded = result.ToArray();
        return WriteAsync(
            _statements.Complete,
            key,
            attempt,
            (parameters, _) =>
            {
                parameters.Add(new("result", NpgsqlDbType.Bytea) { Value = recorded });
                parameters.AddInterval("retention", retention);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="NpgsqlException">The database cannot be asked, or its answer was lost and asking again does not tell whether the key was freed by this call.</exception>
    public async ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        var (rows, lost) = await RunAsync(_statements.Release, key, attempt, static (_, _) => { }, cancellationToken).ConfigureAwait(false);
        return rows > 0 || (lost is null ? false : throw lost);
    }

    /// <inheritdoc/>
    public ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        WriteAsync(_statements.Hold, key, attempt, static (p, again) => p.Add(new("again", NpgsqlDbType.Boolean) { Value = again }), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        return WriteAsync(_statements.Renew, key, attempt, (p, _) => p.AddInterval("lease", lease), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        var (held, _) = await _connection.RunAsync(_statements.FindHeld, (p, _) => p.AddAtMost(atMost), Answers.ReadHeldAsync, cancellationToken).ConfigureAwait(false);
        return held;
    }

    /// <inheritdoc/>
    public async ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        var removed = 0;
        while (removed < atMost)
        {
            var step = Math.Min(atMost - removed, SweepStep);
            var (rows, _) = await _connection.RunAsync(_statements.Sweep, (p, _) => p.AddAtMost(step), Answers.ReadRowsAsync, cancellationToken).ConfigureAwait(false);
            removed += rows;
            if (rows < step)
            {
                break;
            }
        }

        return removed;
    }

    private async ValueTask<bool> WriteAsync(string sql, ClaimKey key, long attempt, Action<NpgsqlParameterCollection, bool> prepare, CancellationToken cancellationToken) =>
        (await RunAsync(sql, key, attempt, prepare, cancellationToken).ConfigureAwait(false)).Answer > 0;

    private Task<(int Answer, NpgsqlException? Lost)> RunAsync(string sql, ClaimKey key, long attempt, Action<NpgsqlParameterCollection, bool> prepare, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key.Value, nameof(key));
        return _connection.RunAsync(
            sql,
            (parameters, again) =>
            {
                parameters.AddText("claim", key.Value);
                parameters.Add(new("attempt", NpgsqlDbType.Bigint) { Value = attempt });
                prepare(parameters, again);
            },
            Answers.ReadRowsAsync,
            cancellationToken);
    }
}
