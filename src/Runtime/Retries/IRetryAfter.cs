namespace IntentContracts;

/// <summary>An exception that knows when another attempt makes sense: what HTTP says with Retry-After (RFC 9110, section 10.2.3).</summary>
public interface IRetryAfter
{
    /// <summary>From now on; null when it does not know.</summary>
    TimeSpan? RetryAfter { get; }
}
