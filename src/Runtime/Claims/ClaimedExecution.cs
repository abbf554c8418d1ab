using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace IntentContracts.Runtime;

/// <summary>The one execution that holds the claim: runs the body and settles the claim by how it ended.</summary>
/// <remarks>Settling is never cancelled: the caller's impatience does not change what has happened.</remarks>
internal sealed class ClaimedExecution(IIdempotencyStore store, IdempotentContract contract, ClaimKey claim, long attempt, Activity? activity, ILogger log)
{
    public async Task<TResult> RunAsync<TState, TResult>(TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        // Between the claim and the body nothing has happened yet: whatever the contract says of faults, this key can be free.
        if (cancellationToken.IsCancellationRequested)
        {
            await FaultedAsync(FaultedClaim.Release, null).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        TResult result;
        try
        {
            OpenClaim.Enter(claim);
            result = await body(state, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.GetType().FullName);
            await FaultedAsync(IsBeforeBody(fault) ? FaultedClaim.Release : contract.OnFault, fault).ConfigureAwait(false);
            throw;
        }

        await CompleteAsync(result).ConfigureAwait(false);
        return result;
    }

    // What this contract asked for on entry was not so: the body has not run, and the key can be free. The answer holds for this execution only: when the member was called by its own
    // body, that body has run.
    private bool IsBeforeBody(Exception fault)
    {
        if (fault is not IntentContractException { BeforeBody: true } refused || refused.ContractId != contract.ContractId)
        {
            return false;
        }

        refused.BeforeBody = false;
        return true;
    }

    private async Task CompleteAsync<TResult>(TResult result)
    {
        bool recorded;
        try
        {
            recorded = await store.CompleteAsync(claim, attempt, ReplayableResult<TResult>.Encode(result), contract.Retention, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Count("unrecorded");
            GuardLog.Unrecorded(log, failure, contract.ContractId, claim.Value, attempt);
            await TryAsync(() => store.HoldAsync(claim, attempt, CancellationToken.None)).ConfigureAwait(false);
            throw new IdempotencyUnknownException(
                contract.ContractId, contract.Owner, claim, attempt, "it ran to its end, and its result could not be recorded", failure);
        }

        Count(recorded ? "executed" : "lease_lost");
        if (!recorded)
        {
            throw new IdempotencyLeaseLostException(contract.ContractId, contract.Owner, attempt, contract.Lease);
        }
    }

    // The body's exception is on its way to the caller, so the store's must not replace it. A key that could not be released is
    // held if that still works, and otherwise ends with its lease; the trace has both failures.
    private async Task FaultedAsync(FaultedClaim onFault, Exception? fault)
    {
        Count("faulted");
        if (onFault == FaultedClaim.Release && await TryAsync(() => store.ReleaseAsync(claim, attempt, CancellationToken.None)).ConfigureAwait(false))
        {
            return;
        }

        await TryAsync(() => store.HoldAsync(claim, attempt, CancellationToken.None)).ConfigureAwait(false);
        if (fault is not null)
        {
            GuardLog.Held(log, fault, contract.ContractId, claim.Value, attempt);
        }
    }

    private async Task<bool> TryAsync(Func<ValueTask<bool>> write)
    {
        try
        {
            // False is an answer: the claim is another attempt's by now, and nothing is left to do.
            await write().ConfigureAwait(false);
            return true;
        }
        catch (Exception failure)
        {
            activity?.AddException(failure);
            return false;
        }
    }

    private void Count(string outcome) => IntentTelemetry.Claim(activity, contract.ContractId, outcome);
}
