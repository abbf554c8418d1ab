using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>All or nothing, and nothing left over.</summary>
public sealed class OneBoundaryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_saves_become_durable_together(bool inFile)
    {
        await using var shop = new Shop(inFile);
        await using var context = shop.Open();

        var result = await Boundary.In(context, "Place", async _ =>
        {
            await context.SaveOrder("a");
            await context.SaveOrder("b");
            Assert.NotNull(context.Database.CurrentTransaction);
            return 7;
        });

        Assert.Equal(7, result);
        Assert.Null(context.Database.CurrentTransaction);
        Assert.Equal(["a", "b"], await shop.Durable());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_undoes_everything_and_passes_unchanged(bool inFile)
    {
        await using var shop = new Shop(inFile);
        await using var context = shop.Open();
        var fault = new TimeoutException("declined");

        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Place", async () =>
        {
            await context.SaveOrder("a");
            context.Orders.Add(new() { Name = "unsaved" });
            throw fault;
        }));

        Assert.Same(fault, thrown);
        Assert.Empty(await shop.Durable());

        // The caller goes on with the same context: neither the undone nor the unsaved order comes back.
        Assert.Equal(0, await context.SaveChangesAsync());
        await Boundary.In(context, "Place", () => context.SaveOrder("b"));
        Assert.Equal(["b"], await shop.Durable());
    }

    [Fact]
    public async Task Cancellation_undoes_everything_and_stays_cancellation()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();
        using var source = new CancellationTokenSource();

        var call = Boundary.In(
            context,
            "Place",
            async token =>
            {
                await context.SaveOrder("a");
                await source.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            },
            cancellationToken: source.Token);

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        Assert.True(call.IsCanceled);
        Assert.Empty(await shop.Durable());
        Assert.Equal(0, await context.SaveChangesAsync());
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_does_not_run()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Boundary.In(context, "Place", () => throw new InvalidOperationException("must not run"), cancellationToken: new(canceled: true)));
    }

    [Fact]
    public async Task A_body_that_has_succeeded_is_committed_although_the_caller_gave_up()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();
        using var source = new CancellationTokenSource();

        await Boundary.In(
            context,
            "Place",
            async () =>
            {
                await context.SaveOrder("a");
                await source.CancelAsync();
            },
            cancellationToken: source.Token);

        Assert.Equal(["a"], await shop.Durable());
    }

    [Fact]
    public async Task Statements_around_the_change_tracker_are_undone_too()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();
        await context.SaveOrder("old");

        await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Rename", async () =>
        {
            await context.Orders.ExecuteUpdateAsync(set => set.SetProperty(o => o.Name, "new"));
            throw new TimeoutException();
        }));

        Assert.Equal(["old"], await shop.Durable());
    }

    [Fact]
    public async Task Changes_from_before_belong_to_the_boundary_where_nothing_retries()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();
        context.Orders.Add(new() { Name = "before" });

        await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Place", async () =>
        {
            await context.SaveChangesAsync();
            throw new TimeoutException();
        }));

        Assert.Equal(0, await context.SaveChangesAsync());
        Assert.Empty(await shop.Durable());
    }

    [Fact]
    public async Task A_rollback_that_fails_does_not_replace_the_bodys_exception()
    {
        await using var shop = new Shop();
        await using var context = shop.Open(also: options => options.AddInterceptors(new FailingTransactions { RollbacksToFail = 1 }));

        await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Place", async () =>
        {
            await context.SaveOrder("a");
            throw new TimeoutException();
        }));

        Assert.Empty(await shop.Durable());
    }

    [Fact]
    public async Task A_body_that_disposes_the_context_and_fails_keeps_its_exception()
    {
        await using var shop = new Shop();
        var context = shop.Open();

        await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Place", async () =>
        {
            await context.SaveOrder("a");
            await context.DisposeAsync();
            throw new TimeoutException();
        }));

        Assert.Empty(await shop.Durable());
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_nothing()
    {
        await using var shop = new Shop();
        await using var context = shop.Open(also: options => options.AddInterceptors(new FailingTransactions { CommitsToFail = 1 }));

        await Assert.ThrowsAsync<TransientException>(() => Boundary.In(context, "Place", () => context.SaveOrder("a")));

        Assert.Empty(await shop.Durable());
        Assert.Equal(0, await context.SaveChangesAsync());
    }
}
