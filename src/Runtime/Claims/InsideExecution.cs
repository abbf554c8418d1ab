using System.Diagnostics;

namespace IntentContracts.Runtime;

/// <summary>An execution whose claim is made and completed inside the boundary of the same member.</summary>
/// <remarks>There is nothing to settle: what rolls back takes the claim with it, and the key is free. Only a failure that is an outcome has to be recorded afterwards.</remarks>
internal sealed class InsideExecution(ClaimHome home, IdempotentContract contract, ClaimRequest request, ITransactionRunner runner, Activity? activity)
{
    private readonly EnlistedClaim _claim = new(home, contract, request, granted: null);

    /// <summary>Why the body did not run; null when it did.</summary>
    public ClaimOutcome? Refused => _claim.Refused;

    public async Task<TResult> RunAsync<TState, TResult>(TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        TResult result;
        try
        {
            result = await _claim.AroundAsync(state, body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.GetType().FullName);
            if (!_claim.HasBegun && fault is not IntentContractException && !(fault is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                throw new IdempotencyStoreUnavailableException(contract.ContractId, contract.Owner, home.Store, fault);
            }

            await FaultedAsync(fault).ConfigureAwait(false);
            throw;
        }

        if (Refused is null)
        {
            Count("executed");
        }

        return result;
    }

    private async ValueTask FaultedAsync(Exception fault)
    {
        // In an open transaction around, which may still be rolled back, nothing can be recorded.
        if (!ReplayableFailure.Is(contract, fault) || runner.IsOpen)
        {
            Count("faulted");
            return;
        }

        try
        {
            // Another call may have claimed the key since: then it finds out for itself.
            if (await home.Store.ClaimAsync(request, CancellationToken.None).ConfigureAwait(false) is ClaimOutcome.Acquired(var attempt))
            {
                await home.Store.CompleteAsync(request.Key, attempt, ReplayableFailure.Encode(fault), contract.Retention, CancellationToken.None).ConfigureAwait(false);
            }

            Count("failure_recorded");
        }
        catch (Exception failure)
        {
            // The failure itself is on its way to the caller; a duplicate will run the body and meet it again.
            activity?.AddException(failure);
            Count("faulted");
        }
    }

    private void Count(string outcome) => IntentTelemetry.Claim(activity, contract.ContractId, outcome);
}
