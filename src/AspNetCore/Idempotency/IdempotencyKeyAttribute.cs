using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IntentContracts.AspNetCore;

/// <summary>A controller or an action whose requests carry an <c>Idempotency-Key</c>. <c>app.UseIdempotencyKey()</c> does what it says.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class IdempotencyKeyAttribute : Attribute, IIdempotencyKeyMetadata, IResourceFilter
{
    private TimeSpan? _lease;
    private TimeSpan? _retention;
    private ConcurrentDuplicate? _onConcurrent;
    private FaultedClaim? _onFault;
    private long? _maxRequestBytes;

    /// <summary>A request without a key is refused with 400; true when not given.</summary>
    public bool Required { get; set; } = true;

    /// <summary>The header is not looked at: takes one action out of its controller's rule.</summary>
    public bool Ignored { get; set; }

    /// <summary>How long a process that disappears keeps others from the key, as a <see cref="TimeSpan"/> in the invariant format: <c>"00:01:00"</c>.</summary>
    public string Lease { get => Text(_lease); set => _lease = Parse(value); }

    /// <summary>How long the response is replayed, as a <see cref="TimeSpan"/> in the invariant format: <c>"1.00:00:00"</c>.</summary>
    public string Retention { get => Text(_retention); set => _retention = Parse(value); }

    /// <summary>What a duplicate gets while the first request is running.</summary>
    public ConcurrentDuplicate OnConcurrent { get => _onConcurrent ?? default; set => _onConcurrent = value; }

    /// <summary>What becomes of the key when the action fails.</summary>
    public FaultedClaim OnFault { get => _onFault ?? default; set => _onFault = value; }

    /// <summary>How many bytes the body of a request with a key may have.</summary>
    public long MaxRequestBytes { get => _maxRequestBytes ?? 0; set => _maxRequestBytes = value; }

    TimeSpan? IIdempotencyKeyMetadata.Lease => _lease;

    TimeSpan? IIdempotencyKeyMetadata.Retention => _retention;

    ConcurrentDuplicate? IIdempotencyKeyMetadata.OnConcurrent => _onConcurrent;

    FaultedClaim? IIdempotencyKeyMetadata.OnFault => _onFault;

    long? IIdempotencyKeyMetadata.MaxRequestBytes => _maxRequestBytes;

    // A filter only to refuse an action whose promise nobody keeps; the work is the middleware's.
    void IResourceFilter.OnResourceExecuting(ResourceExecutingContext context) => IdempotencyKeyPipeline.DemandMiddleware(context.HttpContext);

    void IResourceFilter.OnResourceExecuted(ResourceExecutedContext context)
    {
    }

    private static string Text(TimeSpan? time) => time?.ToString("c", CultureInfo.InvariantCulture) ?? "";

    private static TimeSpan? Parse(string text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero
            ? time
            : throw new ArgumentException($"'{text}' is no positive time: write \"00:01:00\".", nameof(text));
}
