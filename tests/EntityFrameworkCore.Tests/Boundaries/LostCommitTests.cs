using System.Data;
using System.Data.Common;
using IntentContracts.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace IntentContracts.EntityFrameworkCore.Tests.Boundaries;

/// <summary>The server has committed, and its answer was lost: under a strategy that would retry it.</summary>
public sealed class LostCommitTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    // With the end of the text, since BEGIN says READ COMMITTED.
    private const string Commit = "COMMIT\0";

    private int _runs;

    [PostgreSqlFact]
    public async Task A_claim_in_the_same_transaction_tells_that_it_has_happened()
    {
        await using var network = await Network.ToAsync(database);
        await using var context = network.Shop.OpenRetrying();
        network.Proxy.DropAnswerOf(Commit);

        var answer = await Once.RunAsync(context, () => Place(context));

        Assert.Equal((1, 1, 1), (answer, _runs, network.Proxy.Dropped));
        Assert.Equal(["order"], await network.Shop.Durable());
        await Boundary.In(context, "Next", () => context.SaveOrder("next"));
        Assert.Equal(["next", "order"], await network.Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task Without_anything_to_ask_it_is_unknown_and_not_run_again()
    {
        await using var network = await Network.ToAsync(database);
        await using var context = network.Shop.OpenRetrying();
        network.Proxy.DropAnswerOf(Commit);

        var unknown = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => Once.RunAsync(context, () => Place(context), asks: false));

        Assert.Equal((1, 1), (_runs, network.Proxy.Dropped));
        Assert.Equal(("M:Shop.Place", "IC11", "shop"), (unknown.ContractId, unknown.RuleId, unknown.Owner));
        Assert.Contains("left nothing in the database to ask for", unknown.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<NpgsqlException>(unknown.InnerException);
        Assert.Empty(context.ChangeTracker.Entries());

        // Repeating the call is safe: the claim replays what has been committed.
        Assert.Equal(1, await Once.RunAsync(context, () => Place(context)));
        Assert.Equal(["order"], await network.Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task When_the_question_fails_too_it_is_unknown_and_not_run_again()
    {
        await using var network = await Network.ToAsync(database);
        await using var context = network.Shop.OpenRetrying();
        var asked = 0;
        var request = new TransactionRequest("M:Shop.Place", "shop", IsolationLevel.Unspecified)
        {
            HasCommitted = _ =>
            {
                asked++;
                throw new NpgsqlException("no server", new IOException());
            },
        };
        network.Proxy.DropAnswerOf(Commit);

        var unknown = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(
            () => new DbContextTransactionRunner(context).RunAsync(request, 0, (_, _) => Place(context), CancellationToken.None));

        Assert.Equal((1, 4), (_runs, asked));
        Assert.Contains("neither did the question", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(["order"], await network.Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task What_has_not_happened_is_run_again()
    {
        await using var network = await Network.ToAsync(database);
        await using var context = network.Shop.OpenRetrying();

        var answer = await Once.RunAsync(context, async () =>
        {
            var result = await Place(context);
            if (result == 1)
            {
                network.Proxy.Reset();
            }

            return result;
        });

        Assert.Equal((2, 2), (answer, _runs));
        Assert.Equal(["order"], await network.Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task A_commit_that_never_arrived_is_run_again_because_the_claim_says_so()
    {
        await using var network = await Network.ToAsync(database);
        await using var context = network.Shop.Open(
            static npgsql => npgsql.EnableRetryOnFailure(3, TimeSpan.FromMilliseconds(50), null),
            options => options.AddInterceptors(new BreaksFirstCommit(network.Proxy)));
        var store = new EntityFrameworkIdempotencyStore(context);
        var asked = new List<bool>();
        var request = new TransactionRequest("M:Shop.Place", "shop", IsolationLevel.Unspecified)
        {
            HasCommitted = async token =>
            {
                Assert.Null(context.Database.CurrentTransaction);
                asked.Add(await store.HasCompletedAsync(Once.Key(), 1, token));
                return asked[^1];
            },
        };

        await new DbContextTransactionRunner(context).RunAsync(request, 0, (_, _) => Place(context), CancellationToken.None);

        Assert.Equal(2, _runs);
        Assert.Equal([false], asked);
        Assert.Equal(["order"], await network.Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task What_a_joined_boundary_wrote_tells_for_the_outer_one()
    {
        await using var network = await Network.ToAsync(database);
        await using var context = network.Shop.OpenRetrying();
        network.Proxy.DropAnswerOf(Commit);

        await Boundary.In(context, "Outer", () => Once.RunAsync(context, () => Place(context)));

        Assert.Equal((1, 1), (_runs, network.Proxy.Dropped));
        Assert.Equal(["order"], await network.Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task A_commit_that_was_refused_is_not_asked_about()
    {
        await using var network = await Network.ToAsync(database);
        await using var context = network.Shop.OpenRetrying();
        await database.ExecuteAsync("CREATE TABLE deferred (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        var request = new TransactionRequest("M:Shop.Place", "shop", IsolationLevel.Unspecified) { HasCommitted = _ => throw new InvalidOperationException("asked") };

        var refused = await Assert.ThrowsAsync<PostgresException>(() => new DbContextTransactionRunner(context).RunAsync(
            request, 0, (_, token) => context.Database.ExecuteSqlRawAsync("INSERT INTO deferred VALUES (1), (1)", token), CancellationToken.None));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM deferred"));
    }

    [PostgreSqlFact]
    public async Task An_attempt_that_has_not_ended_is_not_taken_for_rolled_back()
    {
        await using var network = await Network.ToAsync(database);
        await using var context = network.Shop.Open();
        var store = new EntityFrameworkIdempotencyStore(() => network.Shop.Open(), new() { LockTimeout = TimeSpan.FromMilliseconds(200) });
        var attempt = Assert.IsType<ClaimOutcome.Acquired>(await store.ClaimAsync(Once.Claim(), default)).Attempt;
        Assert.False(await store.HasCompletedAsync(Once.Key(), attempt, default));

        await Boundary.In(context, "Place", async () =>
        {
            await new EntityFrameworkIdempotencyStore(context).CompleteAsync(Once.Key(), attempt, new byte[] { 1 }, Once.Long, default);
            await Assert.ThrowsAsync<PostgresException>(() => store.HasCompletedAsync(Once.Key(), attempt, default).AsTask());
        });

        Assert.True(await store.HasCompletedAsync(Once.Key(), attempt, default));
    }

    private async Task<byte> Place(ShopContext context)
    {
        _runs++;
        await context.SaveOrder("order");
        return (byte)_runs;
    }

    private sealed class BreaksFirstCommit(TcpProxy proxy) : DbTransactionInterceptor
    {
        private bool _broke;

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (!_broke)
            {
                _broke = true;
                proxy.Reset();
            }

            return new(result);
        }
    }

    /// <summary>A shop behind a proxy.</summary>
    private sealed class Network(TcpProxy proxy, PostgreSqlShop shop) : IAsyncDisposable
    {
        public TcpProxy Proxy => proxy;

        public PostgreSqlShop Shop => shop;

        public static async Task<Network> ToAsync(PostgreSqlDatabase database)
        {
            var proxy = new TcpProxy(database.Server.Port);
            var shop = new PostgreSqlShop(database.CreateDataSource(s => (s.Port, s.SslMode) = (proxy.Port, SslMode.Disable)));
            await shop.CreateAsync();
            return new(proxy, shop);
        }

        public ValueTask DisposeAsync() => proxy.DisposeAsync();
    }
}
