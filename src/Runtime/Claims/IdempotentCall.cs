using System.Diagnostics;

namespace IntentContracts.Runtime;

/// <summary>One call of an idempotent member: asks for the claim until there is an answer, and acts on it.</summary>
/// <param name="runner">Of the boundary on the same member; null when there is none.</param>
internal sealed class IdempotentCall(IntentGuards guards, IdempotentContract contract, string scope, string key, Fingerprint fingerprint, ITransactionRunner? runner)
{
    private readonly ClaimHome _home = ClaimHome.Of(guards, contract, runner);
    private string _whose = "";
    private bool _isResolved;

    public async Task<TResult> RunAsync<TState, TResult>(TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key))
        {
            throw Refused("has no idempotency key: it would be everybody's");
        }

        ReplayableResult<TResult>.Demand(contract);
        ReplayableFailure.Demand(contract);
        _whose = Scope();
        var request = new ClaimRequest(
            ClaimKey.Create(contract.ContractId, _whose, key), contract.ContractId, fingerprint, contract.Lease, contract.Retention, _home.IsMarked);
        using var activity = IntentTelemetry.Start("intent.idempotent", contract.ContractId);
        DuplicateWait? wait = null;
        while (true)
        {
            ClaimOutcome outcome;
            if (_home.Place == ClaimPlace.Inside)
            {
                // In an open transaction nobody is waited for who may wait for what it has locked.
                using var turn = runner!.IsOpen ? null : await TurnAsync(request.Key, activity, cancellationToken).ConfigureAwait(false);
                var inside = new InsideExecution(_home, contract, request, runner, activity);
                var result = await inside.RunAsync(state, body, cancellationToken).ConfigureAwait(false);
                if (inside.Refused is not { } refused)
                {
                    return result;
                }

                outcome = refused;
            }
            else
            {
                outcome = await AskAsync(request, cancellationToken).ConfigureAwait(false);
            }

            switch (outcome)
            {
                case ClaimOutcome.Acquired(var attempt):
                    var execution = new ClaimedExecution(_home, contract, request, attempt, activity, guards.Log);
                    return await execution.RunAsync(state, body, cancellationToken).ConfigureAwait(false);

                case ClaimOutcome.Completed(var recorded):
                    Count(activity, "replayed");
                    return ReplayableFailure.Decode(contract, recorded) is { } failure ? throw failure : ReplayableResult<TResult>.Decode(contract, recorded);

                case ClaimOutcome.Mismatch:
                    Count(activity, "mismatch");
                    throw new IdempotencyMismatchException(contract.ContractId, contract.Owner);

                case ClaimOutcome.Unknown(var attempt):
                    if (!await ResolveAsync<TResult>(request.Key, attempt, cancellationToken).ConfigureAwait(false))
                    {
                        Count(activity, "unknown");
                        throw new IdempotencyUnknownException(
                            contract.ContractId, contract.Owner, request.Key, attempt, "an execution ended, or outlived its lease, where an effect may have happened, and the key is held");
                    }

                    break;

                case ClaimOutcome.InFlight inFlight:
                    wait ??= new(guards.Time, contract.Lease);
                    if (Refusal(request.Key) is { } why)
                    {
                        throw Conflict(activity, inFlight, why);
                    }

                    if (!await wait.OnceAsync(inFlight, cancellationToken).ConfigureAwait(false))
                    {
                        throw Conflict(activity, inFlight, $"it did not end within the lease of {contract.Lease:c}");
                    }

                    break;

                case var other:
                    throw new InvalidOperationException($"{_home.Store.GetType()} answered a claim with {other?.GetType().Name ?? "null"}, which is none of the five outcomes.");
            }
        }
    }

    private async ValueTask<LocalTurn> TurnAsync(ClaimKey claim, Activity? activity, CancellationToken cancellationToken)
    {
        var refusal = Refusal(claim);
        return await LocalTurn.TakeAsync(guards, claim, refusal is null ? contract.Lease : TimeSpan.Zero, cancellationToken).ConfigureAwait(false)
            ?? throw Conflict(activity, new(contract.Lease), refusal ?? $"it did not end within the lease of {contract.Lease:c}");
    }

    // A store that is slow keeps nobody longer than the caller's patience. The claim that it may still grant is given back then: nothing has happened under it.
    private async ValueTask<ClaimOutcome> AskAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<ClaimOutcome>? asked = null;
        try
        {
            var answer = _home.Store.ClaimAsync(request, CancellationToken.None);
            if (answer.IsCompletedSuccessfully)
            {
                return answer.Result;
            }

            asked = answer.AsTask();
            // A context serves one flow at a time: it cannot be left working in the background.
            return await (_home.Place == ClaimPlace.Apart ? asked.WaitAsync(cancellationToken) : asked).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = GiveBackAsync(asked, request.Key);
            throw;
        }
        catch (Exception failure)
        {
            throw new IdempotencyStoreUnavailableException(contract.ContractId, contract.Owner, _home.Store, failure);
        }
    }

    private async Task GiveBackAsync(Task<ClaimOutcome>? asked, ClaimKey claim)
    {
        try
        {
            if (asked is not null && await asked.ConfigureAwait(false) is ClaimOutcome.Acquired(var attempt))
            {
                await _home.Store.ReleaseAsync(claim, attempt, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            GuardLog.NotGivenBack(guards.Log, failure, contract.ContractId, claim.Value);
        }
    }

    /// <summary>Asks, once a call, whoever can find out. True when there is something to ask the store again for.</summary>
    private async ValueTask<bool> ResolveAsync<TResult>(ClaimKey claim, long attempt, CancellationToken cancellationToken)
    {
        if (guards.Resolver is not { } resolver || _isResolved)
        {
            return false;
        }

        _isResolved = true;
        try
        {
            var type = typeof(TResult) == typeof(Nothing) ? null : typeof(TResult);
            var found = await resolver.ResolveAsync(new(contract.ContractId, claim, attempt, _whose, key, type), cancellationToken).ConfigureAwait(false);
            switch (found)
            {
                case UnknownClaimResolution.Nothing:
                    await _home.Store.ReleaseAsync(claim, attempt, CancellationToken.None).ConfigureAwait(false);
                    return true;

                case UnknownClaimResolution.Done(var result):
                    if (type is not null && result is not TResult && (result is not null || default(TResult) is not null))
                    {
                        throw new InvalidOperationException($"{resolver.GetType()} resolved the claim with {result?.GetType().ToString() ?? "null"}, and the member returns {type}.");
                    }

                    var outcome = type is null ? default! : (TResult)result!;
                    await _home.Store.CompleteAsync(claim, attempt, ReplayableResult<TResult>.Encode(contract, _home.Store, outcome), contract.Retention, CancellationToken.None).ConfigureAwait(false);
                    return true;

                default:
                    return false;
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            GuardLog.Unresolved(guards.Log, failure, contract.ContractId, claim.Value, attempt);
            return false;
        }
    }

    private string Scope()
    {
        var whose = scope.Length == 0 ? guards.CallerScope.Current : scope;
        return !string.IsNullOrWhiteSpace(whose)
            ? whose
            : throw Refused("does not know whose key this is: declare Scope, or call CallerScope.Use where the caller enters");
    }

    private string? Refusal(ClaimKey claim) =>
        OpenClaim.IsInside(claim) ? "it called itself with the same key, and would wait for itself"
        : contract.OnConcurrent == ConcurrentDuplicate.Reject ? "duplicates do not wait"
        : null;

    private IntentContractException Refused(string why) =>
        new($"{ContractText.Name(contract.ContractId)} {why}{ContractText.Owner(contract.Owner)}", contract.ContractId, RuleAreas.Idempotency, contract.Owner);

    private IdempotencyConflictException Conflict(Activity? activity, ClaimOutcome.InFlight inFlight, string why)
    {
        Count(activity, "conflict");
        return new(contract.ContractId, contract.Owner, inFlight.Remaining, why);
    }

    private void Count(Activity? activity, string outcome) => IntentTelemetry.Claim(activity, contract.ContractId, outcome);
}
