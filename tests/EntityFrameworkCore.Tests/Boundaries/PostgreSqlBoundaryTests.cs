using System.Diagnostics;
using IntentContracts.Tests;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IntentContracts.EntityFrameworkCore.Tests.Boundaries;

/// <summary>What only a server with connections, pools and aborted transactions can show.</summary>
public sealed class PostgreSqlBoundaryTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    [PostgreSqlFact]
    public async Task RequiresNew_commits_whatever_becomes_of_the_outer_one()
    {
        var shop = await Shop(database.DataSource);
        await using var context = shop.OpenRetrying();
        await using var other = shop.OpenRetrying();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Boundary.In(context, "Outer", async () =>
        {
            await context.SaveOrder("outer");
            await Boundary.Of(other, "Inner", TransactionPropagation.RequiresNew, () => other.SaveOrder("inner"));
            throw new InvalidOperationException();
        }));

        Assert.Equal(["inner"], await shop.Durable());
    }

    [PostgreSqlFact]
    public async Task RequiresNew_with_a_pool_of_one_is_refused_instead_of_waiting()
    {
        await using var source = database.CreateDataSource(s => s.MaxPoolSize = 1);
        var shop = await Shop(source);
        await using var context = shop.Open();
        await using var other = shop.Open();

        await Boundary.In(context, "Outer", async () =>
        {
            var since = Stopwatch.StartNew();
            var refused = await Assert.ThrowsAsync<IntentContractException>(
                () => Boundary.Of(other, "Inner", TransactionPropagation.RequiresNew, () => other.SaveOrder("inner")));
            Assert.Contains("hold all 1 of the pool", refused.Message, StringComparison.Ordinal);
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(5));
            await context.SaveOrder("outer");
        });

        await Boundary.Of(other, "Inner", TransactionPropagation.RequiresNew, () => other.SaveOrder("inner"));
        Assert.Equal(["inner", "outer"], await shop.Durable());
    }

    [PostgreSqlFact]
    public async Task An_error_that_was_swallowed_is_not_committed_silently()
    {
        var shop = await Shop(database.DataSource);
        await using var context = shop.Open();

        var aborted = await Assert.ThrowsAsync<IntentContractException>(() => Boundary.In(context, "Place", async () =>
        {
            await context.SaveOrder("a");
            await Assert.ThrowsAsync<PostgresException>(() => context.Database.ExecuteSqlRawAsync("SELECT 1/0"));
        }));

        Assert.Contains("its exception was swallowed", aborted.Message, StringComparison.Ordinal);

        Assert.Empty(await shop.Durable());
    }

    [PostgreSqlFact]
    public async Task An_error_inside_a_savepoint_leaves_the_outer_one_usable()
    {
        var shop = await Shop(database.DataSource);
        await using var context = shop.Open();

        await Boundary.In(context, "Outer", async () =>
        {
            await Assert.ThrowsAsync<PostgresException>(
                () => Boundary.Of(context, "Inner", TransactionPropagation.Nested, () => context.Database.ExecuteSqlRawAsync("SELECT 1/0")));
            await context.SaveOrder("outer");
        });

        Assert.Equal(["outer"], await shop.Durable());
    }

    [PostgreSqlFact]
    public async Task A_savepoint_that_is_lost_with_its_connection_dooms_the_outer_one()
    {
        await using var proxy = new TcpProxy(database.Server.Port);
        await using var source = database.CreateDataSource(s => (s.Port, s.SslMode) = (proxy.Port, SslMode.Disable));
        var shop = await Shop(source);
        await using var context = shop.Open();

        await Assert.ThrowsAsync<TransactionDoomedException>(() => Boundary.In(context, "Outer", async () =>
        {
            await context.SaveOrder("outer");
            await Assert.ThrowsAsync<TimeoutException>(() => Boundary.Of(context, "Inner", TransactionPropagation.Nested, () =>
            {
                proxy.Reset();
                throw new TimeoutException();
            }));
        }));

        Assert.Empty(await shop.Durable());
    }

    private static async Task<PostgreSqlShop> Shop(NpgsqlDataSource source)
    {
        var shop = new PostgreSqlShop(source);
        await shop.CreateAsync();
        return shop;
    }
}
