using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime.Tests.Invariants;

/// <summary>What every shell promises about the body's outcome, for each shape of task.</summary>
public sealed class ExitGuardTests
{
    private readonly Account _account = new();

    public static TheoryData<string> Shapes => new() { "Task", "Task<T>", "ValueTask", "ValueTask<T>" };

    [Fact]
    public void A_violation_names_type_condition_reason_and_owner()
    {
        var violation = Assert.Throws<InvariantViolationException>(() => _account.Do(() => _account.Balance = -1));

        Assert.Equal("Bank.Account broke the invariant 'Balance >= 0': no overdrafts (owner: payments)", violation.Message);
        Assert.Equal(
            ("T:Bank.Account", "IC20", "payments", "Balance >= 0", "no overdrafts"),
            (violation.ContractId, violation.RuleId, violation.Owner, violation.Condition, violation.Because));
        Assert.Equal(
            "A broke the invariant 'B'",
            Assert.Throws<InvariantViolationException>(() => ConditionGuard.InvariantFailed("T:A", "", "B", "", GuardMode.Enforce)).Message);
    }

    [Fact]
    public void A_derived_type_is_checked_through_the_same_members()
    {
        var derived = new Savings();
        Assert.Throws<InvariantViolationException>(() => derived.Do(() => derived.Balance = -1));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_violation_on_the_completed_path_is_a_faulted_task_and_not_an_exception_out_of_the_call(string shape)
    {
        _account.Balance = -1;
        var task = Call(shape, () => Task.FromResult(1));

        Assert.True(task.IsFaulted);
        await Assert.ThrowsAsync<InvariantViolationException>(() => task);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_violation_on_the_slow_path_fails_the_task(string shape)
    {
        var task = Call(shape, async () =>
        {
            await Task.Yield();
            _account.Balance = -1;
            return 1;
        });

        await Assert.ThrowsAsync<InvariantViolationException>(() => task);
        Assert.Single(task.Exception!.InnerExceptions);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task The_bodys_exception_wins_over_a_broken_invariant_and_keeps_its_stack(string shape)
    {
        _account.Balance = -1;
        foreach (var slow in new[] { false, true })
        {
            var fault = new TimeoutException("mine");
            var thrown = await Assert.ThrowsAsync<TimeoutException>(() => Call(shape, () => Fail(fault, slow)));

            Assert.Same(fault, thrown);
            Assert.Contains(nameof(Fail), thrown.StackTrace, StringComparison.Ordinal);
            Assert.Equal(0, _account.Checks);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Cancellation_stays_cancellation_with_its_token(string shape)
    {
        _account.Balance = -1;
        using var source = new CancellationTokenSource();
        var running = Call(shape, async () =>
        {
            await Task.Delay(Timeout.Infinite, source.Token);
            return 1;
        });
        await source.CancelAsync();
        var cancelled = await Assert.ThrowsAsync<TaskCanceledException>(() => running);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.True(running.IsCanceled);

        var alreadyCancelled = Call(shape, () => Task.FromCanceled<int>(source.Token));
        Assert.True(alreadyCancelled.IsCanceled);
        Assert.Equal(source.Token, (await Assert.ThrowsAsync<TaskCanceledException>(() => alreadyCancelled)).CancellationToken);
    }

    [Fact]
    public async Task All_exceptions_of_a_task_with_several_are_kept()
    {
        var gate = new TaskCompletionSource<int>();
        var task = _account.DoAsync(() => gate.Task);
        gate.SetException([new TimeoutException("one"), new TimeoutException("two")]);

        await Assert.ThrowsAsync<TimeoutException>(() => task);
        Assert.Equal(["one", "two"], task.Exception!.InnerExceptions.Select(e => e.Message));
    }

    [Fact]
    public async Task A_value_task_source_is_consumed_once()
    {
        var source = new Once();
        Assert.Equal(7, await _account.DoValueAsync(() => new ValueTask<int>(source, 0)));
        await _account.DoValueAsync(() => new ValueTask(new Once(), 0));
        Assert.Equal(2, _account.Checks);
    }

    [Fact]
    public void A_task_that_has_succeeded_is_returned_itself()
    {
        var task = Task.FromResult(1);
        Assert.Same(task, _account.DoAsync(() => task));
        Assert.Same(Task.CompletedTask, _account.DoAsync(() => Task.CompletedTask));
    }

    [Fact]
    public void A_passing_synchronous_check_allocates_nothing_and_an_asynchronous_one_only_its_flow()
    {
        var task = Task.FromResult(1);
        Func<int> core = static () => 1;
        Func<Task<int>> coreAsync = () => task;
        Assert.InRange(BytesPerCall(() => _account.Do(core)), 0, 0);
        Assert.InRange(BytesPerCall(() => _account.DoAsync(coreAsync)), 0, 200);
        _account.DoAsync(() =>
        {
            Assert.InRange(BytesPerCall(() => _account.DoAsync(coreAsync)), 0, 0);
            return Task.CompletedTask;
        });
    }

    private static long BytesPerCall(Action call)
    {
        const int Calls = 1000;
        for (var i = 0; i < 200; i++)
        {
            call();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> Fail(Exception fault, bool slow)
    {
        if (slow)
        {
            await Task.Yield();
        }

        throw fault;
    }

    private Task Call(string shape, Func<Task<int>> core) => shape switch
    {
        "Task" => _account.DoAsync(() => (Task)core()),
        "Task<T>" => _account.DoAsync(core),
        "ValueTask" => _account.DoValueAsync(() => new ValueTask(core())).AsTask(),
        _ => _account.DoValueAsync(() => new ValueTask<int>(core())).AsTask(),
    };

    private sealed class Savings : Account;

    private sealed class Once : System.Threading.Tasks.Sources.IValueTaskSource<int>, System.Threading.Tasks.Sources.IValueTaskSource
    {
        private bool _consumed;

        public int GetResult(short token)
        {
            Assert.False(_consumed);
            _consumed = true;
            return 7;
        }

        void System.Threading.Tasks.Sources.IValueTaskSource.GetResult(short token) => GetResult(token);

        public System.Threading.Tasks.Sources.ValueTaskSourceStatus GetStatus(short token) => System.Threading.Tasks.Sources.ValueTaskSourceStatus.Succeeded;

        public void OnCompleted(Action<object?> continuation, object? state, short token, System.Threading.Tasks.Sources.ValueTaskSourceOnCompletedFlags flags) =>
            Assert.Fail("It has already completed.");
    }
}
