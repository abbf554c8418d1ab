using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime.Tests.EveryGuard;

/// <summary>Whatever the guard and its mode, the body's outcome is the caller's.</summary>
public sealed class OutcomeTests
{
    private readonly IntentGuards _guards = new(new InMemoryIdempotencyStore());

    public static TheoryData<GuardKind, GuardMode> Guards
    {
        get
        {
            var all = new TheoryData<GuardKind, GuardMode>();
            foreach (var mode in Enum.GetValues<GuardMode>())
            {
                foreach (var kind in new[] { GuardKind.Deadline, GuardKind.Exclusive, GuardKind.Idempotent, GuardKind.Retry, GuardKind.Transaction })
                {
                    all.Add(kind, mode);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task A_result_is_handed_on_and_the_body_runs_once(GuardKind kind, GuardMode mode)
    {
        var runs = 0;
        Assert.Equal(1, await Guarded.RunAsync(kind, mode, _guards, _ => Task.FromResult(++runs)));
        Assert.Equal(1, runs);

        await Guarded.RunAsync(kind, mode, new(new InMemoryIdempotencyStore()), async Task (_) =>
        {
            await Task.Yield();
            runs++;
        });
        Assert.Equal(2, runs);
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task An_exception_is_the_same_object_with_the_bodys_frame_in_its_stack(GuardKind kind, GuardMode mode)
    {
        var fault = new InvalidOperationException("mine");

        var atOnce = await Assert.ThrowsAsync<InvalidOperationException>(() => Guarded.RunAsync<int>(kind, mode, _guards, _ => ThrowingBody(fault)));
        Assert.Same(fault, atOnce);
        Assert.Equal("mine", atOnce.Message);
        Assert.Contains(nameof(ThrowingBody), atOnce.StackTrace, StringComparison.Ordinal);

        fault = new("later");
        var later = await Assert.ThrowsAsync<InvalidOperationException>(() => Guarded.RunAsync<int>(kind, mode, new(new InMemoryIdempotencyStore()), async _ =>
        {
            await Task.Yield();
            return await ThrowingBody(fault);
        }));
        Assert.Same(fault, later);
        Assert.Contains(nameof(ThrowingBody), later.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task Cancellation_stays_cancellation_with_the_callers_token(GuardKind kind, GuardMode mode)
    {
        using var source = new CancellationTokenSource();
        var call = Guarded.RunAsync<int>(kind, mode, _guards, async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 1;
        }, source.Token);
        await source.CancelAsync();

        var cancelled = await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        Assert.True(call.IsCanceled);
        Assert.Equal(source.Token, cancelled.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task A_cancellation_that_nobody_here_asked_for_passes_as_it_is(GuardKind kind, GuardMode mode)
    {
        using var foreign = new CancellationTokenSource();
        await foreign.CancelAsync();
        var fault = new OperationCanceledException("a timeout of its own", foreign.Token);

        var call = Guarded.RunAsync<int>(kind, mode, _guards, async _ =>
        {
            await Task.Yield();
            throw fault;
        });

        Assert.Same(fault, await Assert.ThrowsAsync<OperationCanceledException>(() => call));
        Assert.True(call.IsCanceled);
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task Nothing_of_the_guard_is_left_in_the_callers_context(GuardKind kind, GuardMode mode)
    {
        var gate = new TaskCompletionSource<int>();
        var call = Guarded.RunAsync(kind, mode, _guards, _ => gate.Task);
        Demand();
        gate.SetResult(1);
        await call;
        Demand();

        void Demand()
        {
            Assert.Null(IntentDeadline.Remaining);
            Assert.False(IntentRetry.IsOwned);
            Assert.Null(OpenExclusive.Current);
            Assert.Same(IntentGuards.Default, IntentGuards.Current);
            Assert.Null(System.Diagnostics.Activity.Current);
        }
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task The_callers_context_flows_into_the_body(GuardKind kind, GuardMode mode)
    {
        var ambient = new AsyncLocal<string> { Value = "caller" };

        Assert.Equal("caller", await Guarded.RunAsync(kind, mode, _guards, async _ =>
        {
            await Task.Yield();
            var seen = ambient.Value;
            ambient.Value = "body";
            return seen;
        }));
        Assert.Equal("caller", ambient.Value);
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task A_synchronization_context_that_nobody_pumps_is_not_waited_for(GuardKind kind, GuardMode mode)
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = new NeverPumped();
        var before = SynchronizationContext.Current;
        Task<int> call;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            call = Guarded.RunAsync(kind, mode, _guards, _ => gate.Task);
            Assert.Same(context, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        gate.SetResult(1);
        Assert.Equal(1, await call);
        Assert.Equal(0, context.Posts);
    }

    [Theory]
    [InlineData(GuardKind.Deadline)]
    [InlineData(GuardKind.Exclusive)]
    [InlineData(GuardKind.Idempotent)]
    [InlineData(GuardKind.Retry)]
    [InlineData(GuardKind.Transaction)]
    public void Off_hands_on_what_the_body_does(GuardKind kind)
    {
        var task = Task.FromResult(1);
        Assert.Same(task, Guarded.RunAsync(kind, GuardMode.Off, _guards, _ => task));
        Assert.Same(task, Guarded.RunAsync(kind, GuardMode.Off, _guards, Task (_) => task));

        // Before it returns a task: an exception out of the call, not in a task.
        var fault = new TimeoutException();
        Assert.Same(fault, Assert.Throws<TimeoutException>(() => { _ = Guarded.RunAsync<int>(kind, GuardMode.Off, _guards, _ => throw fault); }));
        Assert.Same(fault, Assert.Throws<TimeoutException>(() => { _ = Guarded.RunAsync(kind, GuardMode.Off, _guards, Task (_) => throw fault); }));
    }

    [Theory]
    [InlineData(GuardKind.Deadline)]
    [InlineData(GuardKind.Exclusive)]
    [InlineData(GuardKind.Retry)]
    [InlineData(GuardKind.Transaction)]
    public async Task Observe_hands_on_the_bodys_task_with_all_its_exceptions(GuardKind kind)
    {
        var gate = new TaskCompletionSource<int>();
        var call = Guarded.RunAsync(kind, GuardMode.Observe, _guards, _ => gate.Task);
        gate.SetException([new TimeoutException(), new IOException()]);

        await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Equal(2, call.Exception!.InnerExceptions.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int> ThrowingBody(Exception fault) => throw fault;

    private sealed class NeverPumped : SynchronizationContext
    {
        public int Posts { get; private set; }

        public override void Post(SendOrPostCallback d, object? state) => Posts++;

        public override void Send(SendOrPostCallback d, object? state) => Posts++;
    }
}
