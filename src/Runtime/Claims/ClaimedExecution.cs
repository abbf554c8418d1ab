using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace IntentContracts.Runtime;

/// <summary>The one execution that holds a claim which is not made inside its transaction: runs the body and settles the claim by how it ended.</summary>
/// <remarks>Settling is never cancelled: the caller's impatience does not change what has happened.</remarks>
internal sealed class ClaimedExecution(ClaimHome home, IdempotentContract contract, ClaimRequest request, long attempt, Activity? activity, ILogger log)
{
    private OpenClaim? _open;

    public async Task<TResult> RunAsync<TState, TResult>(TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        // Between the claim and the body nothing has happened yet: whatever the contract says of faults, this key can be free.
        if (cancellationToken.IsCancellationRequested)
        {
            Count("faulted");
            await FreeAsync(null).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var enlisted = home.Place == ClaimPlace.Before ? new EnlistedClaim(home, contract, request, attempt) : null;
        _open = OpenClaim.Enter(home, contract, request.Key, attempt);
        TResult result;
        try
        {
            result = await (enlisted is null ? body(state, cancellationToken) : enlisted.AroundAsync(state, body, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.GetType().FullName);
            await FaultedAsync(fault).ConfigureAwait(false);
            throw;
        }

        await SucceededAsync(result, enlisted).ConfigureAwait(false);
        return result;
    }

    /// <summary>Records an outcome.</summary>
    /// <exception cref="IdempotencyUnknownException">It could not be recorded.</exception>
    /// <exception cref="IdempotencyLeaseLostException">Another execution took over.</exception>
    public async ValueTask CompleteAsync(Func<byte[]> outcome, string counted)
    {
        bool recorded;
        try
        {
            recorded = await home.Store.CompleteAsync(request.Key, attempt, outcome(), contract.Retention, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Count("unrecorded");
            GuardLog.Unrecorded(log, failure, contract.ContractId, request.Key.Value, attempt);
            await TryAsync(() => home.Store.HoldAsync(request.Key, attempt, CancellationToken.None)).ConfigureAwait(false);
            throw new IdempotencyUnknownException(
                contract.ContractId, contract.Owner, request.Key, attempt, "it ran to its end, and its result could not be recorded", failure);
        }

        _open?.Settle();
        Count(recorded ? counted : "lease_lost");
        if (!recorded)
        {
            throw new IdempotencyLeaseLostException(contract.ContractId, contract.Owner, attempt, contract.Lease);
        }
    }

    /// <summary>The key is free again. One that could not be released is held if that still works, and otherwise ends with its lease; the trace has both failures.</summary>
    public async ValueTask FreeAsync(Exception? fault)
    {
        _open?.Settle();
        if (!await TryAsync(() => home.Store.ReleaseAsync(request.Key, attempt, CancellationToken.None)).ConfigureAwait(false))
        {
            await HoldAsync(fault).ConfigureAwait(false);
        }
    }

    public async ValueTask HoldAsync(Exception? fault)
    {
        _open?.Settle();
        await TryAsync(() => home.Store.HoldAsync(request.Key, attempt, CancellationToken.None)).ConfigureAwait(false);
        GuardLog.Held(log, fault, contract.ContractId, request.Key.Value, attempt);
    }

    /// <summary>What the boundary around is about to commit may be an effect of this execution.</summary>
    public ValueTask BeforeCommitAsync() => _open!.BeforeCommitAsync();

    /// <summary>The boundary around has rolled back.</summary>
    public ValueTask RolledBackAsync() => _open!.IsMarked ? HoldAsync(null) : FreeAsync(null);

    private ValueTask SucceededAsync<TResult>(TResult result, EnlistedClaim? enlisted)
    {
        if (enlisted is { IsCompleted: true })
        {
            _open!.Settle();
            Count("executed");
            return ValueTask.CompletedTask;
        }

        return SettleAsync(() => CompleteAsync(() => ReplayableResult<TResult>.Encode(contract, home.Store, result), "executed"));
    }

    // The body's exception is on its way to the caller, so the store's must not replace it.
    private async ValueTask FaultedAsync(Exception fault)
    {
        var isBeforeBody = IsBeforeBody(fault) || !_open!.HasBegun;
        if (!isBeforeBody && ReplayableFailure.Is(contract, fault))
        {
            await TryAsync(async () =>
            {
                await SettleAsync(() => CompleteAsync(() => ReplayableFailure.Encode(fault), "failure_recorded")).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            return;
        }

        Count("faulted");
        if (isBeforeBody)
        {
            await FreeAsync(fault).ConfigureAwait(false);
            return;
        }

        var isUnknown = contract.OnFault == FaultedClaim.Hold || fault is CommitOutcomeUnknownException || (contract.OnFault == FaultedClaim.Auto && _open!.IsMarked);
        await SettleAsync(() => isUnknown ? HoldAsync(fault) : FreeAsync(fault)).ConfigureAwait(false);
    }

    // Inside somebody's open boundary nothing is decided yet: what this execution wrote is committed with it, or undone.
    private ValueTask SettleAsync(Func<ValueTask> settle)
    {
        if (BoundaryFrame.Current is not { } boundary)
        {
            return settle();
        }

        boundary.Enlist(this, settle);
        return ValueTask.CompletedTask;
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

    private async ValueTask<bool> TryAsync(Func<ValueTask<bool>> write)
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
