namespace IntentContracts;

/// <summary>
/// One claim of the in-memory store at one moment. Never changed, only replaced, and compared by reference: replacing is the compare-and-set
/// that makes each store call atomic.
/// </summary>
internal sealed class MemoryClaim
{
    private readonly TaskCompletionSource _settled;

    private MemoryClaim(long attempt, string contractId, Fingerprint fingerprint, TimeSpan claimedAt, TaskCompletionSource settled)
    {
        Attempt = attempt;
        ContractId = contractId;
        Fingerprint = fingerprint;
        ClaimedAt = claimedAt;
        _settled = settled;
    }

    private MemoryClaim(MemoryClaim before)
        : this(before.Attempt, before.ContractId, before.Fingerprint, before.ClaimedAt, before._settled)
    {
    }

    public long Attempt { get; }

    public string ContractId { get; }

    public Fingerprint Fingerprint { get; }

    public TimeSpan ClaimedAt { get; }

    /// <summary>An effect may have happened that nothing undoes.</summary>
    public bool IsMarked { get; private init; }

    public MemoryClaimState State { get; private init; }

    /// <summary>When another attempt may take over, for a claim in flight.</summary>
    public TimeSpan LeaseEnds { get; private init; }

    /// <summary>When the key is free again by itself.</summary>
    public TimeSpan ForgottenAt { get; private init; }

    public ReadOnlyMemory<byte> Result { get; private init; }

    public Task Settled => _settled.Task;

    /// <param name="before">The claim that this one replaces; those who wait for it now wait for this one.</param>
    public static MemoryClaim Granted(long attempt, in ClaimRequest request, TimeSpan now, MemoryClaim? before) =>
        new(attempt, request.ContractId, request.Fingerprint, now, before is { _settled.Task.IsCompleted: false } ? before._settled : NewSignal())
        {
            State = MemoryClaimState.InFlight,
            IsMarked = request.IsMarked,
            LeaseEnds = After(now, request.Lease),
            ForgottenAt = request.IsMarked ? TimeSpan.MaxValue : After(After(now, request.Lease), request.Retention),
        };

    public MemoryClaim Marked() =>
        new(this) { State = MemoryClaimState.InFlight, IsMarked = true, LeaseEnds = LeaseEnds, ForgottenAt = TimeSpan.MaxValue };

    public MemoryClaim Renewed(TimeSpan now, TimeSpan lease) =>
        new(this)
        {
            State = MemoryClaimState.InFlight,
            IsMarked = IsMarked,
            LeaseEnds = After(now, lease),
            ForgottenAt = IsMarked ? TimeSpan.MaxValue : After(After(now, lease), ForgottenAt - LeaseEnds),
        };

    public MemoryClaim Completed(TimeSpan now, ReadOnlyMemory<byte> result, TimeSpan retention) =>
        new(this) { State = MemoryClaimState.Completed, Result = result, ForgottenAt = After(now, retention) };

    public MemoryClaim Held() =>
        new(this) { State = MemoryClaimState.Held, IsMarked = true, ForgottenAt = TimeSpan.MaxValue };

    /// <summary>Whether nobody knows how this attempt ended.</summary>
    public bool IsUnknown(TimeSpan now) => State == MemoryClaimState.Held || (State == MemoryClaimState.InFlight && IsMarked && LeaseEnds <= now);

    /// <summary>Wakes those who wait. Called after the claim was replaced or removed, so that they find what they were woken for.</summary>
    public void Settle() => _settled.TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan After(TimeSpan now, TimeSpan duration) => duration > TimeSpan.MaxValue - now ? TimeSpan.MaxValue : now + duration;
}
