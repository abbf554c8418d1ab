namespace IntentContracts.Runtime.Tests.Claims;

public sealed class IdempotentGuardTests
{
    private static readonly IdempotentContract Contract = new(
        "M:Orders.Checkout.PlaceAsync", "orders", TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Hold);

    private readonly FakeTime _time = new();
    private readonly RecordingStore _store;
    private readonly IntentGuards _guards;

    public IdempotentGuardTests()
    {
        _store = new(new InMemoryIdempotencyStore(_time));
        _guards = new(_store, time: _time);
    }

    private sealed record Receipt(string Id, decimal Amount);

    [Fact]
    public async Task Each_of_300_keys_with_8_callers_runs_once_and_answers_all_alike()
    {
        var guards = new IntentGuards(new InMemoryIdempotencyStore());
        var executions = new int[300];

        var answers = await Task.WhenAll(Enumerable.Range(0, 2400).Select(i => Task.Run(async () =>
        {
            var order = i % 300;
            var receipt = await Run(guards, $"order-{order}", async () =>
            {
                var execution = Interlocked.Increment(ref executions[order]);
                await Task.Delay(order % 5);
                return new Receipt($"{order}/{execution}", order);
            });
            return (order, receipt);
        })));

        Assert.All(executions, count => Assert.Equal(1, count));
        Assert.Equal(2400, answers.Length);
        Assert.All(answers, answer => Assert.Equal(new Receipt($"{answer.order}/1", answer.order), answer.receipt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_hundred_callers_of_one_key_run_it_once(bool withoutSignal)
    {
        var guards = new IntentGuards(new RecordingStore(new InMemoryIdempotencyStore()) { HidesSignal = withoutSignal });
        var executions = 0;

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Run(guards, "one", async () =>
        {
            await Task.Delay(50);
            return Interlocked.Increment(ref executions);
        }))));

        Assert.Equal(1, executions);
        Assert.All(answers, answer => Assert.Equal(1, answer));
    }

    [Fact]
    public async Task Waiting_for_a_signal_asks_the_store_twice_and_polling_asks_with_growing_pauses()
    {
        var gate = new TaskCompletionSource<int>();
        var first = Run(_guards, "k", () => gate.Task);
        var second = Run(_guards, "k", () => Task.FromResult(0));
        gate.SetResult(7);
        Assert.Equal(7, await second);
        Assert.Equal(3, _store.Claims);
        Assert.Equal(7, await first);

        var polled = new RecordingStore(new InMemoryIdempotencyStore(_time)) { HidesSignal = true };
        var guards = new IntentGuards(polled, time: _time);
        gate = new();
        _ = Run(guards, "k", () => gate.Task);
        second = Run(guards, "k", () => Task.FromResult(0));
        for (var milliseconds = 0; milliseconds < 1000; milliseconds++)
        {
            await Eventually.True(() => _time.Waiting == 1, "the duplicate waits");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        // 5 + 10 + 20 + 40 + 80 and then every 100: at most one question per pause.
        Assert.InRange(polled.Claims, 10, 16);
        gate.SetResult(8);
        await Eventually.True(() => _time.Waiting == 1, "the duplicate waits");
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(8, await second);
    }

    [Fact]
    public async Task A_duplicate_takes_over_when_the_lease_ends_and_the_zombie_is_told()
    {
        var zombie = new TaskCompletionSource<int>();
        var first = Run(_guards, "k", () => zombie.Task, Contract with { OnFault = FaultedClaim.Release });
        var second = Run(_guards, "k", () => Task.FromResult(2), Contract with { OnFault = FaultedClaim.Release, Lease = TimeSpan.FromMinutes(5) });
        await Eventually.True(() => _time.Waiting == 1, "the duplicate waits");

        _time.Advance(Contract.Lease);
        Assert.Equal(2, await second);
        zombie.SetResult(1);

        var lost = await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => first);
        Assert.Equal("orders", lost.Owner);
        Assert.Equal(2, await Run(_guards, "k", () => Task.FromResult(3)));
    }

    [Theory]
    [InlineData(FaultedClaim.Auto)]
    [InlineData(FaultedClaim.Hold)]
    public async Task A_lease_that_ends_where_an_effect_may_have_happened_is_not_taken_over(FaultedClaim onFault)
    {
        var contract = Contract with { OnFault = onFault };
        var slow = new TaskCompletionSource<int>();
        var first = Run(_guards, "k", () => slow.Task, contract);
        _time.Advance(Contract.Lease);

        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run(_guards, "k", () => Task.FromResult(2), contract));

