namespace IntentContracts.AspNetCore;

/// <summary>What an endpoint says of the <c>Idempotency-Key</c> header. The last one counts: that of an endpoint before that of its group, that of an action before that of its controller.</summary>
/// <remarks>Methods that are safe (GET, HEAD, OPTIONS, TRACE) have no effect to repeat: for them nothing of this applies.</remarks>
public interface IIdempotencyKeyMetadata
{
    /// <summary>A request without a key is refused; otherwise it runs without protection.</summary>
    bool Required { get; }

    /// <summary>The header is not looked at.</summary>
    bool Ignored { get; }

    /// <summary>As <see cref="IdempotencyKeyOptions.Lease"/>, which counts when null.</summary>
    TimeSpan? Lease { get; }

    /// <summary>As <see cref="IdempotencyKeyOptions.Retention"/>, which counts when null.</summary>
    TimeSpan? Retention { get; }

    /// <summary>As <see cref="IdempotencyKeyOptions.OnConcurrent"/>, which counts when null.</summary>
    ConcurrentDuplicate? OnConcurrent { get; }

    /// <summary>As <see cref="IdempotencyKeyOptions.OnFault"/>, which counts when null.</summary>
    FaultedClaim? OnFault { get; }

    /// <summary>As <see cref="IdempotencyKeyOptions.MaxRequestBytes"/>, which counts when null.</summary>
    long? MaxRequestBytes { get; }
}
