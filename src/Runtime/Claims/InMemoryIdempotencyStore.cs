namespace IntentContracts;

/// <summary>Claims in this process's memory.</summary>
public sealed class InMemoryIdempotencyStore : IIdempotencyStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ClaimKey, (long Attempt, Fingerprint Fingerprint, ReadOnlyMemory<byte>? Result, bool Held)> _claims = [];
    private long _attempts;

    /// <summary>Creates an empty store.</summary>
    /// <param name="time">The clock; the system's when not given.</param>
    public InMemoryIdempotencyStore(TimeProvider? time = null) => _ = time;

    /// <inheritdoc/>
    public ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_claims.TryGetValue(request.Key, out var claim))
            {
                _claims[request.Key] = (++_attempts, request.Fingerprint, null, false);
                return new(new ClaimOutcome.Acquired(_attempts));
            }

            return new(claim switch
            {
                _ when claim.Fingerprint != request.Fingerprint => new ClaimOutcome.Mismatch(),
                { Held: true } => new ClaimOutcome.Unknown(claim.Attempt),
                { Result: { } result } => new ClaimOutcome.Completed(result),
                _ => (ClaimOutcome)new ClaimOutcome.InFlight(request.Lease),
            });
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken) =>
        new(Change(key, attempt, c => c with { Result = result, Held = false }));

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(_claims.TryGetValue(key, out var claim) && claim.Attempt == attempt && _claims.Remove(key));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) =>
        new(Change(key, attempt, c => c with { Held = true }));

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken) =>
        new(Change(key, attempt, c => c));

    private bool Change(
        ClaimKey key,
        long attempt,
        Func<(long Attempt, Fingerprint Fingerprint, ReadOnlyMemory<byte>? Result, bool Held), (long, Fingerprint, ReadOnlyMemory<byte>?, bool)> change)
    {
        lock (_gate)
        {
            if (!_claims.TryGetValue(key, out var claim) || claim.Attempt != attempt)
            {
                return false;
            }

            _claims[key] = change(claim);
            return true;
        }
    }
}
