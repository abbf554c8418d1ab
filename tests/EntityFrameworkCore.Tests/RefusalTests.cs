using System.Transactions;
using Microsoft.EntityFrameworkCore;
using IsolationLevel = System.Data.IsolationLevel;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>Where a boundary cannot keep its promise it says so before anything begins.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task A_transaction_that_no_boundary_began_is_left_alone()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();
        await using var manual = await context.Database.BeginTransactionAsync();
        await context.SaveOrder("manual");

        await Refused(context, "Shop.Place found a transaction on ShopContext that no boundary began");

        await manual.CommitAsync();
        Assert.Equal(["manual"], await shop.Durable());
    }

    [Fact]
    public async Task An_ambient_transaction_is_refused()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);

        await Refused(context, "remove the TransactionScope");
    }

    [Fact]
    public async Task Two_flows_on_one_context_are_refused_instead_of_joined()
    {
        await using var shop = new Shop();
        await using var context = shop.Open();
        var gate = new TaskCompletionSource();
        var first = Boundary.In(context, "First", async () =>
        {
            await gate.Task;
            await context.SaveOrder("a");
        });

        await Refused(context, "while Shop.First is open on the same ShopContext in another flow");

        gate.SetResult();
        await first;
        Assert.Equal(["a"], await shop.Durable());
    }

    [Fact]
    public void A_runner_needs_a_context() => Assert.Throws<ArgumentNullException>(() => new DbContextTransactionRunner(null!));

    [Theory]
    [InlineData(IsolationLevel.ReadCommitted, IsolationLevel.Unspecified, true)]
    [InlineData(IsolationLevel.Unspecified, IsolationLevel.ReadCommitted, false)]
    [InlineData(IsolationLevel.ReadCommitted, IsolationLevel.RepeatableRead, false)]
    [InlineData(IsolationLevel.RepeatableRead, IsolationLevel.ReadCommitted, true)]
    [InlineData(IsolationLevel.Serializable, IsolationLevel.Snapshot, true)]
    [InlineData(IsolationLevel.Snapshot, IsolationLevel.Serializable, false)]
    [InlineData(IsolationLevel.Snapshot, IsolationLevel.RepeatableRead, false)]
    [InlineData(IsolationLevel.RepeatableRead, IsolationLevel.Snapshot, false)]
    [InlineData(IsolationLevel.Snapshot, IsolationLevel.Snapshot, true)]
    [InlineData(IsolationLevel.Snapshot, IsolationLevel.ReadCommitted, true)]
    public void What_stands_in_for_what(IsolationLevel open, IsolationLevel needed, bool gives) => Assert.Equal(gives, open.Gives(needed));

    private static async Task Refused(DbContext context, string why)
    {
        var refused = await Assert.ThrowsAsync<IntentContractException>(
            () => Boundary.In(context, "Place", () => throw new InvalidOperationException("must not run")));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(("M:Shop.Place", "IC11", "shop"), (refused.ContractId, refused.RuleId, refused.Owner));
    }
}
