using IntentContracts.Runtime;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>The order that shells have: the claim outside, the boundary inside.</summary>
public sealed class ClaimAroundBoundaryTests
{
    private static readonly IdempotentContract Contract = new(
        "M:Shop.Place", "shop", TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Release);

    [Fact]
    public async Task Fifty_duplicates_one_of_which_fails_first_leave_one_row_and_equal_answers()
    {
        await using var shop = new Shop(inFile: true);
        var guards = new IntentGuards(new InMemoryIdempotencyStore());
        var runs = 0;

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            await using var context = shop.Open();
            try
            {
                return await IdempotentGuard.RunAsync(
                    guards,
                    Contract,
                    "tenant",
                    "order-1",
                    new("v1:"),
                    context,
                    (c, token) => Boundary.In(
                        c,
                        "Place",
                        async _ =>
                        {
                            await c.SaveOrder("order");
                            return Interlocked.Increment(ref runs) == 1 ? throw new TimeoutException() : c.Orders.Local.Single().Id;
                        },
                        cancellationToken: token),
                    CancellationToken.None);
            }
            catch (TimeoutException)
            {
                return -1;
            }
        })));

        Assert.Equal(2, runs);
        Assert.Single(answers, -1);
        Assert.Single(answers.Distinct(), id => id > 0);
        Assert.Equal(["order"], await shop.Durable());
    }
}
