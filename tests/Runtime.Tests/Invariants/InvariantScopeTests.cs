namespace IntentContracts.Runtime.Tests.Invariants;

/// <summary>Checked once, at the outermost exit, per object and per asynchronous flow.</summary>
public sealed class InvariantScopeTests
{
    private readonly Account _account = new();
    private readonly Account _other = new();

    [Fact]
    public void A_member_inside_a_member_may_break_what_the_outer_one_mends()
    {
        _account.Do(() =>
        {
            _account.Do(() => _account.Balance = -1);
            _account.Balance = 1;
        });

        Assert.Equal(1, _account.Checks);
    }

    [Fact]
    public void Recursion_checks_once()
    {
        void Recurse(int depth) => _account.Do(() =>
        {
            _account.Balance = -depth;
            if (depth > 0)
            {
                Recurse(depth - 1);
            }
        });

        Recurse(1000);
        Assert.Equal(1, _account.Checks);
    }

    [Fact]
    public void A_callback_through_another_object_is_still_inside()
    {
        _account.Do(() =>
        {
            _account.Balance = -1;
            _other.Do(() => _account.Do(() => _account.Balance = -2));
            Assert.Equal((0, 1), (_account.Checks, _other.Checks));
            _account.Balance = 0;
        });

        Assert.Equal(1, _account.Checks);
    }

    [Fact]
    public void Each_object_has_its_own_outermost_exit()
    {
        var violation = Assert.Throws<InvariantViolationException>(() => _account.Do(() => _other.Do(() => _other.Balance = -1)));

        Assert.Equal("Balance >= 0", violation.Condition);
        Assert.Equal((0, 1), (_account.Checks, _other.Checks));
    }

    [Fact]
    public void Deep_nesting_of_different_objects_checks_each()
    {
        var accounts = Enumerable.Range(0, 100).Select(_ => new Account()).ToArray();
        void Nest(int index)
        {
            if (index < accounts.Length)
            {
                accounts[index].Do(() => Nest(index + 1));
            }
        }

        Nest(0);
        Nest(0);
        Assert.All(accounts, account => Assert.Equal(2, account.Checks));
    }

    [Fact]
    public async Task After_an_await_the_flow_is_still_inside()
    {
        await _account.DoAsync(async () =>
        {
            _account.Balance = -1;
            await Task.Yield();
            await _account.DoAsync(async () => await Task.Yield());
            _account.Do(() => { });
            await Task.Run(() => _account.Do(() => { }));
            await _account.DoValueAsync(() => ValueTask.CompletedTask);
            _account.Balance = 1;
        });

        Assert.Equal(1, _account.Checks);
    }

    [Fact]
    public async Task An_asynchronous_member_called_by_a_synchronous_one_is_inside_it()
    {
        Task inner = Task.CompletedTask;
        _account.Do(() =>
        {
            _account.Balance = -1;
            inner = _account.DoAsync(() => Task.CompletedTask);
            _account.Balance = 0;
        });
        await inner;

        Assert.Equal(1, _account.Checks);
    }

    [Fact]
    public async Task Interleaved_flows_on_one_object_each_check_at_their_own_end()
    {
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        var one = _account.DoAsync(() => first.Task);
        var two = _account.DoAsync(() => second.Task);
        Assert.Equal(0, _account.Checks);

        first.SetResult();
        await one;
        Assert.Equal(1, _account.Checks);
        _account.Balance = -1;
        second.SetResult();
        await Assert.ThrowsAsync<InvariantViolationException>(() => two);
        Assert.Equal(2, _account.Checks);
    }

    [Fact]
    public async Task The_callers_own_flow_is_not_inside_while_the_task_runs()
    {
        var gate = new TaskCompletionSource();
        var running = _account.DoAsync(() => gate.Task);

        _account.Do(() => { });
        Assert.Equal(1, _account.Checks);
        gate.SetResult();
        await running;
        Assert.Equal(2, _account.Checks);
    }

    [Fact]
    public async Task Work_that_a_member_left_behind_is_on_its_own()
    {
        var gate = new TaskCompletionSource();
        var leftBehind = Task.CompletedTask;
        await _account.DoAsync(async () =>
        {
            await Task.Yield();
            leftBehind = Task.Run(async () =>
            {
                await gate.Task;
                _account.Do(() => _account.Balance = -1);
            });
        });
        gate.SetResult();

        await Assert.ThrowsAsync<InvariantViolationException>(() => leftBehind);
    }

    [Fact]
    public async Task A_failing_core_leaves_nothing_open()
    {
        Assert.Throws<TimeoutException>(() => _account.Do<int>(() => throw new TimeoutException()));
        Assert.Throws<TimeoutException>(() => { _ = _account.DoAsync(() => throw new TimeoutException()); });
        await Assert.ThrowsAsync<TimeoutException>(() => _account.DoAsync(async () =>
        {
            await Task.Yield();
            throw new TimeoutException();
        }));
        Assert.Equal(0, _account.Checks);

        _account.Do(() => { });
        await _account.DoAsync(() => Task.CompletedTask);
        Assert.Equal(2, _account.Checks);
    }

    [Fact]
    public void Identity_counts_and_not_equality()
    {
        var one = new AlwaysEqual();
        var two = new AlwaysEqual();
        var outer = InvariantScope.Enter(one);
        var inner = InvariantScope.Enter(two);
        var again = InvariantScope.Enter(one);
        Assert.Equal((true, true, false), (outer.IsOutermost, inner.IsOutermost, again.IsOutermost));
        again.Leave();
        inner.Leave();
        outer.Leave();
    }

    [Fact]
    public void A_struct_has_no_identity_so_each_of_its_members_is_outermost()
    {
        object one = default(DateTime);
        var outer = InvariantScope.Enter(one);
        var inner = InvariantScope.Enter((object)default(DateTime));
        Assert.True(inner.IsOutermost);
        inner.Leave();
        outer.Leave();
    }

    private sealed class AlwaysEqual
    {
        public override bool Equals(object? obj) => true;

        public override int GetHashCode() => 0;
    }
}
