using System.Data;
using IntentContracts.Runtime;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>Claim and boundary of one member, as a generated shell nests them, on a context whose model has the claims table.</summary>
public sealed class ClaimWithBoundaryTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly IdempotentContract Auto = new(
        "M:Shop.Place", "shop", TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Auto, ReplayFailures: [typeof(DeclinedException)]);

    private readonly Shop _shop = new(inFile: true);
    private readonly InMemoryIdempotencyStore _elsewhere = new();
    private int _runs;

    public sealed class DeclinedException(string message) : Exception(message);

    public Task InitializeAsync() => Task.CompletedTask;

    // The test framework asks for nothing else.
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Fifty_duplicates_leave_one_row_and_equal_answers_and_nothing_in_the_guards_store()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => PlaceAsync(Auto))));

        Assert.Single(answers.Distinct());
        Assert.Equal(1, _runs);
        Assert.Equal(["order"], await _shop.Durable());
        Assert.Equal(0, _elsewhere.Count);
    }

    [Fact]
    public async Task A_failure_takes_the_claim_with_it()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => PlaceAsync(Auto, () => throw new TimeoutException()));

        Assert.Equal(2, await PlaceAsync(Auto));
        Assert.Equal(["order"], await _shop.Durable());
    }

    [Fact]
    public async Task A_declared_failure_is_rolled_back_and_replayed()
    {
        await Assert.ThrowsAsync<DeclinedException>(() => PlaceAsync(Auto, () => throw new DeclinedException("no money")));

        Assert.Equal("no money", (await Assert.ThrowsAsync<DeclinedException>(() => PlaceAsync(Auto))).Message);
        Assert.Equal(1, _runs);
        Assert.Empty(await _shop.Durable());
    }

    [Fact]
    public async Task A_mark_that_the_transaction_would_lose_is_refused()
    {
        var refused = await Assert.ThrowsAsync<IntentContractException>(() => PlaceAsync(Auto, () => IntentClaim.BeforeEffectAsync().AsTask()));

        Assert.Contains("declare OnFault = FaultedClaim.Hold", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Held_before_the_boundary_and_completed_inside()
    {
        var hold = Auto with { OnFault = FaultedClaim.Hold };
        Assert.Equal(1, await PlaceAsync(hold));
        Assert.Equal(1, await PlaceAsync(hold));
        await Assert.ThrowsAsync<TimeoutException>(() => PlaceAsync(hold, () => throw new TimeoutException(), key: "other"));

        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => PlaceAsync(hold, key: "other"));
        Assert.Equal(["order"], await _shop.Durable());
        Assert.Equal(0, _elsewhere.Count);
    }

    [Fact]
    public async Task Hold_inside_an_open_boundary_is_refused_and_never_asks_another_store()
    {
        var hold = Auto with { OnFault = FaultedClaim.Hold };
        Assert.Equal(1, await PlaceAsync(hold));
        await using var context = _shop.Open();

        var refused = await Assert.ThrowsAsync<IntentContractException>(() => Boundary.In(context, "Outer", () => PlaceAsync(hold, context: context)));

        Assert.Contains("inside a transaction that is open already", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task Inside_an_open_boundary_the_claim_is_part_of_that_one()
    {
        await using (var context = _shop.Open())
        {
            await Assert.ThrowsAsync<TimeoutException>(() => Boundary.In(context, "Outer", async () =>
            {
                await PlaceAsync(Auto, context: context);
                throw new TimeoutException();
            }));
            await Boundary.In(context, "Outer", async () =>
            {
                Assert.Equal(2, await PlaceAsync(Auto, context: context));
                // A duplicate that is replayed is no failure of the boundary around it.
                Assert.Equal(2, await PlaceAsync(Auto, context: context));
            });
        }

        Assert.Equal(2, await PlaceAsync(Auto));
        Assert.Equal(["order"], await _shop.Durable());
    }

    [Fact]
    public async Task Switching_transactions_off_does_not_make_a_key_free()
    {
        Assert.Equal(1, await PlaceAsync(Auto));

        using (new IntentGuards(_elsewhere, options: new() { [GuardKind.Transaction] = GuardMode.Observe }).Use())
        {
            Assert.Equal(1, await PlaceAsync(Auto));
            Assert.Equal(2, await PlaceAsync(Auto, key: "other"));
            await Assert.ThrowsAsync<TimeoutException>(() => PlaceAsync(Auto, () => throw new TimeoutException(), key: "third"));
            await Assert.ThrowsAsync<IdempotencyUnknownException>(() => PlaceAsync(Auto, key: "third"));
        }

        Assert.Equal(2, await PlaceAsync(Auto, key: "other"));
    }

    [Theory]
    [InlineData(FaultedClaim.Hold, false)]
    [InlineData(FaultedClaim.Auto, true)]
    public async Task A_boundary_that_cannot_begin_leaves_the_key_free(FaultedClaim onFault, bool marks)
    {
        var contract = Auto with { OnFault = onFault, MarksEffects = marks };
        await using (var context = _shop.Open())
        {
            await Assert.ThrowsAsync<IntentContractException>(() => PlaceAsync(contract, context: context, propagation: TransactionPropagation.Mandatory));
        }

        Assert.Equal(0, _runs);
        Assert.Equal(1, await PlaceAsync(contract));
    }

    [Fact]
    public async Task A_result_that_is_too_large_is_rolled_back()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(Auto, "k", null, TransactionPropagation.Required, async context =>
        {
            await context.SaveOrder("order");
            return new string('x', 300_000);
        }));

        Assert.Contains("return an identifier instead of the data", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await _shop.Durable());
    }

    private Task<int> PlaceAsync(
        IdempotentContract contract, Func<Task>? also = null, string key = "k", ShopContext? context = null, TransactionPropagation propagation = TransactionPropagation.Required) =>
        RunAsync(contract, key, context, propagation, async c =>
        {
            var run = Interlocked.Increment(ref _runs);
            await c.SaveOrder("order");
            await (also?.Invoke() ?? Task.CompletedTask);
            return run;
        });

    private async Task<T> RunAsync<T>(IdempotentContract contract, string key, ShopContext? given, TransactionPropagation propagation, Func<ShopContext, Task<T>> body)
    {
        var context = given ?? _shop.Open();
        try
        {
            var runner = new DbContextTransactionRunner(context);
            return await IdempotentGuard.RunAsync(
                new(_elsewhere),
                contract,
                "tenant",
                key,
                new("v1:"),
                runner,
                (runner, body, context),
                (s, token) => TransactionGuard.RunAsync(
                    s.runner, new TransactionRequest("M:Shop.Place", "shop", IsolationLevel.Unspecified, Propagation: propagation), s, static (t, _) => t.body(t.context), token),
                CancellationToken.None);
        }
        finally
        {
            if (given is null)
            {
                await context.DisposeAsync();
            }
        }
    }
}
