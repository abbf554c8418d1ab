using System.Diagnostics;
using System.Transactions;
using Npgsql;

namespace IntentContracts.PostgreSql.Tests.Store;

/// <summary>Other transactions that have not ended.</summary>
public sealed class ConcurrentTransactionTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMilliseconds(300);

    [PostgreSqlTheory]
    [InlineData(@"read\ committed")]
    [InlineData("serializable")]
    public async Task A_twin_that_has_not_committed_is_in_flight_after_the_lock_timeout(string isolation)
    {
        var claims = await CreateAsync(isolation);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using (var twin = await connection.BeginTransactionAsync())
        {
            await Insert(claims, connection);

            var since = Stopwatch.StartNew();
            var inFlight = Assert.IsType<ClaimOutcome.InFlight>(await claims.Claim());

            Assert.InRange(inFlight.Remaining, TimeSpan.FromTicks(1), Claims.Lease);
            Assert.InRange(since.Elapsed, LockTimeout - TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10));
            await twin.RollbackAsync();
        }

        await claims.Acquire();
    }

    [PostgreSqlTheory]
    [InlineData(@"read\ committed")]
    [InlineData(@"repeatable\ read")]
    [InlineData("serializable")]
    public async Task A_twin_that_commits_while_a_claim_waits_is_seen(string isolation)
    {
        var claims = await CreateAsync(isolation, TimeSpan.FromSeconds(20));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var twin = await connection.BeginTransactionAsync();
        await Insert(claims, connection);

        var waiting = claims.Claim();
        await UntilSomebodyWaits();
        await twin.CommitAsync();

        Assert.IsType<ClaimOutcome.InFlight>(await waiting);
    }

    [PostgreSqlFact]
    public async Task The_lock_timeout_stays_in_its_statement()
    {
        var source = database.CreateDataSource(s => s.MaxPoolSize = 1);
        var claims = await Claims.CreateAsync(database, source, LockTimeout);
        await claims.Acquire();

        await using var command = source.CreateCommand("SHOW lock_timeout");
        Assert.Equal("0", await command.ExecuteScalarAsync());
    }

    [PostgreSqlFact]
    public async Task A_sweep_passes_over_locked_rows_and_waits_for_nobody()
    {
        var claims = await CreateAsync();
        var free = ClaimKey.Create("M:A", "", "free");
        await claims.Acquire();
        await claims.Acquire(free);
        await claims.LetPass(Claims.Lease + Claims.Retention);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var other = await connection.BeginTransactionAsync();
        await Execute(connection, $"SELECT 1 FROM {claims.Table} WHERE claim = '{Claims.Key}' FOR UPDATE");

        Assert.Equal(1, await claims.Store.SweepAsync(100, default).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.Equal(1, await claims.Rows());
    }

    [PostgreSqlFact]
    public async Task Claims_of_other_keys_wait_for_no_sweep_and_no_twin()
    {
        var claims = await CreateAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var twin = await connection.BeginTransactionAsync();
        await Insert(claims, connection);

        for (var i = 0; i < 20; i++)
        {
            await claims.Acquire(ClaimKey.Create("M:A", "", "other" + i));
        }

        Assert.Equal(0, await claims.Store.SweepAsync(100, default));
    }

    [PostgreSqlFact]
    public async Task An_ambient_transaction_that_rolls_back_takes_no_claim_with_it()
    {
        var claims = await CreateAsync();
        long attempt;
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            attempt = await claims.Acquire();
        }

        Assert.IsType<ClaimOutcome.InFlight>(await claims.Claim());
        Assert.True(await claims.Complete(attempt));
    }

    [PostgreSqlFact]
    public async Task Attempts_grow_in_the_order_of_grants_under_a_stampede()
    {
        var claims = await CreateAsync();
        var last = 0L;
        var order = new List<(long Before, long Attempt)>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
            {
                if (await claims.Claim() is ClaimOutcome.Acquired { Attempt: var attempt })
                {
                    // Only the holder is here: nobody else is granted the key before it is released.
                    order.Add((last, attempt));
                    last = attempt;
                    Assert.True(await claims.Store.ReleaseAsync(Claims.Key, attempt, default));
                }
            }
        })));

        Assert.NotEmpty(order);
        Assert.All(order, grant => Assert.True(grant.Attempt > grant.Before));
    }

    private Task<Claims> CreateAsync(string isolation = @"read\ committed", TimeSpan? lockTimeout = null) => Claims.CreateAsync(
        database,
        database.CreateDataSource(s => s.Options = "-c default_transaction_isolation=" + isolation),
        lockTimeout ?? LockTimeout);

    private static Task Insert(Claims claims, NpgsqlConnection connection) => Execute(
        connection,
        $"""
        INSERT INTO {claims.Table} (claim, contract_id, fingerprint, attempt, claimant, state, is_marked, claimed_at, lease_ends, forgotten_at)
        VALUES ('{Claims.Key}', 'M:A', '{Claims.Same}', 1, gen_random_uuid(), 'in_flight', true, clock_timestamp(), clock_timestamp() + interval '1 hour', 'infinity')
        """);

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task UntilSomebodyWaits()
    {
        for (var i = 0; i < 500; i++)
        {
            if (await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks AS l JOIN pg_database AS d ON d.datname = current_database() JOIN pg_stat_activity AS a ON a.pid = l.pid AND a.datid = d.oid WHERE NOT l.granted)"))
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail("Nobody waited.");
    }
}
