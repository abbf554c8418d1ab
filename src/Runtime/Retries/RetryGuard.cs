using System.ComponentModel;
using System.Diagnostics;

namespace IntentContracts.Runtime;

/// <summary>Runs a body again when it fails, unless somebody around it does so already.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RetryGuard
{
    /// <summary>Runs a body that returns a result.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="guards">The clock, and whose budget it is.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body; also ends pauses.</param>
    /// <returns>The result of the attempt that succeeded; the failure of the last one otherwise, unchanged.</returns>
    public static Task<TResult> RunAsync<TState, TResult>(
        IntentGuards guards,
        RetryContract contract,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(guards);
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(body);
        return EffectiveMode.Of(guards, GuardKind.Retry, contract.Mode) switch
        {
            GuardMode.Off => body(state, cancellationToken),
            GuardMode.Observe => ObserveAsync(guards, contract, state, body, cancellationToken),
            _ when RetryOwner.Current is not null => InsideAsync(contract, state, body, cancellationToken),
            _ => OwnAsync(guards, contract, state, body, cancellationToken),
        };
    }

    /// <summary>Runs a body that returns nothing.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <param name="guards">The clock, and whose budget it is.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body; also ends pauses.</param>
    /// <returns>Completes with the attempt that succeeded; fails with the last one otherwise, unchanged.</returns>
    public static Task RunAsync<TState>(
        IntentGuards guards,
        RetryContract contract,
        TState state,
        Func<TState, CancellationToken, Task> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(guards);
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(body);
        return EffectiveMode.Of(guards, GuardKind.Retry, contract.Mode) == GuardMode.Off
            ? body(state, cancellationToken)
            : RunAsync(guards, contract, (state, body), Nothing.RunAsync, cancellationToken);
    }

    private static async Task<TResult> OwnAsync<TState, TResult>(
        IntentGuards guards, RetryContract contract, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        using var activity = IntentTelemetry.Start("intent.retry", contract.ContractId);
        var pipeline = contract.For(guards);
        var owner = RetryOwner.Enter();
        try
        {
            var result = await pipeline.Pipeline.ExecuteAsync(
                static (work, token) => new ValueTask<TResult>(work.body(work.state, token)), (state, body), cancellationToken).ConfigureAwait(false);
            if (RetryAfter.IsFailure(result))
            {
                IntentTelemetry.Ended(Instruments.RetryAttempts, activity, contract.ContractId, owner.Failure);
                return result;
            }

            pipeline.Budget.GiveBack();
            IntentTelemetry.Ended(Instruments.RetryAttempts, activity, contract.ContractId, "succeeded");
            return result;
        }
        catch (Exception failure)
        {
            // Refused before the body, but not before the body of an earlier attempt.
            if (failure is IntentContractException refused && owner.HasRetried)
            {
                refused.BeforeBody = false;
            }

            activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().FullName);
            var isCancelled = failure is OperationCanceledException && cancellationToken.IsCancellationRequested;
            IntentTelemetry.Ended(Instruments.RetryAttempts, activity, contract.ContractId, isCancelled ? "cancelled" : owner.Failure);
            throw;
        }
        finally
        {
            owner.Close();
        }
    }

    // The outermost owns retrying: layers that each retry multiply.
    private static Task<TResult> InsideAsync<TState, TResult>(
        RetryContract contract, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken, GuardMode mode = GuardMode.Enforce)
    {
        IntentTelemetry.Ended(Instruments.RetryAttempts, null, contract.ContractId, "left_to_owner", mode);
        return body(state, cancellationToken);
    }

    private static Task<TResult> ObserveAsync<TState, TResult>(
        IntentGuards guards, RetryContract contract, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken) =>
        RetryOwner.Current is not null
            ? InsideAsync(contract, state, body, cancellationToken, GuardMode.Observe)
            : Observed.RunAsync(state, body, (guards, contract, cancellationToken), static (s, ended) =>
            {
                var fault = ended.Exception?.InnerException ?? (ended.IsCanceled ? new OperationCanceledException() : null);
                object? result = ended.IsCompletedSuccessfully ? ended.Result : null;
                var isWorthIt = s.contract.MaxAttempts > 1 && s.contract.IsWorthIt(fault, result, s.guards.Time, s.cancellationToken);
                var isFailure = fault is not null || RetryAfter.IsFailure(result);
                IntentTelemetry.Ended(
                    Instruments.RetryAttempts, null, s.contract.ContractId, isWorthIt ? "retried" : isFailure ? "failed" : "succeeded", GuardMode.Observe);
                if (isWorthIt)
                {
                    GuardLog.ObservedFailure(s.guards.Log, fault, s.contract.ContractId);
                }
            }, cancellationToken);
}
