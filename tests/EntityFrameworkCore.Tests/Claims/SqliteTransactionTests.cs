using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore.Tests.Claims;

public sealed class SqliteTransactionTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly Shop _shop = new(inFile: true);

    [Fact]
    public Task Claim_effect_and_outcome_commit_together() => TransactionScenarios.Commits_together(Open);

    [Fact]
    public Task Claim_and_effect_roll_back_together() => TransactionScenarios.Rolls_back_together(Open);

    [Fact]
    public Task A_zombie_writes_nothing() => TransactionScenarios.A_zombie_writes_nothing(Open);

    [Fact]
    public Task Twenty_callers_of_one_key_have_one_effect() => TransactionScenarios.Many_callers_of_one_key_have_one_effect(Open, 20);

    [Fact]
    public async Task A_claim_beside_an_open_boundary_of_the_same_file_is_refused_instead_of_waiting()
    {
        var store = new EntityFrameworkIdempotencyStore(Open);
        var attempt = Assert.IsType<ClaimOutcome.Acquired>(await store.ClaimAsync(Once.Claim(), default)).Attempt;
        await using var context = Open();

        await Boundary.In(context, "Place", async () =>
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => store.MarkAsync(Once.Key(), attempt, default).AsTask());
            Assert.Contains("would wait for Shop.Place", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<InvalidOperationException>(() => store.ClaimAsync(Once.Claim("other"), default).AsTask());
            Assert.True(await new EntityFrameworkIdempotencyStore(context).MarkAsync(Once.Key(), attempt, default));
        });

        Assert.True(await store.HoldAsync(Once.Key(), attempt, default));
    }

    [Fact]
    public async Task A_context_without_the_table_has_no_claims()
    {
        await using var context = new PlainContext(new DbContextOptionsBuilder<PlainContext>().UseSqlite("Data Source=:memory:").Options);

        Assert.Null(new DbContextTransactionRunner(context).Claims);
        Assert.Null(EntityFrameworkIdempotencyStore.TryCreate(context));
        var refused = Assert.Throws<InvalidOperationException>(() => new EntityFrameworkIdempotencyStore(context));
        Assert.Contains("AddIdempotencyClaims", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runner_tells_what_it_has()
    {
        await using var context = Open();
        var runner = new DbContextTransactionRunner(context);

        Assert.Same(context, runner.Resource);
        Assert.False(runner.IsOpen);
        await Boundary.In(context, "Place", () =>
        {
            Assert.True(runner.IsOpen);
            return Task.CompletedTask;
        });
        Assert.IsType<EntityFrameworkIdempotencyStore>(runner.Claims);
    }

    [Fact]
    public async Task The_table_has_the_name_and_the_columns_that_are_promised()
    {
        await using var context = new NamedContext(new DbContextOptionsBuilder<NamedContext>().UseSqlite("Data Source=:memory:").Options);
        await context.Database.OpenConnectionAsync();
        await context.Database.EnsureCreatedAsync();

        Assert.Contains(
            """CREATE TABLE "the claims" """, context.Database.GenerateCreateScript(), StringComparison.Ordinal);
        var store = new EntityFrameworkIdempotencyStore(context);
        Assert.IsType<ClaimOutcome.Acquired>(await store.ClaimAsync(Once.Claim(), default));
        Assert.IsType<ClaimOutcome.InFlight>(await store.ClaimAsync(Once.Claim(), default));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    // The test framework asks for nothing else.
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    private ShopContext Open() => _shop.Open();

    private sealed class PlainContext(DbContextOptions<PlainContext> options) : DbContext(options);

    private sealed class NamedContext(DbContextOptions<NamedContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddIdempotencyClaims(table: "the claims");
    }
}
