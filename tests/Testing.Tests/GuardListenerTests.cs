using System.Diagnostics.Metrics;
using IntentContracts.Runtime;

namespace IntentContracts.Testing.Tests;

public sealed class GuardListenerTests
{
    private const string Contract = "M:Shop.OrderService.PlaceAsync(Shop.Order)";

    private readonly IntentGuards _guards = new(new InMemoryIdempotencyStore());

    [Fact]
    public async Task It_records_what_every_kind_of_guard_reports()
    {
        using var guards = GuardListener.Start();

        await DeadlineGuard.RunAsync(_guards, new(Contract, "", TimeSpan.FromHours(1)), 0, static (_, _) => Task.CompletedTask, CancellationToken.None);
        await ExclusiveGuard.RunAsync(_guards, new(Contract, "", "orders", GuardMode.Observe), "k", 0, static (_, _) => Task.CompletedTask, CancellationToken.None);
        await PlaceAsync();
        await PlaceAsync();
        await RetryGuard.RunAsync(_guards, new(Contract, "", 3, default, default, 0, []), 0, static (_, _) => Task.CompletedTask, CancellationToken.None);
        await TransactionGuard.RunAsync(new Runner(), new(Contract, "", default), 0, static (_, _) => Task.CompletedTask, CancellationToken.None);
        Assert.Throws<RequiresViolationException>(static () => ConditionGuard.RequiresFailed(Contract, "", "a > 0", "", GuardMode.Enforce));
        ConditionGuard.EnsuresFailed(Contract, "", "a > 0", "", GuardMode.Observe);
        _ = TransitionGuard.Illegal(Contract, "", "Order.Status", "Paid", "Draft", GuardMode.Enforce);
        Assert.Throws<InvariantViolationException>(static () => ConditionGuard.InvariantFailed("T:Shop.Order", "", "Total >= 0", "", GuardMode.Enforce));

        GuardEvent[] expected =
        [
            new(GuardKind.Deadline, Contract, "in_time", GuardMode.Enforce),
            new(GuardKind.Exclusive, Contract, "free", GuardMode.Observe),
            new(GuardKind.Idempotent, Contract, "executed", GuardMode.Enforce),
            new(GuardKind.Idempotent, Contract, "replayed", GuardMode.Enforce),
            new(GuardKind.Retry, Contract, "succeeded", GuardMode.Enforce),
            new(GuardKind.Transaction, Contract, "succeeded", GuardMode.Enforce),
            new(GuardKind.Requires, Contract, "violated", GuardMode.Enforce),
            new(GuardKind.Ensures, Contract, "violated", GuardMode.Observe),
            new(GuardKind.Transition, Contract, "violated", GuardMode.Enforce),
            new(GuardKind.Invariant, "T:Shop.Order", "violated", GuardMode.Enforce),
        ];
        Assert.Equal(expected, guards.Events);
        Assert.Equal(expected[6..], guards.Violations);
        Assert.Equal(1, guards.Count("OrderService.PlaceAsync", "replayed"));
        Assert.Equal(9, guards.Count("OrderService.PlaceAsync"));
        Assert.StartsWith($"1. deadline in_time {Contract}\n2. exclusive free (observed) {Contract}\n3. ", guards.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A counter that is added to the meter must be known here, too: it would be missing from every test.</summary>
    [Fact]
    public void It_knows_every_counter()
    {
        var unknown = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == IntentTelemetry.Name && instrument is Counter<long>
                && ReportedEvent.Of(instrument, [new("intent.kind", "requires")]) is null)
            {
                unknown.Add(instrument.Name);
            }
        };
        ConditionGuard.EnsuresFailed(Contract, "", "a > 0", "", GuardMode.Observe);
        listener.Start();

        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Flows_at_the_same_time_do_not_mix()
    {
        using var all = new Barrier(8);
        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
            async () =>
            {
                using var guards = GuardListener.Start();
                all.SignalAndWait();
                for (var n = 0; n < 50; n++)
                {
                    await Task.Yield();
                    ConditionGuard.EnsuresFailed($"M:Flow{i}", "", "a > 0", "", GuardMode.Observe);
                }

                return (Name: $"M:Flow{i}", guards.Events);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        Assert.All(seen, static s =>
        {
            Assert.Equal(50, s.Events.Count);
            Assert.All(s.Events, e => Assert.Equal(s.Name, e.Contract));
        });
    }

    [Fact]
    public async Task It_hears_flows_that_were_started_from_its_own_and_no_others()
    {
        var gate = new TaskCompletionSource();
        var before = Task.Run(async () =>
        {
            await gate.Task;
            ConditionGuard.EnsuresFailed("M:Before", "", "a > 0", "", GuardMode.Observe);
        });
        using var guards = GuardListener.Start();
        var thread = new Thread(static () => ConditionGuard.EnsuresFailed("M:Thread", "", "a > 0", "", GuardMode.Observe));
        thread.Start();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(static i => Task.Run(() => ConditionGuard.EnsuresFailed($"M:Task{i}", "", "a > 0", "", GuardMode.Observe))));
        thread.Join();
        gate.SetResult();
        await before;

        Assert.Equal(11, guards.Events.Count);
        Assert.Equal(0, guards.Count("M:Before"));
    }

    [Fact]
    public void Two_in_one_flow_both_hear_and_a_disposed_one_keeps_what_it_has()
    {
        using var outer = GuardListener.Start();
        var inner = GuardListener.Start();
        ConditionGuard.EnsuresFailed("M:First", "", "a > 0", "", GuardMode.Observe);
        inner.Dispose();
        inner.Dispose();
        ConditionGuard.EnsuresFailed("M:Second", "", "a > 0", "", GuardMode.Observe);

        Assert.Equal(["M:First"], inner.Events.Select(static e => e.Contract));
        Assert.Equal(["M:First", "M:Second"], outer.Events.Select(static e => e.Contract));
    }

    private Task PlaceAsync() => IdempotentGuard.RunAsync(
        _guards,
        new(Contract, "", TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Hold),
        "tenant",
        "k",
        new("v1:"),
        0,
        static (_, _) => Task.CompletedTask,
        CancellationToken.None);

    private sealed class Runner : ITransactionRunner
    {
        public Task<TResult> RunAsync<TState, TResult>(
            TransactionRequest request, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken) => body(state, cancellationToken);
    }
}
