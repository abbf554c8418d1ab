namespace IntentContracts.AspNetCore;

/// <summary>What an endpoint of a minimal API says of the <c>Idempotency-Key</c> header.</summary>
public sealed class IdempotencyKeyMetadata : IIdempotencyKeyMetadata
{
    internal IdempotencyKeyMetadata(bool required, bool ignored = false) => (Required, Ignored) = (required, ignored);

    /// <inheritdoc/>
    public bool Required { get; }

    /// <inheritdoc/>
    public bool Ignored { get; }

    /// <inheritdoc/>
    public TimeSpan? Lease { get; set; }

    /// <inheritdoc/>
    public TimeSpan? Retention { get; set; }

    /// <inheritdoc/>
    public ConcurrentDuplicate? OnConcurrent { get; set; }

    /// <inheritdoc/>
    public FaultedClaim? OnFault { get; set; }

    /// <inheritdoc/>
    public long? MaxRequestBytes { get; set; }
}
