using IntentContracts.PostgreSql.Tests.Store;
using Npgsql;

namespace IntentContracts.PostgreSql.Tests.Faults;

/// <summary>The network or the server fails at the worst moment of each call.</summary>
public sealed class BrokenConnectionTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_claim_whose_answer_is_lost_recognises_itself(bool marked)
    {
        await using var network = await Network.CreateAsync(database);

        network.Proxy.DropAnswerOf("INSERT INTO");
        var attempt = await network.Claims.Acquire(marked: marked);

        Assert.Equal(1, network.Proxy.Dropped);
        Assert.Equal(1, await network.Claims.Rows());
        Assert.IsType<ClaimOutcome.InFlight>(await network.Claims.Claim());
        Assert.True(await network.Claims.Complete(attempt));
        Assert.Equal("done", await network.Claims.Recorded());
    }

    [PostgreSqlFact]
    public async Task A_duplicate_whose_answer_is_lost_is_still_a_duplicate()
    {
        await using var network = await Network.CreateAsync(database);
        await network.Claims.Acquire();

        network.Proxy.DropAnswerOf("INSERT INTO");

        Assert.IsType<ClaimOutcome.InFlight>(await network.Claims.Claim());
        Assert.Equal(1, network.Proxy.Dropped);
    }

    [PostgreSqlFact]
    public async Task A_first_try_that_the_server_still_executes_and_its_repetition_are_one_claim()
    {
        await using var network = await Network.CreateAsync(database, lockTimeout: TimeSpan.FromSeconds(20));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var twin = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            $"""
            INSERT INTO {network.Claims.Table} (claim, contract_id, fingerprint, attempt, claimant, state, is_marked, claimed_at, lease_ends, forgotten_at)
            VALUES ('{Claims.Key}', '', 'v1', 1, gen_random_uuid(), 'in_flight', true, clock_timestamp(), 'infinity', 'infinity')
            """,
            connection);
        await insert.ExecuteNonQueryAsync();

        // Cut while it waits: its backend goes on waiting, and the repetition waits behind it.
        var claim = network.Claims.Claim();
        await UntilWaiting(1);
        network.Proxy.Reset();
        await UntilWaiting(2);
        await twin.RollbackAsync();

        var attempt = Assert.IsType<ClaimOutcome.Acquired>(await claim).Attempt;
        Assert.Equal(1, await network.Claims.Rows());
        Assert.True(await network.Claims.Complete(attempt));
        Assert.Equal("done", await network.Claims.Recorded());
    }

    [PostgreSqlFact]
    public async Task A_backend_that_an_administrator_ends_is_one_failure_and_not_a_lost_claim()
    {
        await using var network = await Network.CreateAsync(database);
        await network.Claims.Claim(ClaimKey.Create("M:A", "", "warm"));

        await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'network'");

        Assert.True(await network.Claims.Complete(await network.Claims.Acquire()));
    }

    [PostgreSqlFact]
    public async Task A_lost_answer_of_complete_is_asked_for_again()
    {
        await using var network = await Network.CreateAsync(database);
        var attempt = await network.Claims.Acquire();

        network.Proxy.DropAnswerOf("UPDATE");

        Assert.True(await network.Claims.Complete(attempt));
        Assert.Equal(1, network.Proxy.Dropped);
        Assert.Equal("done", await network.Claims.Recorded());
    }

    [PostgreSqlFact]
    public async Task A_lost_answer_of_hold_mark_and_renew_is_asked_for_again()
    {
        await using var network = await Network.CreateAsync(database);
        var store = network.Claims.Store;
        var attempt = await network.Claims.Acquire();

        network.Proxy.DropAnswerOf("UPDATE");
        Assert.True(await store.MarkAsync(Claims.Key, attempt, default));
        network.Proxy.DropAnswerOf("UPDATE");
        Assert.True(await store.RenewAsync(Claims.Key, attempt, Claims.Lease, default));
        network.Proxy.DropAnswerOf("UPDATE");
        Assert.True(await store.HoldAsync(Claims.Key, attempt, default));

        Assert.Equal(3, network.Proxy.Dropped);
        Assert.IsType<ClaimOutcome.Unknown>(await network.Claims.Claim());
    }

    [PostgreSqlFact]
    public async Task A_lost_answer_of_release_is_not_guessed()
    {
        await using var network = await Network.CreateAsync(database);
        var attempt = await network.Claims.Acquire();

        network.Proxy.DropAnswerOf("DELETE");

        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await network.Claims.Store.ReleaseAsync(Claims.Key, attempt, default));
        await network.Claims.Acquire();
    }

    [PostgreSqlFact]
    public async Task A_pool_of_dead_connections_is_one_failure_and_not_many()
    {
        await using var network = await Network.CreateAsync(database);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => network.Claims.Claim(ClaimKey.Create("M:A", "", "warm" + i))));

        network.Proxy.Reset();

        Assert.True(await network.Claims.Complete(await network.Claims.Acquire()));
    }

    [PostgreSqlFact]
    public async Task A_store_that_is_down_grants_nothing_and_says_so()
    {
        await using var network = await Network.CreateAsync(database);
        network.Proxy.TakeDown();

        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await network.Claims.Claim());

        network.Proxy.Resume();
        Assert.Equal(0, await network.Claims.Rows());
        await network.Claims.Acquire();
    }

    [PostgreSqlFact]
    public async Task An_outcome_that_cannot_be_recorded_leaves_the_claim_in_flight()
    {
        await using var network = await Network.CreateAsync(database);
        var attempt = await network.Claims.Acquire(marked: true);
        network.Proxy.TakeDown();

        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await network.Claims.Complete(attempt));

        network.Proxy.Resume();
        Assert.IsType<ClaimOutcome.InFlight>(await network.Claims.Claim());
        Assert.True(await network.Claims.Complete(attempt));
    }

    [PostgreSqlFact]
    public async Task A_store_that_does_not_answer_is_given_up_by_its_token()
    {
        await using var network = await Network.CreateAsync(database);
        await network.Claims.Claim(ClaimKey.Create("M:A", "", "warm"));
        network.Proxy.Stall();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await network.Claims.Claim(cancellationToken: impatient.Token)).WaitAsync(TimeSpan.FromSeconds(5));

        // Whether the claim arrived is unknown; if it did, it ends with its lease.
        network.Proxy.Resume();
        Assert.True(await network.Claims.Claim() is ClaimOutcome.Acquired or ClaimOutcome.InFlight);
    }

    [PostgreSqlFact]
    public async Task A_store_that_does_not_answer_fails_after_the_command_timeout()
    {
        await using var network = await Network.CreateAsync(database, TimeSpan.FromSeconds(1));
        await network.Claims.Claim(ClaimKey.Create("M:A", "", "warm"));
        network.Proxy.Stall();

        var failure = await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await network.Claims.Claim()).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.IsType<TimeoutException>(failure.InnerException);
    }

    [PostgreSqlFact]
    public async Task Claims_marks_and_outcomes_survive_the_death_of_the_server()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var own = await PostgreSqlDatabase.CreateAsync(server);
        var claims = await Claims.CreateAsync(own);
        var done = ClaimKey.Create("M:A", "", "done");
        var marked = ClaimKey.Create("M:A", "", "marked");
        await claims.Store.CompleteAsync(done, await claims.Acquire(done), "x"u8.ToArray(), Claims.Retention, default);
        var attempt = await claims.Acquire(marked);
        Assert.True(await claims.Store.MarkAsync(marked, attempt, default));

        await server.CrashAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await claims.Claim());
        await server.StartAgainAsync();

        Assert.IsType<ClaimOutcome.Completed>(await claims.Claim(done));
        await claims.LetPass(Claims.Lease);
        Assert.Equal(attempt, Assert.IsType<ClaimOutcome.Unknown>(await claims.Claim(marked)).Attempt);
        Assert.True(await claims.Acquire() > attempt);
    }

    private async Task UntilWaiting(int backends)
    {
        for (var i = 0; i < 500; i++)
        {
            if (await database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") >= backends)
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail($"{backends} backends never waited.");
    }

    /// <summary>A store behind a proxy, with SQL that the proxy can read.</summary>
    private sealed class Network : IAsyncDisposable
    {
        private Network(TcpProxy proxy, Claims claims)
        {
            Proxy = proxy;
            Claims = claims;
        }

        public TcpProxy Proxy { get; }

        public Claims Claims { get; }

        public static async Task<Network> CreateAsync(PostgreSqlDatabase database, TimeSpan? commandTimeout = null, TimeSpan? lockTimeout = null)
        {
            var proxy = new TcpProxy(database.Server.Port);
            var source = database.CreateDataSource(s =>
            {
                s.Port = proxy.Port;
                s.SslMode = SslMode.Disable;
                s.ApplicationName = "network";
                s.MaxPoolSize = 30;
            });
            return new(proxy, await Claims.CreateAsync(database, source, lockTimeout ?? TimeSpan.FromMilliseconds(500), commandTimeout));
        }

        public ValueTask DisposeAsync() => Proxy.DisposeAsync();
    }
}
