using IntentContracts.Runtime.Tests.Telemetry;

namespace IntentContracts.Runtime.Tests.Exclusion;

public sealed class ExclusiveGuardTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly RecordingLog _log = new();
    private readonly Measurements _measured = new();
    private readonly IntentGuards _guards;

    public ExclusiveGuardTests() => _guards = new(new InMemoryIdempotencyStore(_time), time: _time, loggers: _log);

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task Executions_for_one_key_do_not_overlap_however_many_threads_there_are()
    {
        var (count, inside) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                await RunAsync("k", async () =>
                {
                    Assert.Equal(1, Interlocked.Increment(ref inside));
                    count++;
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                });
            }
        })));

        Assert.Equal(4000, count);
        Assert.False(IsHeld("k"));
    }

    [Fact]
    public async Task Ten_thousand_wait_without_a_thread_and_go_in_the_order_in_which_they_came()
    {
        var gate = new TaskCompletionSource();
        var order = new List<int>();
        var first = RunAsync("k", () => gate.Task);
        var others = Enumerable.Range(0, 10_000).Select(i => RunAsync("k", () =>
        {
            order.Add(i);
            return Task.CompletedTask;
        })).ToList();
        Assert.DoesNotContain(others, static t => t.IsCompleted);

        gate.SetResult();
        await Task.WhenAll(others.Prepend(first));

        Assert.Equal(Enumerable.Range(0, 10_000), order);
        Assert.False(IsHeld("k"));
    }

    [Fact]
    public async Task Other_keys_and_other_groups_do_not_wait_and_members_of_a_group_do()
    {
        var gate = new TaskCompletionSource();
        var holder = RunAsync("k", () => gate.Task);

        await RunAsync("other", static () => Task.CompletedTask);
        await ExclusiveGuard.RunAsync(_guards, new("M:Shop.Orders.Ship", "", "other"), "k", 0, static (_, _) => Task.CompletedTask, CancellationToken.None);
        var member = ExclusiveGuard.RunAsync(_guards, new("M:Shop.Orders.Ship", "", "orders"), "k", 0, static (_, _) => Task.CompletedTask, CancellationToken.None);
        Assert.False(member.IsCompleted);

        gate.SetResult();
        await Task.WhenAll(holder, member);
    }

    [Fact]
    public async Task One_who_gives_up_waiting_leaves_no_hole()
    {
        var gate = new TaskCompletionSource();
        var holder = RunAsync("k", () => gate.Task);
        using var source = new CancellationTokenSource();
        var ran = new List<string>();
        Task Waiter(string name, CancellationToken token) => RunAsync(
            "k",
            () =>
            {
                ran.Add(name);
                return Task.CompletedTask;
            },
            cancellationToken: token);
        var (first, second, third) = (Waiter("first", source.Token), Waiter("second", CancellationToken.None), Waiter("third", source.Token));
        await source.CancelAsync();

        Assert.Equal(source.Token, (await Assert.ThrowsAsync<TaskCanceledException>(() => first)).CancellationToken);
        await Assert.ThrowsAsync<TaskCanceledException>(() => third);
        Assert.True(first.IsCanceled);
        gate.SetResult();
        await Task.WhenAll(holder, second);

        Assert.Equal(["second"], ran);
        Assert.False(IsHeld("k"));
    }

    [Fact]
    public async Task When_all_who_waited_have_given_up_the_key_is_free()
    {
        var gate = new TaskCompletionSource();
        var holder = RunAsync("k", () => gate.Task);
        using var source = new CancellationTokenSource();
        var waiters = Enumerable.Range(0, 100).Select(_ => RunAsync("k", static () => Task.CompletedTask, cancellationToken: source.Token)).ToList();
        await source.CancelAsync();
        gate.SetResult();
        await holder;

        Assert.False(IsHeld("k"));
        foreach (var waiter in waiters)
        {
            await Assert.ThrowsAsync<TaskCanceledException>(() => waiter);
        }

        await RunAsync("k", static () => Task.CompletedTask);
    }

    [Fact]
    public async Task A_failing_body_frees_the_key()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync("k", static () => throw new TimeoutException()));
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync("k", static async () =>
        {
            await Task.Yield();
            throw new TimeoutException();
        }));

        Assert.False(IsHeld("k"));
    }

    [Fact]
    public async Task A_call_from_inside_for_the_same_key_is_refused_also_through_another_member_of_the_group()
    {
        var reentry = await Assert.ThrowsAsync<ExclusiveReentryException>(() => RunAsync("k", async () =>
        {
            await Task.Yield();
            await RunAsync("other", () => ExclusiveGuard.RunAsync(_guards, new("M:Shop.Orders.Ship", "logistics", "orders"), "k", 0, static (_, _) => Task.CompletedTask, CancellationToken.None));
        }));

        Assert.Equal(("M:Shop.Orders.Ship", "logistics", _measured.Contract), (reentry.ContractId, reentry.Owner, reentry.Holder));
        Assert.Equal([1201], _log.Ids);
        Assert.False(IsHeld("k"));
        await RunAsync("k", static () => Task.CompletedTask);
    }

    [Fact]
    public async Task A_flow_that_was_left_behind_is_not_inside_any_more()
    {
        var gate = new TaskCompletionSource();
        Task? left = null;
        await RunAsync("k", () =>
        {
            left = LeftAsync();
            return Task.CompletedTask;
        });
        gate.SetResult();
        await left!;
        Assert.Equal(["free", "free"], Outcomes);

        async Task LeftAsync()
        {
            await gate.Task;
            await RunAsync("k", static () => Task.CompletedTask);
        }
    }

    [Fact]
    public async Task How_the_turn_came_is_counted_and_waiting_is_measured_on_the_guards_clock()
    {
        var gate = new TaskCompletionSource();
        var holder = RunAsync("k", () => gate.Task);
        using var source = new CancellationTokenSource();
        var waiter = RunAsync("k", static () => Task.CompletedTask);
        var impatient = RunAsync("k", static () => Task.CompletedTask, cancellationToken: source.Token);
        _time.Advance(TimeSpan.FromSeconds(2));
        await source.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => impatient);
        _time.Advance(TimeSpan.FromSeconds(1));
        gate.SetResult();
        await Task.WhenAll(holder, waiter);

        Assert.Equal(["free", "cancelled", "waited"], Outcomes);
        Assert.Equal(
            [("cancelled", 2.0), ("waited", 3.0)],
            _measured.All.Where(static m => m.Instrument == "intentcontracts.exclusive.wait").Select(static m => (m.Outcome!, m.Value)));
    }

    [Fact]
    public async Task Observed_nobody_waits_and_overlaps_and_reentries_are_counted_and_logged()
    {
        var gate = new TaskCompletionSource();
        var holder = RunAsync("k", () => gate.Task, GuardMode.Observe);
        await RunAsync("k", static () => Task.CompletedTask, GuardMode.Observe);
        gate.SetResult();
        await holder;
        await RunAsync("k", () => RunAsync("k", static () => Task.CompletedTask, GuardMode.Observe), GuardMode.Observe);
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync("k", static () => throw new TimeoutException(), GuardMode.Observe));
        await RunAsync("", static () => Task.CompletedTask, GuardMode.Observe);

        Assert.Equal(["~overlapped", "~free", "~reentered", "~free", "~free", "~no_key"], Outcomes);
        Assert.Equal([1202, 1203], _log.Ids);
        Assert.False(IsHeld("k"));
    }

    [Fact]
    public async Task An_enforced_member_inside_an_observed_one_is_refused_and_does_not_wait_for_its_caller()
    {
        await Assert.ThrowsAsync<ExclusiveReentryException>(() => RunAsync("k", () => RunAsync("k", static () => Task.CompletedTask), GuardMode.Observe));
        Assert.Null(OpenExclusive.Current);
    }

    private IReadOnlyList<string> Outcomes => _measured.Outcomes("intentcontracts.exclusive.calls");

    private bool IsHeld(string key) => _guards.Locks.IsHeld(("orders", key));

    private Task RunAsync(string key, Func<Task> body, GuardMode mode = GuardMode.Enforce, CancellationToken cancellationToken = default) =>
        ExclusiveGuard.RunAsync(_guards, new(_measured.Contract, "", "orders", mode), key, body, static (b, _) => b(), cancellationToken);
}
