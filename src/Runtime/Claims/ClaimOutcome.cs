namespace IntentContracts;

/// <summary>What a store answers to a claim. Exactly these five.</summary>
public abstract record ClaimOutcome
{
    private protected ClaimOutcome()
    {
    }

    /// <summary>The caller executes now.</summary>
    /// <param name="Attempt">
    /// The fence: every later write carries it, and counts only while the claim is still this attempt's. Strictly increasing for one key over
    /// the whole life of the store, also across release and expiry, so no late writer is ever mistaken for a newer one. Gaps are normal.
    /// </param>
    public sealed record Acquired(long Attempt) : ClaimOutcome;

    /// <summary>Another execution holds the claim.</summary>
    /// <param name="Remaining">What is left of its lease, on the store's clock. Positive.</param>
    /// <param name="Settled">
    /// Completes when that execution has ended, whatever its outcome; it never fails. <see langword="null"/> from a store that cannot tell: then callers ask
    /// again, with pauses.
    /// </param>
    public sealed record InFlight(TimeSpan Remaining, Task? Settled = null) : ClaimOutcome;

    /// <summary>An execution has ended, and this is what it returned.</summary>
    /// <param name="Result">The recorded bytes.</param>
    public sealed record Completed(ReadOnlyMemory<byte> Result) : ClaimOutcome;

    /// <summary>The key was claimed with another fingerprint.</summary>
    public sealed record Mismatch : ClaimOutcome;

    /// <summary>An execution ended and nobody knows how: the claim is held.</summary>
    /// <param name="Attempt">The attempt whose outcome is unknown.</param>
    public sealed record Unknown(long Attempt) : ClaimOutcome;
}
