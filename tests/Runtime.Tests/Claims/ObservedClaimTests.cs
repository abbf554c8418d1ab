using IntentContracts.Runtime.Tests.Telemetry;

namespace IntentContracts.Runtime.Tests.Claims;

public sealed class ObservedClaimTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly RecordingLog _log = new();
    private readonly Measurements _measured = new();
    private readonly RecordingStore _store;
    private readonly IntentGuards _guards;
    private int _runs;

    public ObservedClaimTests()
    {
        _store = new(new InMemoryIdempotencyStore(_time));
        _guards = new(_store, time: _time, loggers: _log);
    }

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task Duplicates_run_and_are_counted_as_what_they_would_have_been_answered()
    {
        Assert.Equal(1, await RunAsync("k"));
        Assert.Equal(2, await RunAsync("k"));
        Assert.Equal(3, await RunAsync("k", arguments: "other"));
        var gate = new TaskCompletionSource<int>();
        var first = RunAsync("slow", body: () => gate.Task);
        Assert.Equal(4, await RunAsync("slow"));
        gate.SetResult(0);
        await first;

        Assert.Equal(["~executed", "~replayed", "~mismatch", "~conflict", "~executed"], Outcomes);
        Assert.Equal([1403, 1403, 1403], _log.Ids);
        Assert.DoesNotContain(_log.Entries, static e => e.Message.Contains("tenant", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_an_enforced_call_holds_is_counted_as_unknown()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync("k", mode: GuardMode.Enforce, body: static () => throw new TimeoutException()));
        await RunAsync("k");

        Assert.Equal(["faulted", "~unknown"], Outcomes);
    }

    [Fact]
    public async Task What_is_missing_for_a_claim_is_counted_and_the_body_runs()
    {
        await RunAsync("");
        await RunAsync("k", scope: "");
        await IdempotentGuard.RunAsync(_guards, Contract(GuardMode.Observe), "tenant", "k", new("v1:"), 0, static (_, _) => Task.FromResult(new object()), CancellationToken.None);

        Assert.Equal(["~no_key", "~no_scope", "~unrecorded"], Outcomes);
        Assert.Equal(0, _store.Claims);
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task A_store_that_fails_is_counted_and_the_body_keeps_its_outcome()
    {
        _store.CompleteFails = new IOException("store down");
        Assert.Equal(1, await RunAsync("complete"));
        _store.ReleaseFails = new IOException("store down");
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync("release", body: static () => throw new TimeoutException()));
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var guards = new IntentGuards(new BrokenStore(), loggers: _log);
        Assert.Equal(2, await RunAsync("k", guards: guards));

        Assert.Equal(["~unrecorded", "~unrecorded", "~unavailable"], Outcomes);
        Assert.All(_log.Entries, static e => Assert.IsType<IOException>(e.Fault));
    }

    [Fact]
    public async Task A_failed_body_leaves_no_claim_behind()
    {
        var fault = new TimeoutException();
        Assert.Same(fault, await Assert.ThrowsAsync<TimeoutException>(() => RunAsync("k", body: () => throw fault)));

        Assert.Equal(1, await RunAsync("k", mode: GuardMode.Enforce));
        Assert.Equal(["~faulted", "executed"], Outcomes);
    }

    [Fact]
    public async Task A_lease_that_was_lost_is_counted()
    {
        var gate = new TaskCompletionSource<int>();
        var zombie = RunAsync("k", body: () => gate.Task);
        _time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync("k");
        gate.SetResult(7);

        Assert.Equal(7, await zombie);
        Assert.Equal(["~executed", "~lease_lost"], Outcomes);
    }

    private IReadOnlyList<string> Outcomes => _measured.Outcomes("intentcontracts.idempotency.claims");

    private IdempotentContract Contract(GuardMode mode) =>
        new(_measured.Contract, "orders", TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Hold, mode);

    private Task<int> RunAsync(
        string key, string scope = "tenant", string arguments = "", GuardMode mode = GuardMode.Observe, Func<Task<int>>? body = null, IntentGuards? guards = null) =>
        IdempotentGuard.RunAsync(
            guards ?? _guards, Contract(mode), scope, key, new("v1:" + arguments), body ?? (() => Task.FromResult(++_runs)), static (b, _) => b(), CancellationToken.None);

    private sealed class BrokenStore : IIdempotencyStore
    {
        public int MaxResultBytes => 1024;

        public ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new IOException("store down");

        public ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => throw new IOException();

        public ValueTask<bool> HasCompletedAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => throw new IOException();

        public ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken) => throw new IOException();

        public ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken) => throw new IOException();

        public ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken) => throw new IOException();

        public ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => throw new IOException();

        public ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => throw new IOException();

        public ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken) => throw new IOException();
    }
}
