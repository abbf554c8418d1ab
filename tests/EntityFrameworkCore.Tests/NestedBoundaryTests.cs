using System.Data;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>One context, one transaction: inner boundaries join, and their failure is everybody's.</summary>
public sealed class NestedBoundaryTests
{
    [Fact]
    public async Task An_inner_boundary_joins_and_commits_only_with_the_outer_one()
    {
        await using var shop = new Shop(inFile: true);
        await using var context = shop.Open();

        await Boundary.In(context, "Outer", async () =>
        {
            var transaction = context.Database.CurrentTransaction;
            await Boundary.In(context, "Inner", async () =>
            {
                Assert.Same(transaction, context.Database.CurrentTransaction);
                await context.SaveOrder("inner");
            });
            Assert.Same(transaction, context.Database.CurrentTransaction);
            await context.SaveOrder("outer");
        });

        Assert.Equal(["inner", "outer"], await shop.Durable());
    }

    [Fact]
    public async Task When_the_outer_one_fails_the_inner_one_is_undone()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();

        await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Outer", async () =>
        {
            await Boundary.In(context, "Inner", () => context.SaveOrder("inner"));
            throw new TimeoutException();
        }));

        Assert.Empty(await shop.Durable());
    }

    [Fact]
    public async Task A_swallowed_inner_failure_dooms_the_outer_commit()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();
        var fault = new TimeoutException("inner");

        var doomed = await Assert.ThrowsAsync<TransactionDoomedException>(() => Boundary.In(context, "Outer", async () =>
        {
            await context.SaveOrder("outer");
            await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Inner", async () =>
            {
                await context.SaveOrder("half");
                throw fault;
            }));
        }));

        Assert.Same(fault, doomed.InnerException);
        Assert.Equal(("M:Shop.Outer", "M:Shop.Inner", "shop", "IC11"), (doomed.ContractId, doomed.DoomedBy, doomed.Owner, doomed.RuleId));
        Assert.Empty(await shop.Durable());
        Assert.Equal(0, await context.SaveChangesAsync());

        await Boundary.In(context, "Outer", () => context.SaveOrder("next"));
        Assert.Equal(["next"], await shop.Durable());
    }

    [Fact]
    public async Task A_cancelled_inner_boundary_dooms_the_outer_one_too()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();

        await Assert.ThrowsAsync<TransactionDoomedException>(() => Boundary.In(context, "Outer", async () =>
        {
            await context.SaveOrder("outer");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => Boundary.In(context, "Inner", () => Task.FromCanceled(new(canceled: true))));
        }));

        Assert.Empty(await shop.Durable());
    }

    [Fact]
    public async Task After_a_failure_no_further_inner_boundary_runs()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();
        var fault = new TimeoutException("first");

        var doomed = await Assert.ThrowsAsync<TransactionDoomedException>(() => Boundary.In(context, "Outer", async () =>
        {
            await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "First", () => throw fault));
            await Boundary.In(context, "Second", () => throw new InvalidOperationException("must not run"));
        }));

        Assert.Equal("M:Shop.Second", doomed.ContractId);
        Assert.Same(fault, doomed.InnerException);
    }

    [Theory]
    [InlineData(IsolationLevel.Unspecified, IsolationLevel.Serializable)]
    [InlineData(IsolationLevel.Serializable, IsolationLevel.ReadCommitted)]
    [InlineData(IsolationLevel.ReadUncommitted, IsolationLevel.Unspecified)]
    [InlineData(IsolationLevel.ReadUncommitted, IsolationLevel.ReadUncommitted)]
    public async Task Joining_what_is_at_least_as_strict_as_declared_is_fine(IsolationLevel outer, IsolationLevel inner)
    {
        await using var shop = new Shop();
        await using var context = shop.Open();

        await Boundary.In(context, "Outer", () => Boundary.In(context, "Inner", () => context.SaveOrder("a"), inner), outer);

        Assert.Equal(["a"], await shop.Durable());
    }

    [Fact]
    public async Task Joining_what_is_weaker_than_declared_is_refused()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();

        var refused = await Assert.ThrowsAsync<IntentContractException>(() => Boundary.In(
            context,
            "Outer",
            () => Boundary.In(context, "Inner", () => throw new InvalidOperationException("must not run"), IsolationLevel.Serializable),
            IsolationLevel.ReadUncommitted));

        Assert.Equal(
            "Shop.Inner needs Serializable and would join Shop.Outer, whose transaction is ReadUncommitted: declare Serializable there (owner: shop)",
            refused.Message);
    }

    [Fact]
    public async Task Boundaries_of_two_contexts_are_two_transactions()
    {
        await using var shop = new Shop(inFile: true);
        await using var other = new Shop(inFile: true);
        await using var context = shop.Open();
        await using var otherContext = other.Open();

        await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Outer", async () =>
        {
            await context.SaveOrder("a");
            await Boundary.In(otherContext, "Other", async () =>
            {
                await otherContext.SaveOrder("b");
                await Boundary.In(context, "Inner", () => context.SaveOrder("c"));
            });
            throw new TimeoutException();
        }));

        Assert.Empty(await shop.Durable());
        Assert.Equal(["b"], await other.Durable());
    }
}
