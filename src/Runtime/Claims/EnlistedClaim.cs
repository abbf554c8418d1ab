namespace IntentContracts.Runtime;

/// <summary>A claim on its way to the boundary of the same member, which makes and completes it inside its transaction, or only completes it.</summary>
/// <param name="granted">The attempt, when it was claimed before; then the boundary only completes it.</param>
internal sealed class EnlistedClaim(ClaimHome home, IdempotentContract contract, ClaimRequest request, long? granted)
{
    private static readonly AsyncLocal<EnlistedClaim?> Ambient = new();

    private long _attempt = granted ?? 0;

    /// <summary>Why the last attempt did not run the body; null when it did.</summary>
    public ClaimOutcome? Refused { get; private set; }

    /// <summary>Some attempt has run the body.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The result is recorded in the transaction.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>The one that waits for a boundary of this contract.</summary>
    public static EnlistedClaim? For(string contractId) => Ambient.Value is { } waiting && waiting.IsOf(contractId) ? waiting : null;

    /// <summary>Runs a body that has the boundary inside.</summary>
    public async Task<TResult> AroundAsync<TState, TResult>(TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        Ambient.Value = this;
        return await body(state, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One attempt of the boundary's body, in its transaction. A claim that is not granted ends it with nothing done, which is no failure: an open boundary around must not be doomed by it.</summary>
    public async Task<TResult> InsideAsync<TState, TResult>(TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        // What the body calls is not this boundary, also when it is this member.
        Ambient.Value = null;
        Refused = null;
        IsCompleted = false;
        if (granted is null)
        {
            var outcome = await home.Store.ClaimAsync(request, cancellationToken).ConfigureAwait(false);
            if (outcome is not ClaimOutcome.Acquired(var attempt))
            {
                Refused = outcome;
                return default!;
            }

            _attempt = attempt;
        }

        HasBegun = true;
        OpenClaim.Begin(contract.ContractId);
        var open = granted is null ? OpenClaim.Enter(home, contract, request.Key, _attempt) : null;
        var result = await body(state, cancellationToken).ConfigureAwait(false);
        var recorded = ReplayableResult<TResult>.Encode(contract, home.Store, result);
        if (!await home.Store.CompleteAsync(request.Key, _attempt, recorded, contract.Retention, CancellationToken.None).ConfigureAwait(false))
        {
            throw new IdempotencyLeaseLostException(contract.ContractId, contract.Owner, _attempt, contract.Lease);
        }

        open?.Settle();
        IsCompleted = true;
        return result;
    }

    /// <summary>Asked after a commit without an answer. Nothing was written by an attempt that was refused, so for that it does not matter.</summary>
    public async Task<bool> HasCommittedAsync(CancellationToken cancellationToken) =>
        Refused is not null || await home.Store.HasCompletedAsync(request.Key, _attempt, cancellationToken).ConfigureAwait(false);

    private bool IsOf(string contractId) => contract.ContractId == contractId;
}
