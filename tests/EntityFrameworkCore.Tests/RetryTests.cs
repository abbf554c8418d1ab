using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>A retrying execution strategy runs the whole body again, from what is durable.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task A_body_that_fails_transiently_runs_twice_and_writes_once()
    {
        await using var shop = new Shop();
        await using var context = OpenRetrying(shop);
        var runs = 0;

        await Boundary.In(context, "Place", async () =>
        {
            Assert.Empty(context.ChangeTracker.Entries());
            await context.SaveOrder("a");
            if (++runs == 1)
            {
                throw new TransientException();
            }
        });

        Assert.Equal(2, runs);
        Assert.Equal(["a"], await shop.Durable());
    }

    [Fact]
    public async Task What_an_attempt_tracked_but_did_not_save_is_gone_in_the_next()
    {
        await using var shop = new Shop();
        await using var context = OpenRetrying(shop);
        var runs = 0;

        await Boundary.In(context, "Place", async () =>
        {
            context.Orders.Add(new() { Name = $"run {++runs}" });
            if (runs == 1)
            {
                throw new TransientException();
            }

            await context.SaveChangesAsync();
        });

        Assert.Equal(["run 2"], await shop.Durable());
    }

    [Fact]
    public async Task A_commit_that_fails_transiently_is_repeated_with_its_body()
    {
        await using var shop = new Shop();
        await using var context = OpenRetrying(shop, new FailingTransactions { CommitsToFail = 1 });
        var runs = 0;

        await Boundary.In(context, "Place", async () =>
        {
            runs++;
            await context.SaveOrder("a");
        });

        Assert.Equal(2, runs);
        Assert.Equal(["a"], await shop.Durable());
    }

    [Fact]
    public async Task A_joined_boundary_is_retried_with_the_outer_one_and_not_by_itself()
    {
        await using var shop = new Shop();
        await using var context = OpenRetrying(shop);
        var (outer, inner) = (0, 0);

        await Boundary.In(context, "Outer", async () =>
        {
            outer++;
            await context.SaveOrder("outer");
            await Boundary.In(context, "Inner", async () =>
            {
                await context.SaveOrder("inner");
                if (++inner == 1)
                {
                    throw new TransientException();
                }
            });
        });

        Assert.Equal((2, 2), (outer, inner));
        Assert.Equal(["inner", "outer"], await shop.Durable());
    }

    [Fact]
    public async Task When_the_strategy_gives_up_nothing_is_left()
    {
        await using var shop = new Shop();
        await using var context = OpenRetrying(shop);

        var exceeded = await Assert.ThrowsAsync<RetryLimitExceededException>(() => Boundary.In(context, "Place", async () =>
        {
            await context.SaveOrder("a");
            throw new TransientException();
        }));

        Assert.IsType<TransientException>(exceeded.InnerException);
        Assert.Empty(await shop.Durable());
    }

    [Fact]
    public async Task Other_failures_are_not_retried()
    {
        await using var shop = new Shop();
        await using var context = OpenRetrying(shop);
        var runs = 0;

        await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Place", () =>
        {
            runs++;
            throw new TimeoutException();
        }));

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Unsaved_changes_from_before_are_refused_because_a_retry_could_not_have_them()
    {
        await using var shop = new Shop();
        await using var context = OpenRetrying(shop);
        context.Orders.Add(new() { Name = "before" });

        var refused = await Assert.ThrowsAsync<IntentContractException>(
            () => Boundary.In(context, "Place", () => throw new InvalidOperationException("must not run")));

        Assert.Contains("unsaved changes on ShopContext", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await context.SaveChangesAsync());
    }

    [Fact]
    public async Task Transactions_that_no_boundary_began_are_refused_as_clearly_where_the_strategy_retries()
    {
        await using var shop = new Shop();
        await using var context = OpenRetrying(shop);

        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var manual = await context.Database.BeginTransactionAsync();
            var foreign = await Assert.ThrowsAsync<IntentContractException>(() => Boundary.In(context, "Place", () => context.SaveOrder("a")));
            Assert.Contains("found a transaction on ShopContext that no boundary began: remove BeginTransaction", foreign.Message, StringComparison.Ordinal);
        });

        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        var ambient = await Assert.ThrowsAsync<IntentContractException>(() => Boundary.In(context, "Place", () => context.SaveOrder("a")));
        Assert.Contains("remove the TransactionScope", ambient.Message, StringComparison.Ordinal);
    }

    private static ShopContext OpenRetrying(Shop shop, FailingTransactions? failing = null) =>
        shop.Open(
            static sqlite => sqlite.ExecutionStrategy(static dependencies => new RetryingStrategy(dependencies)),
            options => options.AddInterceptors(failing is null ? [] : [failing]));
}
