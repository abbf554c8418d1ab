namespace IntentContracts;

/// <summary>What became of an execution.</summary>
public abstract record UnknownClaimResolution
{
    private protected UnknownClaimResolution()
    {
    }

    /// <summary>It cannot be said: the call is refused, the claim stays held.</summary>
    public static UnknownClaimResolution StillUnknown { get; } = new Unknown();

    /// <summary>No effect has happened, nor will: the key is free, and the call that asked may execute.</summary>
    public static UnknownClaimResolution NothingHappened { get; } = new Nothing();

    /// <summary>The effect has happened: this is recorded as its outcome, and replayed from now on.</summary>
    /// <param name="result">What the member would have returned; <see langword="null"/> when it returns nothing.</param>
    /// <returns>The resolution.</returns>
    public static UnknownClaimResolution Happened(object? result) => new Done(result);

    internal sealed record Unknown : UnknownClaimResolution;

    internal sealed record Nothing : UnknownClaimResolution;

    internal sealed record Done(object? Result) : UnknownClaimResolution;
}
