using System.ComponentModel;
using System.Diagnostics;

namespace IntentContracts.Runtime;

/// <summary>Runs bodies with the same key one after the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExclusiveGuard
{
    /// <summary>Runs a body that returns a result.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="guards">Where the locks are.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="key">The key.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Ends waiting; passed to the body.</param>
    /// <returns>The body's result.</returns>
    /// <exception cref="ExclusiveReentryException">The current flow holds the key already.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting. The body has not run.</exception>
    public static Task<TResult> RunAsync<TState, TResult>(
        IntentGuards guards,
        in ExclusiveContract contract,
        string key,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(guards);
        ArgumentNullException.ThrowIfNull(body);
        return EffectiveMode.Of(guards, GuardKind.Exclusive, contract.Mode) switch
        {
            GuardMode.Off => body(state, cancellationToken),
            GuardMode.Observe => ObserveAsync(guards, contract, key, state, body, cancellationToken),
            _ => EnforceAsync(guards, contract, key, state, body, cancellationToken),
        };
    }

    /// <summary>Runs a body that returns nothing.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <param name="guards">Where the locks are.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="key">The key.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Ends waiting; passed to the body.</param>
    /// <returns>Completes with the body.</returns>
    /// <inheritdoc cref="RunAsync{TState, TResult}" path="/exception"/>
    public static Task RunAsync<TState>(
        IntentGuards guards,
        in ExclusiveContract contract,
        string key,
        TState state,
        Func<TState, CancellationToken, Task> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return RunAsync(guards, in contract, key, (state, body), Nothing.RunAsync, cancellationToken);
    }

    private static async Task<TResult> EnforceAsync<TState, TResult>(
        IntentGuards guards, ExclusiveContract contract, string key, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        using var activity = IntentTelemetry.Start("intent.exclusive", contract.ContractId);
        var @lock = (contract.Group, key);
        if (OpenExclusive.Holder(guards.Locks, @lock) is { } holder)
        {
            GuardLog.Reentered(guards.Log, contract.ContractId);
            IntentTelemetry.Ended(Instruments.ExclusiveCalls, activity, contract.ContractId, "reentered");
            throw new ExclusiveReentryException(contract.ContractId, contract.Owner, holder);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (guards.Locks.TryTake(@lock))
        {
            IntentTelemetry.Ended(Instruments.ExclusiveCalls, activity, contract.ContractId, "free");
        }
        else
        {
            await WaitAsync(guards, contract, @lock, activity, cancellationToken).ConfigureAwait(false);
        }

        var open = new OpenExclusive(guards.Locks, @lock, contract.ContractId, OpenExclusive.Current);
        OpenExclusive.Current = open;
        try
        {
            return await body(state, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            open.Close();
            guards.Locks.Release(@lock);
        }
    }

    private static async Task WaitAsync(IntentGuards guards, ExclusiveContract contract, (string Group, string Key) @lock, Activity? activity, CancellationToken cancellationToken)
    {
        var start = Instruments.ExclusiveWait.Enabled ? guards.Time.GetTimestamp() : 0;
        try
        {
            await guards.Locks.TakeAsync(@lock, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            IntentTelemetry.Ended(Instruments.ExclusiveCalls, activity, contract.ContractId, "cancelled");
            throw;
        }

        IntentTelemetry.Ended(Instruments.ExclusiveCalls, activity, contract.ContractId, "waited");
        if (start != 0)
        {
            Instruments.ExclusiveWait.Record(guards.Time.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>(IntentTelemetry.ContractTag, contract.ContractId));
        }
    }

    // Takes the lock when it is free, so that an overlap is seen, and runs the body in any case.
    private static Task<TResult> ObserveAsync<TState, TResult>(
        IntentGuards guards, ExclusiveContract contract, string key, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        var @lock = (contract.Group, key);
        var isTaken = guards.Locks.TryTake(@lock);
        IntentTelemetry.Ended(Instruments.ExclusiveCalls, null, contract.ContractId, isTaken ? "free" : "overlapped", GuardMode.Observe);
        if (!isTaken)
        {
            GuardLog.ObservedOverlap(guards.Log, contract.ContractId);
            return body(state, cancellationToken);
        }

        Task<TResult> running;
        try
        {
            running = body(state, cancellationToken);
        }
        catch
        {
            guards.Locks.Release(@lock);
            throw;
        }

        return Observed.Ended(running, (guards, @lock), static (s, _) => s.guards.Locks.Release(s.@lock));
    }
}
