using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IntentContracts.AspNetCore;

/// <summary>The <c>Idempotency-Key</c> header, for all endpoints that use it; what an endpoint says itself counts more.</summary>
public sealed class IdempotencyKeyOptions
{
    /// <summary>The header's name; <c>Idempotency-Key</c> when not given.</summary>
    public string HeaderName { get; set; } = "Idempotency-Key";

    /// <summary>How many characters a key may have; 255 when not given.</summary>
    public int MaxKeyLength { get; set; } = 255;

    /// <summary>How many bytes the body of a request with a key may have; 1 MiB when not given. All of it is read before the endpoint runs.</summary>
    public long MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a process that disappears keeps others from the key; one minute when not given. Renewed while the endpoint runs.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a response is replayed; one day when not given.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>What a duplicate gets while the first request is running; 409 at once when not given.</summary>
    public ConcurrentDuplicate OnConcurrent { get; set; } = ConcurrentDuplicate.Reject;

    /// <summary>What becomes of the key when the endpoint throws or answers with a status from 500 on. <see cref="FaultedClaim.Auto"/> holds it: nothing here can know what has happened.</summary>
    public FaultedClaim OnFault { get; set; }

    /// <summary>Whether the endpoint runs to its end when its client has gone, so that the client's next request gets the response; true when not given. Otherwise it is cancelled, which is a fault.</summary>
    public bool FinishWithoutClient { get; set; } = true;

    /// <summary>The longest <c>Retry-After</c> of a duplicate that is refused because the first request is running; two seconds when not given.</summary>
    public TimeSpan ConflictRetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The <c>Retry-After</c> of a request that is refused because the store does not answer; five seconds when not given.</summary>
    public TimeSpan UnavailableRetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Statuses that say that nothing has happened: not recorded, and the key is free again. 401, 403, 408, 425 and 429; configuration adds to them.</summary>
    public ISet<int> ReleasedStatuses { get; } = new HashSet<int>
    {
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status403Forbidden,
        StatusCodes.Status408RequestTimeout,
        425,
        StatusCodes.Status429TooManyRequests,
    };

    /// <summary>The headers that are recorded and replayed; configuration adds to them. What belongs to one connection, one moment or one browser never is: <c>Set-Cookie</c>, <c>Date</c>, hop-by-hop headers.</summary>
    public ISet<string> ReplayedHeaders { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.CacheControl,
        HeaderNames.ContentDisposition,
        HeaderNames.ContentEncoding,
        HeaderNames.ContentLanguage,
        "Content-Location",
        HeaderNames.ContentType,
        HeaderNames.ETag,
        HeaderNames.LastModified,
        HeaderNames.Link,
        HeaderNames.Location,
        HeaderNames.Vary,
    };
}
