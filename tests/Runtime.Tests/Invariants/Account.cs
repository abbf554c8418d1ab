namespace IntentContracts.Runtime.Tests.Invariants;

/// <summary>What the generator writes for a type with an invariant, by hand: each member is a shell around a core that the test supplies.</summary>
internal class Account
{
    public int Balance { get; set; }

    public int Checks { get; private set; }

    public void EnsureInvariants()
    {
        Checks++;
        if (Balance < 0)
        {
            ConditionGuard.InvariantFailed("T:Bank.Account", "payments", "Balance >= 0", "no overdrafts", GuardMode.Enforce);
        }
    }

    public T Do<T>(Func<T> core)
    {
        var scope = InvariantScope.Enter(this);
        T result;
        try
        {
            result = core();
        }
        finally
        {
            scope.Leave();
        }

        if (scope.IsOutermost)
        {
            EnsureInvariants();
        }

        return result;
    }

    public void Do(Action core) => Do(() =>
    {
        core();
        return 0;
    });

    public Task DoAsync(Func<Task> core)
    {
        var scope = InvariantScope.EnterFlow(this);
        Task task;
        try
        {
            task = core();
        }
        finally
        {
            scope.Leave();
        }

        return ExitGuard.After(scope, task, this, static (self, isOutermost) => { if (isOutermost) { self.EnsureInvariants(); } });
    }

    public Task<T> DoAsync<T>(Func<Task<T>> core)
    {
        var scope = InvariantScope.EnterFlow(this);
        Task<T> task;
        try
        {
            task = core();
        }
        finally
        {
            scope.Leave();
        }

        return ExitGuard.After(scope, task, this, static (self, _, isOutermost) => { if (isOutermost) { self.EnsureInvariants(); } });
    }

    public ValueTask DoValueAsync(Func<ValueTask> core)
    {
        var scope = InvariantScope.EnterFlow(this);
        ValueTask task;
        try
        {
            task = core();
        }
        finally
        {
            scope.Leave();
        }

        return ExitGuard.After(scope, task, this, static (self, isOutermost) => { if (isOutermost) { self.EnsureInvariants(); } });
    }

    public ValueTask<T> DoValueAsync<T>(Func<ValueTask<T>> core)
    {
        var scope = InvariantScope.EnterFlow(this);
        ValueTask<T> task;
        try
        {
            task = core();
        }
        finally
        {
            scope.Leave();
        }

        return ExitGuard.After(scope, task, this, static (self, _, isOutermost) => { if (isOutermost) { self.EnsureInvariants(); } });
    }
}
