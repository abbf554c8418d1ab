namespace IntentContracts.Runtime.Tests.Claims;

/// <summary>A store that hands everything on, for those that differ in one call.</summary>
internal abstract class PassingStore(IIdempotencyStore inner) : IIdempotencyStore
{
    public int MaxResultBytes => inner.MaxResultBytes;

    public virtual ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => inner.ClaimAsync(request, cancellationToken);

    public virtual ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => inner.MarkAsync(key, attempt, cancellationToken);

    public virtual ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken) =>
        inner.CompleteAsync(key, attempt, result, retention, cancellationToken);

    public virtual ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => inner.ReleaseAsync(key, attempt, cancellationToken);

    public virtual ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => inner.HoldAsync(key, attempt, cancellationToken);

    public virtual ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken) => inner.RenewAsync(key, attempt, lease, cancellationToken);

    public virtual ValueTask<bool> HasCompletedAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => inner.HasCompletedAsync(key, attempt, cancellationToken);

    public virtual ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken) => inner.FindHeldAsync(atMost, cancellationToken);

    public virtual ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken) => inner.SweepAsync(atMost, cancellationToken);
}

/// <summary>Cannot be reached.</summary>
internal sealed class DownStore() : PassingStore(new InMemoryIdempotencyStore())
{
    public override ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new IOException("no route");
}

/// <summary>Answers a claim when it is told to.</summary>
internal sealed class SlowStore(IIdempotencyStore inner, Task gate) : PassingStore(inner)
{
    private readonly IIdempotencyStore _inner = inner;

    public bool Released { get; private set; }

    public override async ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        await gate;
        return await _inner.ClaimAsync(request, cancellationToken);
    }

    public override async ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        var isReleased = await _inner.ReleaseAsync(key, attempt, cancellationToken);
        Released = isReleased;
        return isReleased;
    }
}
