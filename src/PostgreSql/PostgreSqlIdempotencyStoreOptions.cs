namespace IntentContracts.PostgreSql;

/// <summary>Where claims live in PostgreSQL, and how long a call may take.</summary>
public sealed record PostgreSqlIdempotencyStoreOptions
{
    /// <summary>The schema of the table; <c>public</c> when not given. It is created when it is missing.</summary>
    public string Schema { get; init; } = "public";

    /// <summary>The table; <c>intent_claims</c> when not given. At most 40 bytes of UTF-8: the names of its indexes and its sequence are made from it.</summary>
    public string Table { get; init; } = "intent_claims";

    /// <summary>How many bytes one recorded result may have; 256 KiB when not given. A larger one cannot be recorded, and its key is held.</summary>
    public int MaxResultBytes { get; init; } = 256 * 1024;

    /// <summary>
    /// How long a claim waits for another transaction that has claimed the same key and not committed yet, before it is answered that the key is in
    /// flight; two seconds when not given. Positive.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one statement may take before it fails; ten seconds when not given. Longer than <see cref="LockTimeout"/>. Counted in whole seconds, rounded up.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
