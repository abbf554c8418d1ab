using System.ComponentModel;
using System.Diagnostics;

namespace IntentContracts.Runtime;

/// <summary>Runs a body inside a transaction boundary, and reports how the boundary ended.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TransactionGuard
{
    /// <summary>Runs a body that returns a result.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="runner">The transactional resource.</param>
    /// <param name="request">The declaration.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body.</param>
    /// <returns>The body's result, after the commit; for a boundary that joined another, before it.</returns>
    /// <exception cref="TransactionDoomedException">A boundary inside failed and its failure was swallowed.</exception>
    public static Task<TResult> RunAsync<TState, TResult>(
        ITransactionRunner runner,
        in TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(body);
        var mode = EffectiveMode.Of(IntentGuards.Current, GuardKind.Transaction, request.Mode);
        if (mode != GuardMode.Enforce)
        {
            if (mode == GuardMode.Observe)
            {
                IntentTelemetry.Boundary(null, request.ContractId, "not_opened", mode);
            }

            OpenClaim.Begin(request.ContractId);
            return body(state, cancellationToken);
        }

        return IntentTelemetry.ObservesBoundaries
            ? RunObservedAsync(runner, request, state, body, cancellationToken)
            : RunEnlistedAsync(runner, request, state, body, cancellationToken);
    }

    /// <summary>Runs a body that returns nothing.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <param name="runner">The transactional resource.</param>
    /// <param name="request">The declaration.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body.</param>
    /// <returns>Completes after the commit; for a boundary that joined another, before it.</returns>
    /// <exception cref="TransactionDoomedException">A boundary inside failed and its failure was swallowed.</exception>
    public static Task RunAsync<TState>(
        ITransactionRunner runner,
        in TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(body);
        if (EffectiveMode.Of(IntentGuards.Current, GuardKind.Transaction, request.Mode) == GuardMode.Off)
        {
            OpenClaim.Begin(request.ContractId);
            return body(state, cancellationToken);
        }

        return RunAsync(runner, in request, (state, body), Nothing.RunAsync, cancellationToken);
    }

    // The claim of the same member, when it has come this far, is made and completed by the body itself: it is part of what is committed.
    private static Task<TResult> RunEnlistedAsync<TState, TResult>(
        ITransactionRunner runner,
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken) =>
        EnlistedClaim.For(request.ContractId) is { } claim
            ? RunFramedAsync(
                runner,
                request with { HasCommitted = claim.HasCommittedAsync },
                (claim, state, body),
                static (s, token) => s.claim.InsideAsync(s.state, s.body, token),
                cancellationToken)
            : OpenClaim.Waits(request.ContractId)
            ? RunFramedAsync(
                runner,
                request,
                (request.ContractId, state, body),
                static (s, token) =>
                {
                    OpenClaim.Begin(s.ContractId);
                    return s.body(s.state, token);
                },
                cancellationToken)
            : RunFramedAsync(runner, request, state, body, cancellationToken);

    private static Task<TResult> RunFramedAsync<TState, TResult>(
        ITransactionRunner runner,
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        var outer = BoundaryFrame.On(runner.Resource);
        var isJoined = outer is not null && request.Propagation is TransactionPropagation.Required or TransactionPropagation.Mandatory;
        return isJoined || request.Propagation == TransactionPropagation.Never
            ? runner.RunAsync(request, state, body, cancellationToken)
            : RunFramedAsync(runner, request, new BoundaryFrame(runner.Resource, outer), state, body, cancellationToken);
    }

    private static async Task<TResult> RunFramedAsync<TState, TResult>(
        ITransactionRunner runner,
        TransactionRequest request,
        BoundaryFrame frame,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        TResult result;
        try
        {
            result = await runner.RunAsync(
                request,
                (frame, state, body),
                static (s, token) => s.frame.AttemptAsync(s.state, s.body, token),
                cancellationToken).ConfigureAwait(false);
        }
        catch (CommitOutcomeUnknownException failure)
        {
            await frame.UnknownAsync(failure).ConfigureAwait(false);
            throw;
        }
        catch
        {
            await frame.RolledBackAsync().ConfigureAwait(false);
            throw;
        }

        await frame.CommittedAsync().ConfigureAwait(false);
        return result;
    }

    private static async Task<TResult> RunObservedAsync<TState, TResult>(
        ITransactionRunner runner,
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        using var activity = IntentTelemetry.Start("intent.transaction", request.ContractId);
        try
        {
            var result = await RunEnlistedAsync(runner, request, state, body, cancellationToken).ConfigureAwait(false);
            IntentTelemetry.Boundary(activity, request.ContractId, "succeeded");
            return result;
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().FullName);
            IntentTelemetry.Boundary(activity, request.ContractId, failure switch
            {
                TransactionDoomedException => "doomed",
                CommitOutcomeUnknownException => "outcome_unknown",
                OperationCanceledException => "cancelled",
                _ => "failed",
            });
            throw;
        }
    }
}
