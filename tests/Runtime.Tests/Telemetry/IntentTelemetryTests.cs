using System.Data;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using IntentContracts.Runtime.Tests.Transactions;

namespace IntentContracts.Runtime.Tests.Telemetry;

public sealed class IntentTelemetryTests : IDisposable
{
    // The meter is the process's: other tests report to it at the same time, under other contracts.
    private readonly string _contract = $"M:Telemetry.{Guid.NewGuid():N}";
    private readonly Lock _gate = new();
    private readonly List<string> _measured = [];
    private readonly List<Activity> _activities = [];
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _traces;

    public IntentTelemetryTests()
    {
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == IntentTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(static t => t.Key, static t => t.Value);
            if (all["intent.contract"] is string contract && contract == _contract)
            {
                lock (_gate)
                {
                    _measured.Add($"{instrument.Name} {all.GetValueOrDefault("intent.outcome")} {value} of {all.Count}");
                }
            }
        });
        _meters.Start();
        _traces = new()
        {
            ShouldListenTo = static source => source.Name == IntentTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("intent.contract") as string == _contract)
                {
                    lock (_gate)
                    {
                        _activities.Add(activity);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(_traces);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _traces.Dispose();
    }

    [Fact]
    public async Task Claims_are_counted_by_how_they_were_answered_and_no_tag_tells_whose_they_were()
    {
        var time = new FakeTime();
        var guards = new IntentGuards(new InMemoryIdempotencyStore(time), time: time);
        var contract = new IdempotentContract(_contract, "orders", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), ConcurrentDuplicate.Reject, FaultedClaim.Auto, MarksEffects: true, ReplayFailures: [typeof(ArgumentException)]);
        Task Run(string key, string arguments, Func<Task> body) =>
            IdempotentGuard.RunAsync(guards, contract, "secret-scope", key, new(arguments), body, static (b, _) => b(), CancellationToken.None);

        await Run("secret-key", "a", () => Task.CompletedTask);
        await Run("secret-key", "a", () => Task.CompletedTask);
        await Assert.ThrowsAsync<IdempotencyMismatchException>(() => Run("secret-key", "b", () => Task.CompletedTask));
        await Assert.ThrowsAsync<TimeoutException>(() => Run("faulty", "a", async () =>
        {
            await IntentClaim.BeforeEffectAsync();
            throw new TimeoutException();
        }));
        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run("faulty", "a", () => Task.CompletedTask));
        var gate = new TaskCompletionSource();
        var zombie = Run("slow", "a", () => gate.Task);
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => Run("slow", "a", () => Task.CompletedTask));
        time.Advance(TimeSpan.FromSeconds(1));
        await Run("slow", "a", () => Task.CompletedTask);
        gate.SetResult();
        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => zombie);

        await Assert.ThrowsAsync<ArgumentException>(() => Run("declined", "a", () => throw new ArgumentException("no")));

        string[] outcomes = ["executed", "replayed", "mismatch", "faulted", "unknown", "conflict", "executed", "lease_lost", "failure_recorded"];
        Assert.Equal(outcomes.Select(static o => $"intentcontracts.idempotency.claims {o} 1 of 2"), _measured);
        Assert.Equal(outcomes.Order(), _activities.Select(static a => (string)a.GetTagItem("intent.outcome")!).Order());
        Assert.All(_activities, static a => Assert.Equal("intent.idempotent", a.OperationName));
        Assert.DoesNotContain(_activities.SelectMany(static a => a.TagObjects), static t => t.Value?.ToString()?.Contains("secret", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Boundaries_are_counted_by_how_they_ended()
    {
        Task Run(Exception? failure) => TransactionGuard.RunAsync(
            new PassingRunner(),
            new(_contract, "orders", IsolationLevel.Unspecified),
            failure,
            static (f, _) => f is null ? Task.CompletedTask : Task.FromException(f),
            CancellationToken.None);

        await Run(null);
        await Assert.ThrowsAsync<TimeoutException>(() => Run(new TimeoutException()));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Run(new OperationCanceledException()));
        await Assert.ThrowsAsync<TransactionDoomedException>(() => Run(new TransactionDoomedException("M:A", "", "M:B", new TimeoutException())));

        string[] outcomes = ["succeeded", "failed", "cancelled", "doomed"];
        Assert.Equal(outcomes.Select(static o => $"intentcontracts.transaction.boundaries {o} 1 of 2"), _measured);
        Assert.Equal([false, true, true, true], _activities.Select(static a => a.Status == ActivityStatusCode.Error));
    }

    [Fact]
    public void Violations_are_counted()
    {
        Assert.Throws<InvariantViolationException>(() => ConditionGuard.InvariantFailed(_contract, "", "A > B", "", GuardMode.Enforce));

        Assert.Equal(["intentcontracts.invariant.violations  1 of 1"], _measured);
    }
}
