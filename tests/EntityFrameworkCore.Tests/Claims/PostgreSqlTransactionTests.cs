using System.Data;
using System.Diagnostics;
using IntentContracts.Tests;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore.Tests.Claims;

public sealed class PostgreSqlTransactionTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    [PostgreSqlFact]
    public async Task Claim_effect_and_outcome_commit_together() => await TransactionScenarios.Commits_together(await Shop());

    [PostgreSqlFact]
    public async Task Claim_and_effect_roll_back_together() => await TransactionScenarios.Rolls_back_together(await Shop());

    [PostgreSqlFact]
    public async Task A_zombie_writes_nothing() => await TransactionScenarios.A_zombie_writes_nothing(await Shop());

    [PostgreSqlTheory]
    [InlineData(IsolationLevel.ReadCommitted)]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task Twenty_callers_of_one_key_have_one_effect(IsolationLevel isolation) =>
        await TransactionScenarios.Many_callers_of_one_key_have_one_effect(await Shop(retrying: true), 20, isolation);

    [PostgreSqlFact]
    public async Task Two_hundred_callers_of_one_key_have_one_effect() =>
        await TransactionScenarios.Many_callers_of_one_key_have_one_effect(await Shop(), 200);

    [PostgreSqlFact]
    public async Task A_claim_does_not_hang_on_a_twin_that_has_not_ended_and_leaves_the_transaction_usable()
    {
        var open = await Shop();
        await using var first = open();
        await using var second = open();
        await Boundary.In(first, "First", async () =>
        {
            Assert.IsType<ClaimOutcome.Acquired>(await new EntityFrameworkIdempotencyStore(first).ClaimAsync(Once.Claim(), default));
            var options = new EntityFrameworkIdempotencyStoreOptions { LockTimeout = TimeSpan.FromMilliseconds(200) };
            await Boundary.In(second, "Second", async () =>
            {
                var since = Stopwatch.StartNew();
                Assert.Equal(Once.Long, Assert.IsType<ClaimOutcome.InFlight>(await new EntityFrameworkIdempotencyStore(second, options).ClaimAsync(Once.Claim(), default)).Remaining);
                Assert.InRange(since.Elapsed, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(8));
                await second.SaveOrder("second");
                Assert.Equal(["0"], await second.Database.SqlQueryRaw<string>("SELECT current_setting('lock_timeout') AS \"Value\"").ToArrayAsync());
            });

            // The same without a transaction, where the claim is durable at once.
            var alone = new EntityFrameworkIdempotencyStore(open, options);
            Assert.IsType<ClaimOutcome.InFlight>(await alone.ClaimAsync(Once.Claim(), default));
        });

        Assert.Equal(["second"], await TransactionScenarios.Orders(open));
    }

    [PostgreSqlTheory]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task A_snapshot_that_cannot_see_the_twin_asks_again_later_and_stays_usable(IsolationLevel isolation)
    {
        var open = await Shop();
        var store = new EntityFrameworkIdempotencyStore(open);
        await using var context = open();
        await Boundary.In(
            context,
            "Place",
            async () =>
            {
                Assert.False(await context.Orders.AnyAsync());
                var attempt = Assert.IsType<ClaimOutcome.Acquired>(await store.ClaimAsync(Once.Claim(), default)).Attempt;
                Assert.True(await store.CompleteAsync(Once.Key(), attempt, new byte[] { 1 }, Once.Long, default));

                var remaining = Assert.IsType<ClaimOutcome.InFlight>(await new EntityFrameworkIdempotencyStore(context).ClaimAsync(Once.Claim(), default)).Remaining;
                Assert.True(remaining < TimeSpan.FromSeconds(1));
                Assert.False(await context.Orders.AnyAsync());
            },
            isolation);

        Assert.IsType<ClaimOutcome.Completed>(await store.ClaimAsync(Once.Claim(), default));
    }

    [PostgreSqlFact]
    public async Task A_caller_that_gives_up_while_it_waits_for_a_twin_leaves_nothing()
    {
        var open = await Shop();
        await using var first = open();
        await using var second = open();
        await Boundary.In(first, "First", async () =>
        {
            await new EntityFrameworkIdempotencyStore(first).ClaimAsync(Once.Claim(), default);
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            var options = new EntityFrameworkIdempotencyStoreOptions { LockTimeout = TimeSpan.FromMinutes(1) };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Boundary.In(second, "Second", async () =>
            {
                await second.SaveOrder("second");
                await new EntityFrameworkIdempotencyStore(second, options).ClaimAsync(Once.Claim(), source.Token);
            }));
        });

        Assert.Empty(await TransactionScenarios.Orders(open));
        await Boundary.In(second, "Second", () => second.SaveOrder("next"));
        Assert.Equal(["next"], await TransactionScenarios.Orders(open));
    }

    [PostgreSqlFact]
    public async Task The_table_can_have_a_schema_and_a_name_of_its_own()
    {
        await using var context = new NamedContext(new DbContextOptionsBuilder<NamedContext>().UseNpgsql(database.DataSource).Options);
        await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript());

        var store = new EntityFrameworkIdempotencyStore(context);

        Assert.IsType<ClaimOutcome.Acquired>(await store.ClaimAsync(Once.Claim(), default));
        Assert.Equal(1, await database.ScalarAsync<long>("""SELECT count(*) FROM ops."The Claims" """));
    }

    private async Task<Func<ShopContext>> Shop(bool retrying = false)
    {
        var shop = new PostgreSqlShop(database.DataSource);
        await shop.CreateAsync();
        return retrying ? shop.OpenRetrying : () => shop.Open();
    }

    private sealed class NamedContext(DbContextOptions<NamedContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddIdempotencyClaims("ops", "The Claims");
    }
}
