namespace IntentContracts.Crash.Tests.Worker;

/// <summary>A store between whose calls the process can die.</summary>
internal sealed class KillingStore(IIdempotencyStore inner, KillSwitch kill) : IIdempotencyStore
{
    public int MaxResultBytes => inner.MaxResultBytes;

    public async ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        kill.At(Points.BeforeClaim);
        var outcome = await inner.ClaimAsync(request, cancellationToken);
        kill.At(Points.AfterClaim);
        return outcome;
    }

    public async ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        var isMarked = await inner.MarkAsync(key, attempt, cancellationToken);
        kill.At(Points.AfterMark);
        return isMarked;
    }

    public async ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken)
    {
        var isRecorded = await inner.CompleteAsync(key, attempt, result, retention, cancellationToken);
        kill.At(Points.AfterRecord);
        return isRecorded;
    }

    public ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => inner.ReleaseAsync(key, attempt, cancellationToken);

    public ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => inner.HoldAsync(key, attempt, cancellationToken);

    public ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken) => inner.RenewAsync(key, attempt, lease, cancellationToken);

    public ValueTask<bool> HasCompletedAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => inner.HasCompletedAsync(key, attempt, cancellationToken);

    public ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken) => inner.FindHeldAsync(atMost, cancellationToken);

    public ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken) => inner.SweepAsync(atMost, cancellationToken);
}
