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
        ArgumentNullException.ThrowIfNull(guards);
        ArgumentNullException.ThrowIfNull(body);
        return EffectiveMode.Of(guards, GuardKind.Exclusive, contract.Mode) == GuardMode.Off
            ? body(state, cancellationToken)
            : RunAsync(guards, in contract, key, (state, body), Nothing.RunAsync, cancellationToken);
    }

    private static async Task<TResult> EnforceAsync<TState, TResult>(
        IntentGuards guards, ExclusiveContract contract, string key, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        using var activity = IntentTelemetry.Start("intent.exclusive", contract.ContractId);
        var @lock = (contract.Group, key);
        if (OpenExclusive.Holder(guards.Locks, @lock) is { } holder)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            GuardLog.Reentered(guards.Log, contract.ContractId);
            IntentTelemetry.Ended(Instruments.ExclusiveCalls, activity, contract.ContractId, "reentered");
            throw new ExclusiveReentryException(contract.ContractId, contract.Owner, holder);
        }

        var isFree = guards.Locks.TryTake(@lock);
        var waited = isFree ? null : await WaitAsync(guards, contract, @lock, activity, cancellationToken).ConfigureAwait(false);
        var open = OpenExclusive.Enter(guards.Locks, @lock, contract.ContractId);
        try
        {
            IntentTelemetry.Ended(Instruments.ExclusiveCalls, activity, contract.ContractId, isFree ? "free" : "waited");
            IntentTelemetry.Waited(waited, contract.ContractId, "waited");
            return await body(state, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            open.Close();
            guards.Locks.Release(@lock);
        }
    }

    /// <returns>How long it took, if somebody wants to know.</returns>
    private static async Task<TimeSpan?> WaitAsync(
        IntentGuards guards, ExclusiveContract contract, (string Group, string Key) @lock, Activity? activity, CancellationToken cancellationToken)
    {
        long? start = Instruments.ExclusiveWait.Enabled ? guards.Time.GetTimestamp() : null;
        try
        {
            await guards.Locks.TakeAsync(@lock, cancellationToken).ConfigureAwait(false);
            return Elapsed();
        }
        catch (OperationCanceledException)
        {
            IntentTelemetry.Ended(Instruments.ExclusiveCalls, activity, contract.ContractId, "cancelled");
            IntentTelemetry.Waited(Elapsed(), contract.ContractId, "cancelled");
            throw;
        }

        TimeSpan? Elapsed() => start is { } begun ? guards.Time.GetElapsedTime(begun) : null;
    }

    // Takes the lock when it is free, so that an overlap is seen, and runs the body in any case. The flow counts as inside, whether it got the lock or not: an enforced member inside it
    // would otherwise wait for a lock that its own caller holds.
    private static Task<TResult> ObserveAsync<TState, TResult>(
        IntentGuards guards, ExclusiveContract contract, string key, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        // The expression of the key has thrown, and that was observed: there is nothing to compare.
        if (key.Length == 0)
        {
            IntentTelemetry.Ended(Instruments.ExclusiveCalls, null, contract.ContractId, "no_key", GuardMode.Observe);
            return body(state, cancellationToken);
        }

        var @lock = (contract.Group, key);
        var isInside = OpenExclusive.Holder(guards.Locks, @lock) is not null;
        var isTaken = !isInside && guards.Locks.TryTake(@lock);
        var before = OpenExclusive.Current;
        var open = OpenExclusive.Enter(guards.Locks, @lock, contract.ContractId);
        try
        {
            return Observed.RunAsync(state, body, (guards, contract, @lock, open, isInside, isTaken), static (s, _) =>
            {
                s.open.Close();
                if (s.isTaken)
                {
                    s.guards.Locks.Release(s.@lock);
                }

                Report(s.guards, s.contract, s.isInside, s.isTaken);
            }, cancellationToken);
        }
        finally
        {
            OpenExclusive.Current = before;
        }
    }

    private static void Report(IntentGuards guards, in ExclusiveContract contract, bool isInside, bool isTaken)
    {
        IntentTelemetry.Ended(
            Instruments.ExclusiveCalls, null, contract.ContractId, isInside ? "reentered" : isTaken ? "free" : "overlapped", GuardMode.Observe);
        if (isInside)
        {
            GuardLog.ObservedReentry(guards.Log, contract.ContractId);
        }
        else if (!isTaken)
        {
            GuardLog.ObservedOverlap(guards.Log, contract.ContractId);
        }
    }
}
