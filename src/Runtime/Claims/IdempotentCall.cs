using System.Diagnostics;

namespace IntentContracts.Runtime;

/// <summary>One call of an idempotent member: asks for the claim until there is an answer, and acts on it.</summary>
internal sealed class IdempotentCall(IntentGuards guards, IdempotentContract contract, string scope, string key, Fingerprint fingerprint)
{
    public async Task<TResult> RunAsync<TState, TResult>(TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key))
        {
            throw new IntentContractException(
                $"{ContractText.Name(contract.ContractId)} has no idempotency key: it would be everybody's{ContractText.Owner(contract.Owner)}", contract.ContractId, RuleAreas.Idempotency, contract.Owner);
        }

        ReplayableResult<TResult>.Demand(contract);
        var request = new ClaimRequest(ClaimKey.Create(contract.ContractId, Scope(), key), contract.ContractId, fingerprint, contract.Lease, contract.Retention);
        using var activity = IntentTelemetry.Start("intent.idempotent", contract.ContractId);
        DuplicateWait? wait = null;
        while (true)
        {
            switch (await guards.Store.ClaimAsync(request, cancellationToken).ConfigureAwait(false))
            {
                case ClaimOutcome.Acquired(var attempt):
                    var execution = new ClaimedExecution(guards.Store, contract, request.Key, attempt, activity, guards.Log);
                    return await execution.RunAsync(state, body, cancellationToken).ConfigureAwait(false);

                case ClaimOutcome.Completed(var recorded):
                    Count(activity, "replayed");
                    return ReplayableResult<TResult>.Decode(contract, recorded);

                case ClaimOutcome.Mismatch:
                    Count(activity, "mismatch");
                    throw new IdempotencyMismatchException(contract.ContractId, contract.Owner);

                case ClaimOutcome.Unknown(var attempt):
                    Count(activity, "unknown");
                    throw new IdempotencyUnknownException(
                        contract.ContractId, contract.Owner, request.Key, attempt, "an execution failed where an effect may have happened, and the key is held");

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
                    throw new InvalidOperationException($"{guards.Store.GetType()} answered a claim with {other?.GetType().Name ?? "null"}, which is none of the five outcomes.");
            }
        }
    }

    private string Scope()
    {
        var whose = scope.Length == 0 ? guards.CallerScope.Current : scope;
        return !string.IsNullOrWhiteSpace(whose)
            ? whose
            : throw new IntentContractException(
                $"{ContractText.Name(contract.ContractId)} does not know whose key this is: declare Scope, or call CallerScope.Use where the caller enters{ContractText.Owner(contract.Owner)}",
                contract.ContractId,
                RuleAreas.Idempotency,
                contract.Owner);
    }

    private string? Refusal(ClaimKey claim) =>
        OpenClaim.IsInside(claim) ? "it called itself with the same key, and would wait for itself"
        : contract.OnConcurrent == ConcurrentDuplicate.Reject ? "duplicates do not wait"
        : null;

    private IdempotencyConflictException Conflict(Activity? activity, ClaimOutcome.InFlight inFlight, string why)
    {
        Count(activity, "conflict");
        return new(contract.ContractId, contract.Owner, inFlight.Remaining, why);
    }

    private void Count(Activity? activity, string outcome) => IntentTelemetry.Claim(activity, contract.ContractId, outcome);
}
