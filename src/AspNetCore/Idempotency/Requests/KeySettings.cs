namespace IntentContracts.AspNetCore;

/// <summary>What holds for one request: the endpoint's word, and the options where it has said nothing.</summary>
internal sealed record KeySettings(bool Required, TimeSpan Lease, TimeSpan Retention, ConcurrentDuplicate OnConcurrent, FaultedClaim OnFault, long MaxRequestBytes, IdempotencyKeyOptions Options)
{
    public static KeySettings Of(IIdempotencyKeyMetadata rule, IdempotencyKeyOptions options) =>
        new(
            rule.Required,
            rule.Lease ?? options.Lease,
            rule.Retention ?? options.Retention,
            rule.OnConcurrent ?? options.OnConcurrent,
            rule.OnFault ?? options.OnFault,
            rule.MaxRequestBytes ?? options.MaxRequestBytes,
            options);
}
