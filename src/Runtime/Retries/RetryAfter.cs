using System.Net;
using System.Net.Http.Headers;

namespace IntentContracts.Runtime;

/// <summary>What a failure says about when to come back, and which results are failures.</summary>
internal static class RetryAfter
{
    private const string Key = "Retry-After";

    /// <summary>Answers that a later attempt may get better: RFC 9110 408, 500, 502, 503, 504, and RFC 6585 429.</summary>
    public static bool IsFailure(object? result) => result is HttpResponseMessage
    {
        StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
    };

    public static TimeSpan? Of(Exception? fault, object? result, TimeProvider time) =>
        result is HttpResponseMessage { Headers.RetryAfter: { } header } ? Of(header, time)
        : fault is IRetryAfter { RetryAfter: { } wait } ? wait
        : fault?.Data[Key] switch
        {
            TimeSpan span => span,
            DateTimeOffset date => date - time.GetUtcNow(),
            string text => RetryConditionHeaderValue.TryParse(text, out var parsed) ? Of(parsed, time) : null,
            int seconds => TimeSpan.FromSeconds(seconds),
            _ => null,
        };

    private static TimeSpan? Of(RetryConditionHeaderValue header, TimeProvider time) =>
        header.Delta ?? (header.Date is { } date ? date - time.GetUtcNow() : null);
}
