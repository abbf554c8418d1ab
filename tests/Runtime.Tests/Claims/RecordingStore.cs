namespace IntentContracts.Runtime.Tests.Claims;

/// <summary>A store that counts calls, can fail on purpose, and can hide its signal as a store in a database would.</summary>
internal sealed class RecordingStore(IIdempotencyStore inner) : IIdempotencyStore
{
    private int _claims;

    public int Claims => Volatile.Read(ref _claims);

    public bool HidesSignal { get; init; }

    public Exception? CompleteFails { get; set; }

    public Exception? ReleaseFails { get; set; }

    public Exception? HoldFails { get; set; }

    public ClaimKey LastKey { get; private set; }

    public int MaxResultBytes => inner.MaxResultBytes;

    public async ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _claims);
        LastKey = request.Key;
        var outcome = await inner.ClaimAsync(request, cancellationToken);
        return HidesSignal && outcome is ClaimOutcome.InFlight inFlight ? inFlight with { Settled = null } : outcome;
    }

    public ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken) =>
        CompleteFails is { } failure ? throw failure : inner.CompleteAsync(key, attempt, result, retention, cancellationToken);

    public ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        ReleaseFails is { } failure ? throw failure : inner.ReleaseAsync(key, attempt, cancellationToken);

    public ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        HoldFails is { } failure ? throw failure : inner.HoldAsync(key, attempt, cancellationToken);

    public ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken) =>
        inner.RenewAsync(key, attempt, lease, cancellationToken);

    public ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => inner.MarkAsync(key, attempt, cancellationToken);

    public ValueTask<bool> HasCompletedAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => inner.HasCompletedAsync(key, attempt, cancellationToken);

    public ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken) => inner.FindHeldAsync(atMost, cancellationToken);

    public ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken) => inner.SweepAsync(atMost, cancellationToken);
}
