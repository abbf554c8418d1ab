namespace IntentContracts;

/// <summary>
/// One claim of the in-memory store at one moment. Never changed, only replaced, and compared by reference: replacing is the compare-and-set
/// that makes each store call atomic.
/// </summary>
internal sealed class MemoryClaim
{
    private readonly TaskCompletionSource _settled;

    private MemoryClaim(long attempt, Fingerprint fingerprint, TaskCompletionSource settled)
    {
        Attempt = attempt;
        Fingerprint = fingerprint;
        _settled = settled;
    }

    public long Attempt { get; }

    public Fingerprint Fingerprint { get; }

    public MemoryClaimState State { get; private init; }

    /// <summary>When another attempt may take over, for a claim in flight.</summary>
    public TimeSpan LeaseEnds { get; private init; }

    /// <summary>When the key is free again by itself.</summary>
    public TimeSpan ForgottenAt { get; private init; }

    public ReadOnlyMemory<byte> Result { get; private init; }

    public Task Settled => _settled.Task;

    /// <param name="before">The claim that this one replaces; those who wait for it now wait for this one.</param>
    public static MemoryClaim Granted(long attempt, in ClaimRequest request, TimeSpan now, MemoryClaim? before) =>
        new(attempt, request.Fingerprint, before is { _settled.Task.IsCompleted: false } ? before._settled : NewSignal())
        {
            State = MemoryClaimState.InFlight,
            LeaseEnds = After(now, request.Lease),
            ForgottenAt = After(After(now, request.Lease), request.Retention),
        };

    public MemoryClaim Renewed(TimeSpan now, TimeSpan lease) =>
        new(Attempt, Fingerprint, _settled)
        {
            State = MemoryClaimState.InFlight,
            LeaseEnds = After(now, lease),
            ForgottenAt = After(After(now, lease), ForgottenAt - LeaseEnds),
        };

    public MemoryClaim Completed(TimeSpan now, ReadOnlyMemory<byte> result, TimeSpan retention) =>
        new(Attempt, Fingerprint, _settled) { State = MemoryClaimState.Completed, Result = result, ForgottenAt = After(now, retention) };

    public MemoryClaim Held() =>
        new(Attempt, Fingerprint, _settled) { State = MemoryClaimState.Held, ForgottenAt = TimeSpan.MaxValue };

    /// <summary>Wakes those who wait. Called after the claim was replaced or removed, so that they find what they were woken for.</summary>
    public void Settle() => _settled.TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan After(TimeSpan now, TimeSpan duration) => duration > TimeSpan.MaxValue - now ? TimeSpan.MaxValue : now + duration;
}
