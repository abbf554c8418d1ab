using System.Data;

namespace IntentContracts.Runtime.Tests.Telemetry;

/// <summary>Alone in the process: the listeners of other tests would be listeners here, too.</summary>
[CollectionDefinition(nameof(NothingWithoutListenerTests), DisableParallelization = true)]
[Collection(nameof(NothingWithoutListenerTests))]
public sealed class NothingWithoutListenerTests
{
    private const string Contract = "M:Shop.Orders.Place";

    [Fact]
    public void Reporting_allocates_nothing() => Assert.Equal(0, Allocated(static () =>
    {
        using var activity = IntentTelemetry.Start("intent.retry", Contract);
        IntentTelemetry.Ended(Instruments.RetryAttempts, activity, Contract, "succeeded");
        IntentTelemetry.Waited(null, Contract, "waited");
        IntentTelemetry.Violation(GuardKind.Requires, Contract, GuardMode.Observe);
        GuardReports.Violation(GuardKind.Ensures, Contract, "orders", "a > 0", GuardMode.Observe, null);
    }));

    [Fact]
    public void A_boundary_costs_its_place_in_the_flow_and_a_task()
    {
        var runner = new Direct();
        var request = new TransactionRequest(Contract, "", IsolationLevel.Unspecified);

        Assert.InRange(Allocated(() => _ = TransactionGuard.RunAsync(runner, request, 0, static (_, _) => s_one, CancellationToken.None)), 1, 1200);
    }

    [Fact]
    public void A_free_key_costs_its_place_in_the_flow_and_a_task()
    {
        var guards = new IntentGuards(new InMemoryIdempotencyStore());
        var contract = new ExclusiveContract(Contract, "", "orders");

        Assert.InRange(Allocated(() => _ = ExclusiveGuard.RunAsync(guards, contract, "k", 0, static (_, _) => s_one, CancellationToken.None)), 1, 400);
    }

    [Fact]
    public async Task A_free_key_reads_no_clock()
    {
        var guards = new IntentGuards(new InMemoryIdempotencyStore(), time: new NoClock());
        var gate = new TaskCompletionSource<int>();

        var holder = ExclusiveGuard.RunAsync(guards, new(Contract, "", "orders"), "k", gate, static (g, _) => g.Task, CancellationToken.None);
        var waiter = ExclusiveGuard.RunAsync(guards, new(Contract, "", "orders"), "k", 0, static (_, _) => s_one, CancellationToken.None);
        gate.SetResult(0);

        Assert.Equal(0, await holder);
        Assert.Equal(1, await waiter);
    }

    private static readonly Task<int> s_one = Task.FromResult(1);

    private static long Allocated(Action act)
    {
        for (var i = 0; i < 200; i++)
        {
            act();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            act();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
    }

    private sealed class Direct : ITransactionRunner
    {
        public Task<TResult> RunAsync<TState, TResult>(
            TransactionRequest request, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken) => body(state, cancellationToken);
    }

    private sealed class NoClock : TimeProvider
    {
        public override long GetTimestamp() => throw new InvalidOperationException("read the clock");

        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("read the clock");
    }
}
