using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore.Tests.Claims;

/// <summary>What a claim in the same transaction as its effect must hold to on every database.</summary>
internal static class TransactionScenarios
{
    public static async Task Commits_together(Func<ShopContext> open)
    {
        await using var context = open();

        Assert.Equal(7, await Once.RunAsync(context, () => Place(context, 7)));
        Assert.Equal(7, await Once.RunAsync(context, () => Place(context, 8)));

        Assert.Equal(["order"], await Orders(open));
        Assert.Empty(context.ChangeTracker.Entries<StoredClaim>());
    }

    public static async Task Rolls_back_together(Func<ShopContext> open)
    {
        await using var context = open();

        await Assert.ThrowsAsync<LeaseLostException>(() => Once.RunAsync(context, async () =>
        {
            await Place(context, 7);
            throw new LeaseLostException();
        }));

        Assert.Empty(await Orders(open));
        await using var other = open();
        Assert.False(await other.Set<StoredClaim>().AnyAsync());
        Assert.Equal(8, await Once.RunAsync(other, () => Place(other, 8)));
    }

    /// <summary>An attempt that was taken for dead cannot write its effect any more.</summary>
    public static async Task A_zombie_writes_nothing(Func<ShopContext> open)
    {
        var store = new EntityFrameworkIdempotencyStore(open);
        var first = Assert.IsType<ClaimOutcome.Acquired>(await store.ClaimAsync(Once.Claim(lease: TimeSpan.FromSeconds(1)), default)).Attempt;
        await Clock.LetPass(open, TimeSpan.FromSeconds(2));
        var second = Assert.IsType<ClaimOutcome.Acquired>(await store.ClaimAsync(Once.Claim(), default)).Attempt;
        Assert.True(second > first);
        Assert.True(await store.CompleteAsync(Once.Key(), second, new byte[] { 2 }, Once.Long, default));

        await using var context = open();
        await Assert.ThrowsAsync<LeaseLostException>(() => Boundary.In(context, "Place", async () =>
        {
            await Place(context, 1);
            if (!await new DbContextTransactionRunner(context).Claims!.CompleteAsync(Once.Key(), first, new byte[] { 1 }, Once.Long, default))
            {
                throw new LeaseLostException();
            }
        }));

        Assert.Empty(await Orders(open));
        Assert.Equal([2], Assert.IsType<ClaimOutcome.Completed>(await store.ClaimAsync(Once.Claim(), default)).Result.ToArray());
        Assert.True(await store.HasCompletedAsync(Once.Key(), second, default));
        Assert.False(await store.HasCompletedAsync(Once.Key(), first, default));
    }

    public static async Task Many_callers_of_one_key_have_one_effect(Func<ShopContext> open, int callers, System.Data.IsolationLevel isolation = default)
    {
        var runs = 0;
        var answers = await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(async () =>
        {
            await using var context = open();
            return await Once.RunAsync(
                context,
                () =>
                {
                    Interlocked.Increment(ref runs);
                    return Place(context, (byte)i);
                },
                isolation: isolation == default ? System.Data.IsolationLevel.Unspecified : isolation);
        })));

        Assert.Single(answers.Distinct());
        Assert.Equal(["order"], await Orders(open));
        Assert.True(runs >= 1);
    }

    public static async Task<byte> Place(ShopContext context, byte answer)
    {
        await context.SaveOrder("order");
        return answer;
    }

    public static async Task<string[]> Orders(Func<ShopContext> open)
    {
        await using var context = open();
        return await context.Orders.OrderBy(o => o.Name).Select(o => o.Name).ToArrayAsync();
    }
}
