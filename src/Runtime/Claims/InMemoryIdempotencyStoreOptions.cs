namespace IntentContracts;

/// <summary>How much an in-memory store remembers before it refuses. It never forgets an outcome early: that would run an effect again.</summary>
public sealed record InMemoryIdempotencyStoreOptions
{
    /// <summary>How many claims, in whatever state; 100,000 when not given. Threads that claim at the same moment may overshoot by one each.</summary>
    public int MaxClaims { get; init; } = 100_000;

    /// <summary>How many bytes one recorded result may have; 256 KiB when not given. A larger one cannot be recorded, and its key is held.</summary>
    public int MaxResultBytes { get; init; } = 256 * 1024;

    /// <summary>How many bytes all recorded results may have before new keys are refused; 256 MiB when not given.</summary>
    public long MaxTotalResultBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// How often the store removes by itself, in the background of a claim, what is no longer remembered; a minute when not given. <see cref="Timeout.InfiniteTimeSpan"/>: only when it is full, or told to.
    /// </summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);
}