        slow.SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(1, await Run(_guards, "k", () => Task.FromResult(3), contract));
    }

    [Theory]
    [InlineData(FaultedClaim.Auto)]
    [InlineData(FaultedClaim.Release)]
    public async Task A_zombie_that_fails_keeps_its_own_exception_and_changes_nothing(FaultedClaim onFault)
    {
        var zombie = new TaskCompletionSource<int>();
        var first = Run(_guards, "k", () => zombie.Task, Contract with { OnFault = onFault, MarksEffects = true });
        _time.Advance(Contract.Lease);
        Assert.Equal(2, await Run(_guards, "k", () => Task.FromResult(2)));

        zombie.SetException(new TimeoutException("mine"));

        Assert.Equal("mine", (await Assert.ThrowsAsync<TimeoutException>(() => first)).Message);
        Assert.Equal(2, await Run(_guards, "k", () => Task.FromResult(3)));
    }

    [Fact]
    public async Task A_duplicate_waits_at_most_one_lease_however_often_the_key_changes_hands()
    {
        var never = new TaskCompletionSource<int>();
        _ = Run(_guards, "k", () => never.Task);
        _time.Advance(TimeSpan.FromSeconds(29));
        var duplicate = Run(_guards, "k", () => Task.FromResult(1), Contract with { Lease = TimeSpan.FromSeconds(2) });
        await Eventually.True(() => _time.Waiting == 1, "the duplicate waits");
        await _store.RenewAsync(_store.LastKey, 1, TimeSpan.FromSeconds(60), default);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.True(() => _time.Waiting == 1, "the duplicate waits again");
        _time.Advance(TimeSpan.FromSeconds(1));

        var conflict = await Assert.ThrowsAsync<IdempotencyConflictException>(() => duplicate);
        Assert.Equal(TimeSpan.FromSeconds(58), conflict.RetryAfter);
    }

    [Fact]
    public async Task A_rejected_duplicate_changes_nothing()
    {
        var gate = new TaskCompletionSource<int>();
        var first = Run(_guards, "k", () => gate.Task);
        _time.Advance(TimeSpan.FromSeconds(10));

        var conflict = await Assert.ThrowsAsync<IdempotencyConflictException>(
            () => Run<int>(_guards, "k", () => throw new InvalidOperationException("must not run"), Contract with { OnConcurrent = ConcurrentDuplicate.Reject }));

        Assert.Equal(TimeSpan.FromSeconds(20), conflict.RetryAfter);
        Assert.Contains("Checkout.PlaceAsync", conflict.Message, StringComparison.Ordinal);
        gate.SetResult(1);
        Assert.Equal(1, await first);
    }

    [Fact]
    public async Task Other_arguments_are_refused_without_the_earlier_result()
    {
        Assert.Equal(1, await Run(_guards, "k", () => Task.FromResult(1)));

        await Assert.ThrowsAsync<IdempotencyMismatchException>(() => Run(_guards, "k", () => Task.FromResult(2), arguments: "other"));
        Assert.Equal(1, await Run(_guards, "k", () => Task.FromResult(3)));
    }

    [Fact]
    public async Task Two_scopes_with_one_key_never_see_each_others_result()
    {
        Assert.Equal("alice", await Run(_guards, "k", () => Task.FromResult("alice"), scope: "alice"));
        Assert.Equal("bob", await Run(_guards, "k", () => Task.FromResult("bob"), scope: "bob"));
        using (CallerScope.Use("carol"))
        {
            Assert.Equal("carol", await Run(_guards, "k", () => Task.FromResult("carol"), scope: ""));
        }

        Assert.Equal("alice", await Run(_guards, "k", () => Task.FromResult("?"), scope: "alice"));
    }

    [Fact]
    public async Task Without_any_scope_nothing_runs()
    {
        var refused = await Assert.ThrowsAsync<IntentContractException>(() => Run<int>(_guards, "k", () => throw new InvalidOperationException("must not run"), scope: ""));

        Assert.Contains("CallerScope.Use", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _store.Claims);
    }

    [Fact]
    public async Task A_failing_body_holds_the_key_and_its_exception_passes_unchanged()
    {
        var fault = new InvalidOperationException("declined");
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Run<int>(_guards, "k", () => throw fault));
        Assert.Same(fault, thrown);

        var unknown = await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run(_guards, "k", () => Task.FromResult(1)));
        Assert.True(await _guards.Store.ReleaseAsync(unknown.Claim, unknown.Attempt, default));
        Assert.Equal(1, await Run(_guards, "k", () => Task.FromResult(1)));
    }

    [Fact]
    public async Task A_failing_body_frees_the_key_where_that_was_declared()
    {
        var contract = Contract with { OnFault = FaultedClaim.Release };
        await Assert.ThrowsAsync<TimeoutException>(() => Run<int>(_guards, "k", async () =>
        {
            await Task.Yield();
            throw new TimeoutException();
        }, contract));

        Assert.Equal(1, await Run(_guards, "k", () => Task.FromResult(1), contract));
    }

    [Fact]
    public async Task When_the_release_fails_the_key_is_held_and_the_bodys_exception_stays()
    {
        _store.ReleaseFails = new IOException("store down");
        await Assert.ThrowsAsync<TimeoutException>(() => Run<int>(_guards, "k", () => throw new TimeoutException(), Contract with { OnFault = FaultedClaim.Release }));
        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run(_guards, "k", () => Task.FromResult(1)));

        _store.HoldFails = new IOException("store down");
        await Assert.ThrowsAsync<TimeoutException>(() => Run<int>(_guards, "other", () => throw new TimeoutException(), Contract with { OnFault = FaultedClaim.Release }));
    }

    [Fact]
    public async Task A_cancelled_body_is_a_fault_and_stays_a_cancellation()
    {
        using var source = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var call = Run(
            _guards,
            "k",
            async () =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, source.Token);
                return 1;
            },
            cancellationToken: source.Token);
        await started.Task;
        await source.CancelAsync();

        var cancelled = await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.True(call.IsCanceled);
        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run(_guards, "k", () => Task.FromResult(1)));
    }

    [Fact]
    public async Task A_cancelled_duplicate_stops_waiting_and_changes_nothing()
    {
        var gate = new TaskCompletionSource<int>();
        var first = Run(_guards, "k", () => gate.Task);
        using var source = new CancellationTokenSource();
        var duplicate = Run(_guards, "k", () => Task.FromResult(2), cancellationToken: source.Token);
        await source.CancelAsync();

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => duplicate)).CancellationToken);
        gate.SetResult(1);
        Assert.Equal(1, await first);
    }

    [Fact]
    public async Task A_result_that_cannot_be_recorded_is_not_passed_off_as_recorded()
    {
        _store.CompleteFails = new IOException("store down");
        var unknown = await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run(_guards, "k", () => Task.FromResult(1)));
        Assert.Same(_store.CompleteFails, unknown.InnerException);

        _store.CompleteFails = null;
        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run<int>(_guards, "k", () => throw new InvalidOperationException("must not run")));
    }

    [Fact]
    public async Task A_member_that_calls_itself_with_its_own_key_is_told_so_at_once()
    {
        var conflict = await Assert.ThrowsAsync<IdempotencyConflictException>(() => Run(_guards, "k", async () =>
        {
            await Task.Yield();
            return await Run(_guards, "k", () => Task.FromResult(1));
        }).WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Contains("called itself", conflict.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Run(_guards, "outer", () => Run(_guards, "inner", () => Task.FromResult(1))));
    }

    [Fact]
    public async Task A_member_without_a_result_runs_once_too()
    {
        var executions = 0;
        for (var i = 0; i < 3; i++)
        {
            await IdempotentGuard.RunAsync(
                _guards,
                Contract,
                "tenant",
                "k",
                new("v1:x"),
                0,
                async (_, _) =>
                {
                    await Task.Yield();
                    executions++;
                },
                CancellationToken.None);
        }

        Assert.Equal(1, executions);
    }

    [Fact]
    public async Task Null_is_a_result()
    {
        Assert.Null(await Run(_guards, "k", () => Task.FromResult<string?>(null)));
        Assert.Null(await Run(_guards, "k", () => Task.FromResult<string?>("must not run")));
    }

    private static Task<T> Run<T>(
        IntentGuards guards,
        string key,
        Func<Task<T>> body,
        IdempotentContract? contract = null,
        string scope = "tenant",
        string arguments = "",
        CancellationToken cancellationToken = default) =>
        IdempotentGuard.RunAsync(guards, contract ?? Contract, scope, key, new("v1:" + arguments), body, static (b, _) => b(), cancellationToken);
}
