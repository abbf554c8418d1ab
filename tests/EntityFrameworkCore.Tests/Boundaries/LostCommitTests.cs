using IntentContracts.Tests;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IntentContracts.EntityFrameworkCore.Tests.Boundaries;

/// <summary>The server has committed, and its answer was lost: under a strategy that would retry it.</summary>
public sealed class LostCommitTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>, IAsyncLifetime
{
    private TcpProxy? _proxy;
    private PostgreSqlShop? _shop;
    private int _runs;

    private TcpProxy Proxy => _proxy!;

    private PostgreSqlShop Shop => _shop!;

    public async Task InitializeAsync()
    {
        if (PostgreSqlBinaries.Missing is null)
        {
            _proxy = new(database.Server.Port);
            _shop = new(database.CreateDataSource(s => (s.Port, s.SslMode) = (_proxy.Port, SslMode.Disable)));
            await _shop.CreateAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }
    }

    [PostgreSqlFact]
    public async Task A_claim_in_the_same_transaction_tells_that_it_has_happened()
    {
        await using var context = Shop.OpenRetrying();
        Proxy.DropAnswerOf("COMMIT");

        var answer = await Once.RunAsync(context, () => Place(context));

        Assert.Equal((1, 1, 1), (answer, _runs, Proxy.Dropped));
        Assert.Equal(["order"], await Shop.Durable());
        await Boundary.In(context, "Next", () => context.SaveOrder("next"));
        Assert.Equal(["next", "order"], await Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task Without_anything_to_ask_it_is_unknown_and_not_run_again()
    {
        await using var context = Shop.OpenRetrying();
        Proxy.DropAnswerOf("COMMIT");

        var unknown = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => Once.RunAsync(context, () => Place(context), asks: false));

        Assert.Equal((1, 1), (_runs, Proxy.Dropped));
        Assert.Equal(("M:Shop.Place", "IC11", "shop"), (unknown.ContractId, unknown.RuleId, unknown.Owner));
        Assert.Contains("left nothing in the database to ask for", unknown.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<NpgsqlException>(unknown.InnerException);
        Assert.Empty(context.ChangeTracker.Entries());

        // Repeating the call is safe: the claim replays what has been committed.
        Assert.Equal(1, await Once.RunAsync(context, () => Place(context)));
        Assert.Equal(["order"], await Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task When_the_question_fails_too_it_is_unknown_and_not_run_again()
    {
        await using var context = Shop.OpenRetrying();
        var asked = 0;
        var request = new TransactionRequest("M:Shop.Place", "shop", default)
        {
            HasCommitted = _ =>
            {
                asked++;
                throw new NpgsqlException("no server", new IOException());
            },
        };
        Proxy.DropAnswerOf("COMMIT");

        var unknown = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(
            () => new DbContextTransactionRunner(context).RunAsync(request, 0, (_, _) => Place(context), CancellationToken.None));

        Assert.Equal((1, 4), (_runs, asked));
        Assert.Contains("neither did the question", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(["order"], await Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task What_has_not_happened_is_run_again()
    {
        await using var context = Shop.OpenRetrying();

        var answer = await Once.RunAsync(context, async () =>
        {
            var result = await Place(context);
            if (result == 1)
            {
                Proxy.Reset();
            }

            return result;
        });

        Assert.Equal((2, 2), (answer, _runs));
        Assert.Equal(["order"], await Shop.Durable());
    }

    [PostgreSqlFact]
    public async Task A_commit_that_never_arrived_is_run_again_because_the_claim_says_so()
    {
        await using var context = Shop.OpenRetrying();
        var asked = new List<bool>();
        var request = new TransactionRequest("M:Shop.Place", "shop", default)
        {
            HasCommitted = async token =>
            {
                asked.Add(await new EntityFrameworkIdempotencyStore(context).HasCompletedAsync(Once.Key(), 1, token));
                return asked[^1];
            },
        };

        await new DbContextTransactionRunner(context).RunAsync(
            request,
            0,
            async (_, _) =>
            {
                if (await Place(context) == 1)
                {
                    Proxy.Reset();
                }

                return 0;
            },
            CancellationToken.None);

        Assert.Equal(2, _runs);
        Assert.Equal([false], asked);
        Assert.Equal(["order"], await Shop.Durable());
    }

    private async Task<byte> Place(ShopContext context)
    {
        _runs++;
        await context.SaveOrder("order");
        return (byte)_runs;
    }
}
