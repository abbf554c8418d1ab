namespace IntentContracts.Runtime;

/// <summary>One call of an idempotent member that is only observed: says how it would have been answered, and runs the body in any case.</summary>
/// <remarks>
/// A claim that was granted is completed with the result, so that later duplicates are seen. It is released when the body fails: a key that nobody enforces must not be
/// held on the day that somebody does.
/// </remarks>
internal sealed class ObservedClaim(IntentGuards guards, IdempotentContract contract, string scope, string key, Fingerprint fingerprint)
{
    public async Task<TResult> RunAsync<TState, TResult>(TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        var (claim, attempt) = await ClaimAsync<TResult>(cancellationToken).ConfigureAwait(false);
        if (attempt is not { } granted)
        {
            return await body(state, cancellationToken).ConfigureAwait(false);
        }

        TResult result;
        try
        {
            result = await body(state, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await SettleAsync("faulted", () => guards.Store.ReleaseAsync(claim, granted, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }

        await SettleAsync("executed", () => guards.Store.CompleteAsync(claim, granted, ReplayableResult<TResult>.Encode(contract, guards.Store, result), contract.Retention, CancellationToken.None)).ConfigureAwait(false);
        return result;
    }

    // Null when the claim was not granted, or when something is missing for asking: then it is counted, and the body runs without.
    private async Task<(ClaimKey Claim, long? Attempt)> ClaimAsync<TResult>(CancellationToken cancellationToken)
    {
        try
        {
            var whose = scope.Length == 0 ? guards.CallerScope.Current : scope;
            if (Obstacle<TResult>(whose) is { } obstacle)
            {
                Say(obstacle, null);
                return default;
            }

            var claim = ClaimKey.Create(contract.ContractId, whose, key);
            var outcome = await guards.Store.ClaimAsync(new(claim, contract.ContractId, fingerprint, contract.Lease, contract.Retention), cancellationToken).ConfigureAwait(false);
            if (outcome is ClaimOutcome.Acquired(var attempt))
            {
                return (claim, attempt);
            }

            Say(outcome switch { ClaimOutcome.Completed => "replayed", ClaimOutcome.Mismatch => "mismatch", ClaimOutcome.InFlight => "conflict", _ => "unknown" }, null);
            return default;
        }
        catch (Exception failure)
        {
            Say("unavailable", failure);
            return default;
        }
    }

    private string? Obstacle<TResult>(string whose) =>
        string.IsNullOrEmpty(key) ? "no_key"
        : string.IsNullOrWhiteSpace(whose) ? "no_scope"
        : ReplayableResult<TResult>.Survives ? null
        : "unrecorded";

    private async Task SettleAsync(string outcome, Func<ValueTask<bool>> write)
    {
        try
        {
            if (await write().ConfigureAwait(false))
            {
                IntentTelemetry.Claim(null, contract.ContractId, outcome, GuardMode.Observe);
            }
            else
            {
                Say("lease_lost", null);
            }
        }
        catch (Exception failure)
        {
            Say("unrecorded", failure);
        }
    }

    private void Say(string outcome, Exception? failure)
    {
        IntentTelemetry.Claim(null, contract.ContractId, outcome, GuardMode.Observe);
        GuardLog.ObservedClaim(guards.Log, failure, contract.ContractId, outcome);
    }
}
