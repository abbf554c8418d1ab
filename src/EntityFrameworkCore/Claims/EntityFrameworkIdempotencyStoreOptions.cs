namespace IntentContracts.EntityFrameworkCore;

/// <summary>The limits of a store of claims in a context's database.</summary>
public sealed record EntityFrameworkIdempotencyStoreOptions
{
    /// <summary>How many bytes one recorded result may have; 256 KiB when not given. A larger one cannot be recorded.</summary>
    public int MaxResultBytes { get; init; } = 256 * 1024;

    /// <summary>
    /// How long a claim waits for a transaction that has claimed the same key and has not ended; 2 seconds when not given. Then it is answered as in flight. PostgreSQL only: SQLite has one writer.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
