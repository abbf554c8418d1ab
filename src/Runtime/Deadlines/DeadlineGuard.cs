using System.ComponentModel;
using System.Diagnostics;

namespace IntentContracts.Runtime;

/// <summary>Gives a body a time: its token is cancelled when that is up, and the cancellation that follows is told from one that the caller asked for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeadlineGuard
{
    // A timer takes at most 49 days; a longer deadline is none in practice.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Runs a body that returns a result.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="guards">The clock.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">The caller's; the body gets one that is cancelled by it or by the deadline.</param>
    /// <returns>The body's result, also when it comes late.</returns>
    /// <exception cref="DeadlineExceededException">The deadline has cancelled the body, or was over before it began.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled; carries the caller's token.</exception>
    public static Task<TResult> RunAsync<TState, TResult>(
        IntentGuards guards,
        in DeadlineContract contract,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(guards);
        ArgumentNullException.ThrowIfNull(body);
        return EffectiveMode.Of(guards, GuardKind.Deadline, contract.Mode) switch
        {
            GuardMode.Off => body(state, cancellationToken),
            GuardMode.Observe => ObserveAsync(guards, contract, state, body, cancellationToken),
            _ => EnforceAsync(guards, contract, state, body, cancellationToken),
        };
    }

    /// <summary>Runs a body that returns nothing.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <param name="guards">The clock.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">The caller's; the body gets one that is cancelled by it or by the deadline.</param>
    /// <returns>Completes with the body.</returns>
    /// <inheritdoc cref="RunAsync{TState, TResult}" path="/exception"/>
    public static Task RunAsync<TState>(
        IntentGuards guards,
        in DeadlineContract contract,
        TState state,
        Func<TState, CancellationToken, Task> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(guards);
        ArgumentNullException.ThrowIfNull(body);
        return EffectiveMode.Of(guards, GuardKind.Deadline, contract.Mode) == GuardMode.Off
            ? body(state, cancellationToken)
            : RunAsync(guards, in contract, (state, body), Nothing.RunAsync, cancellationToken);
    }

    private static async Task<TResult> EnforceAsync<TState, TResult>(
        IntentGuards guards, DeadlineContract contract, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        using var activity = IntentTelemetry.Start("intent.deadline", contract.ContractId);
        var own = OpenDeadline.Enter(contract.ContractId, guards.Time, contract.AtMost);
        try
        {
            var nearest = OpenDeadline.Nearest ?? own;
            var left = nearest.Remaining;
            if (left <= TimeSpan.Zero)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw Exceeded(guards, contract, nearest, null);
            }

            using var timer = left > Longest ? new CancellationTokenSource() : new CancellationTokenSource(left, guards.Time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
            var result = await LimitedAsync(guards, contract, nearest, limit, state, body, cancellationToken).ConfigureAwait(false);
            IntentTelemetry.Ended(Instruments.DeadlineCalls, activity, contract.ContractId, timer.IsCancellationRequested ? "late" : "in_time");
            return result;
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().FullName);
            IntentTelemetry.Ended(Instruments.DeadlineCalls, activity, contract.ContractId, failure switch
            {
                DeadlineExceededException => "exceeded",
                OperationCanceledException when cancellationToken.IsCancellationRequested => "cancelled",
                _ => "failed",
            });
            throw;
        }
        finally
        {
            own.Close();
        }
    }

    // Tells the cancellations apart: the body saw one token for the deadline and the caller.
    private static async Task<TResult> LimitedAsync<TState, TResult>(
        IntentGuards guards,
        DeadlineContract contract,
        OpenDeadline nearest,
        CancellationTokenSource limit,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        try
        {
            return await body(state, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled) when (limit.IsCancellationRequested && !IsCallers(cancelled, cancellationToken))
        {
            throw !cancellationToken.IsCancellationRequested ? Exceeded(guards, contract, nearest, cancelled)
                : cancelled is TaskCanceledException ? new TaskCanceledException(cancelled.Message, cancelled, cancellationToken)
                : new OperationCanceledException(cancelled.Message, cancelled, cancellationToken);
        }
    }

    private static bool IsCallers(OperationCanceledException cancelled, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested && cancelled.CancellationToken == cancellationToken;

    private static DeadlineExceededException Exceeded(IntentGuards guards, in DeadlineContract contract, OpenDeadline whose, Exception? cause)
    {
        GuardLog.DeadlineExceeded(guards.Log, contract.ContractId, whose.AtMost);
        return new(contract.ContractId, contract.Owner, whose.AtMost, whose.ContractId, cause);
    }

    private static Task<TResult> ObserveAsync<TState, TResult>(
        IntentGuards guards, DeadlineContract contract, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        var start = guards.Time.GetTimestamp();
        return Observed.RunAsync(state, body, (guards, contract, start), static (s, ended) =>
        {
            var isLate = s.guards.Time.GetElapsedTime(s.start) > s.contract.AtMost;
            IntentTelemetry.Ended(
                Instruments.DeadlineCalls, null, s.contract.ContractId, isLate ? "exceeded" : ended.IsCompletedSuccessfully ? "in_time" : "failed", GuardMode.Observe);
            if (isLate)
            {
                GuardLog.ObservedDeadline(s.guards.Log, s.contract.ContractId, s.contract.AtMost);
            }
        }, cancellationToken);
    }
}
