namespace IntentContracts;

/// <summary>Declares that this member is the one that retries: what it calls fails through to here, and is tried again from here.</summary>
/// <remarks>
/// <para><b>Build</b>: the member must be a <c>partial</c> declaration that returns a task (IC5003); a retry inside a transaction boundary is nested the wrong way (IC5002). <b>Run time</b>: the
/// shell runs the core again when it fails, after an exponentially growing pause with full jitter, or after what the failure asks for (Retry-After). A member with a retry policy that
/// runs inside another one makes one attempt: the outermost owns retrying, so that layers do not multiply.</para>
/// <para>Never retried: cancellation, and what a guard has refused. When attempts or budget are used up, the last failure passes unchanged.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RetryPolicyAttribute : Attribute
{
    /// <summary>How often the core runs at most, the first time included. At least 1; 3 when not given.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The pause before the second attempt is a random share of this, before the third of twice as much, and so on. A <see cref="TimeSpan"/>; <c>"00:00:00.2"</c> when not given.</summary>
    public string BaseDelay { get; set; } = "00:00:00.2";

    /// <summary>No pause is longer, not even one that the failure asks for: then the failure passes. A <see cref="TimeSpan"/>; <c>"00:00:30"</c> when not given.</summary>
    public string MaxDelay { get; set; } = "00:00:30";

    /// <summary>
    /// How many retries all callers of this member together may have in hand: each retry takes one, each success gives a tenth of one back. When none is left, failures pass at once, so that
    /// retries do not keep a broken service down. 10 when not given; 0 switches the budget off. As in gRPC's retry throttling (gRFC A6).
    /// </summary>
    public int Budget { get; set; } = 10;

    /// <summary>The exceptions that are worth another attempt, with those derived from them. When empty, every exception that is not named above.</summary>
    public Type[] On { get; set; } = [];
}
