using IntentContracts.Runtime.Tests.Telemetry;

namespace IntentContracts.Runtime.Tests.Deadlines;

public sealed class DeadlineGuardTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTime _time = new();
    private readonly RecordingLog _log = new();
    private readonly Measurements _measured = new();
    private readonly IntentGuards _guards;

    public DeadlineGuardTests() => _guards = new(new InMemoryIdempotencyStore(_time), time: _time, loggers: _log);

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task What_the_deadline_cancels_ends_with_an_exception_that_says_so()
    {
        var call = RunAsync(5 * Second, Forever);
        Assert.False(call.IsCompleted);
        _time.Advance(5 * Second);

        var exceeded = await Assert.ThrowsAsync<DeadlineExceededException>(() => call);
        Assert.True(call.IsFaulted);
        Assert.IsAssignableFrom<OperationCanceledException>(exceeded.InnerException);
        Assert.Equal((_measured.Contract, "orders", 5 * Second, _measured.Contract), (exceeded.ContractId, exceeded.Owner, exceeded.AtMost, exceeded.DeadlineOf));
        Assert.Contains("did not end within the deadline of 00:00:05", exceeded.Message, StringComparison.Ordinal);
        Assert.Equal([1101], _log.Ids);
        Assert.Equal(["exceeded"], Outcomes);
    }

    [Fact]
    public async Task The_callers_cancellation_stays_one_and_wins_when_both_have_happened()
    {
        using var source = new CancellationTokenSource();
        var call = RunAsync(5 * Second, Forever, source.Token);
        await source.CancelAsync();
        Assert.Equal(source.Token, (await Assert.ThrowsAsync<TaskCanceledException>(() => call)).CancellationToken);

        using var second = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        call = RunAsync(
            5 * Second,
            async token =>
            {
                await gate.Task;
                token.ThrowIfCancellationRequested();
            },
            second.Token);
        await second.CancelAsync();
        _time.Advance(6 * Second);
        gate.SetResult();

        Assert.Equal(second.Token, (await Assert.ThrowsAsync<OperationCanceledException>(() => call)).CancellationToken);
        Assert.True(call.IsCanceled);
        Assert.Equal(["cancelled", "cancelled"], Outcomes);
        Assert.Empty(_log.Ids);
    }

    [Fact]
    public async Task A_success_that_comes_late_is_a_success()
    {
        var gate = new TaskCompletionSource<int>();
        var call = DeadlineGuard.RunAsync(_guards, Contract(Second), gate, static (g, _) => g.Task, CancellationToken.None);
        _time.Advance(2 * Second);
        gate.SetResult(7);

        Assert.Equal(7, await call);
        Assert.Equal(["late"], Outcomes);
    }

    [Fact]
    public async Task Another_exception_passes_unchanged_before_and_after_the_end()
    {
        var fault = new TimeoutException();
        Assert.Same(fault, await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(Second, _ => Task.FromException(fault))));

        var gate = new TaskCompletionSource();
        var call = RunAsync(Second, _ => gate.Task);
        _time.Advance(2 * Second);
        gate.SetException(fault);
        Assert.Same(fault, await Assert.ThrowsAsync<TimeoutException>(() => call));
        Assert.Equal(["failed", "failed"], Outcomes);
    }

    [Fact]
    public async Task Inside_another_deadline_the_earlier_one_counts_and_is_named()
    {
        // The inner one does not even get the outer token.
        var call = RunAsync(2 * Second, _ => DeadlineGuard.RunAsync(_guards, new("M:Shop.Orders.Inner", "", 5 * Second), 0, static (_, t) => Task.Delay(Timeout.Infinite, t), CancellationToken.None));
        _time.Advance(2 * Second);

        var exceeded = await Assert.ThrowsAsync<DeadlineExceededException>(() => call);
        Assert.Equal(("M:Shop.Orders.Inner", _measured.Contract, 2 * Second), (exceeded.ContractId, exceeded.DeadlineOf, exceeded.AtMost));
        Assert.Contains("which is around it", exceeded.Message, StringComparison.Ordinal);
        Assert.Equal(["exceeded"], Outcomes);
    }

    [Fact]
    public async Task A_deadline_that_ends_earlier_inside_leaves_the_outer_one_its_time()
    {
        var call = RunAsync(5 * Second, async token =>
        {
            await Assert.ThrowsAsync<DeadlineExceededException>(() => RunAsync(2 * Second, Forever, token));
            Assert.Equal(3 * Second, IntentDeadline.Remaining);
            Assert.False(token.IsCancellationRequested);
        });
        _time.Advance(2 * Second);

        await call;
        Assert.Equal(["exceeded", "in_time"], Outcomes);
    }

    [Fact]
    public async Task Under_a_deadline_that_is_over_the_body_does_not_run()
    {
        var ran = false;
        var exceeded = await Assert.ThrowsAsync<DeadlineExceededException>(() => RunAsync(Second, _ =>
        {
            _time.Advance(2 * Second);
            return DeadlineGuard.RunAsync(
                _guards,
                new("M:Shop.Orders.Inner", "", 5 * Second),
                0,
                (_, _) =>
                {
                    ran = true;
                    return Task.CompletedTask;
                },
                CancellationToken.None);
        }));

        Assert.False(ran);
        Assert.Null(exceeded.InnerException);
        Assert.Equal(_measured.Contract, exceeded.DeadlineOf);
    }

    [Fact]
    public async Task What_remains_is_that_of_the_nearest_and_never_negative()
    {
        Assert.Null(IntentDeadline.Remaining);
        await RunAsync(5 * Second, async token =>
        {
            Assert.Equal(5 * Second, IntentDeadline.Remaining);
            await RunAsync(9 * Second, _ =>
            {
                Assert.Equal(5 * Second, IntentDeadline.Remaining);
                _time.Advance(Second);
                return Task.CompletedTask;
            }, token);
            await RunAsync(2 * Second, _ =>
            {
                Assert.Equal(2 * Second, IntentDeadline.Remaining);
                return Task.CompletedTask;
            }, token);
            Assert.Equal(4 * Second, IntentDeadline.Remaining);
            _time.Advance(9 * Second);
            Assert.Equal(TimeSpan.Zero, IntentDeadline.Remaining);
        });
        Assert.Null(IntentDeadline.Remaining);
    }

    [Fact]
    public async Task A_flow_that_was_left_behind_has_no_deadline_any_more()
    {
        var gate = new TaskCompletionSource();
        Task<TimeSpan?>? left = null;
        await RunAsync(9 * Second, token => RunAsync(
            Second,
            _ =>
            {
                left = LeftAsync();
                return Task.CompletedTask;
            },
            token));
        _time.Advance(20 * Second);
        gate.SetResult();
        Assert.Null(await left!);

        async Task<TimeSpan?> LeftAsync()
        {
            await gate.Task;
            await RunAsync(Second, static _ => Task.CompletedTask);
            return IntentDeadline.Remaining;
        }
    }

    [Fact]
    public async Task Observed_nothing_is_cancelled_and_what_took_longer_is_counted_and_logged()
    {
        var gate = new TaskCompletionSource<CancellationToken>();
        using var source = new CancellationTokenSource();
        var seen = CancellationToken.None;
        var call = DeadlineGuard.RunAsync(
            _guards,
            Contract(Second, GuardMode.Observe),
            0,
            (_, token) =>
            {
                seen = token;
                Assert.Null(IntentDeadline.Remaining);
                return gate.Task;
            },
            source.Token);
        _time.Advance(2 * Second);
        gate.SetResult(default);
        await call;
        await Assert.ThrowsAsync<TimeoutException>(() => DeadlineGuard.RunAsync(_guards, Contract(Second, GuardMode.Observe), 0, static (_, _) => throw new TimeoutException(), source.Token));
        await DeadlineGuard.RunAsync(_guards, Contract(Second, GuardMode.Observe), 0, static (_, _) => Task.CompletedTask, source.Token);

        Assert.Equal(source.Token, seen);
        Assert.Equal(["~exceeded", "~failed", "~in_time"], Outcomes);
        Assert.Equal([1102], _log.Ids);
    }

    [Fact]
    public async Task A_deadline_longer_than_timers_can_be_is_none()
    {
        await RunAsync(TimeSpan.MaxValue, _ =>
        {
            Assert.Equal(0, _time.Waiting);
            return Task.CompletedTask;
        });
        await RunAsync(5 * Second, _ =>
        {
            Assert.Equal(1, _time.Waiting);
            return Task.CompletedTask;
        });
        Assert.Equal(0, _time.Waiting);
    }

    private IReadOnlyList<string> Outcomes => _measured.Outcomes("intentcontracts.deadline.calls");

    private DeadlineContract Contract(TimeSpan atMost, GuardMode mode = GuardMode.Enforce) => new(_measured.Contract, "orders", atMost, mode);

    private Task RunAsync(TimeSpan atMost, Func<CancellationToken, Task> body, CancellationToken cancellationToken = default) =>
        DeadlineGuard.RunAsync(_guards, Contract(atMost), body, static (b, token) => b(token), cancellationToken);

    private static Task Forever(CancellationToken token) => Task.Delay(Timeout.Infinite, token);
}
