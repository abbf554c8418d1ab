namespace IntentContracts.Runtime;

/// <summary>An open boundary as the guards inside it see it: what waits for its commit.</summary>
/// <param name="resource">What has the transaction.</param>
/// <param name="outer">The frame that this one is a savepoint of; null when it commits by itself.</param>
internal sealed class BoundaryFrame(object resource, BoundaryFrame? outer)
{
    private static readonly AsyncLocal<BoundaryFrame?> Ambient = new();

    private readonly BoundaryFrame? _around = Ambient.Value;
    private readonly Lock _gate = new();
    private List<Waiting> _waiting = [];

    /// <summary>The innermost one around the current code.</summary>
    public static BoundaryFrame? Current => Ambient.Value;

    public static BoundaryFrame? On(object resource)
    {
        for (var frame = Ambient.Value; frame is not null; frame = frame._around)
        {
            if (ReferenceEquals(frame.Resource, resource))
            {
                return frame;
            }
        }

        return null;
    }

    private object Resource { get; } = resource;

    /// <summary>Runs work after the commit, in the order of these calls; drops it when the boundary rolls back.</summary>
    public void AfterCommit(Func<ValueTask> work, Action dropped) => Add(new(work, null, dropped));

    /// <summary>Settles an execution when it is known whether what it wrote is durable.</summary>
    public void Enlist(ClaimedExecution execution, Func<ValueTask> settle) => Add(new(settle, execution, null));

    /// <summary>One attempt of the boundary's body, up to the moment before the commit.</summary>
    public async Task<TResult> AttemptAsync<TState, TResult>(TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        // What the attempt before has left waiting was undone with it.
        await RolledBackAsync().ConfigureAwait(false);
        Ambient.Value = this;
        var result = await body(state, cancellationToken).ConfigureAwait(false);
        if (outer is null)
        {
            await BeforeCommitAsync().ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>The transaction has committed, or the savepoint is behind: then the boundary around decides.</summary>
    public async ValueTask CommittedAsync()
    {
        if (outer is null)
        {
            IntentClaim.Committed();
        }

        foreach (var waiting in Take())
        {
            if (outer is not null)
            {
                outer.Add(waiting);
            }
            else
            {
                await waiting.Work().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Nobody knows whether the transaction has committed.</summary>
    public async ValueTask UnknownAsync(Exception failure)
    {
        foreach (var waiting in Take())
        {
            waiting.Dropped?.Invoke();
            if (waiting.Execution is { } execution)
            {
                await execution.HoldAsync(failure).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask RolledBackAsync()
    {
        foreach (var waiting in Take())
        {
            waiting.Dropped?.Invoke();
            if (waiting.Execution is { } execution)
            {
                await execution.RolledBackAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask BeforeCommitAsync()
    {
        foreach (var waiting in Snapshot())
        {
            if (waiting.Execution is { } execution)
            {
                await execution.BeforeCommitAsync().ConfigureAwait(false);
            }
        }

        await IntentClaim.BeforeCommitAsync().ConfigureAwait(false);
    }

    private void Add(Waiting waiting)
    {
        lock (_gate)
        {
            _waiting.Add(waiting);
        }
    }

    private List<Waiting> Snapshot()
    {
        lock (_gate)
        {
            return [.. _waiting];
        }
    }

    private List<Waiting> Take()
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    private sealed record Waiting(Func<ValueTask> Work, ClaimedExecution? Execution, Action? Dropped);
}
