namespace IntentContracts.EntityFrameworkCore;

/// <summary>Where the databases differ in what the store of claims needs.</summary>
internal abstract class ClaimsDialect
{
    public static ClaimsDialect? Of(string? providerName) => providerName switch
    {
        "Npgsql.EntityFrameworkCore.PostgreSQL" => PostgreSqlClaims.Instance,
        "Microsoft.EntityFrameworkCore.Sqlite" => SqliteClaims.Instance,
        _ => null,
    };

    /// <summary>Microseconds since 1970, at this moment of the statement.</summary>
    public abstract string Now { get; }

    /// <summary>The same, at the statement's beginning, so that an index can be used.</summary>
    public abstract string StatementNow { get; }

    /// <summary>The larger one of two values.</summary>
    public abstract string Greatest { get; }

    /// <summary>At the end of a query whose rows are about to be removed: skips what others work on.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>At the end of a query that must wait for those who change the row.</summary>
    public abstract string AwaitWriters { get; }

    /// <summary>Limits how long a statement waits for others; in an open transaction so that it can be undone alone.</summary>
    public abstract string Bounded(string statement, TimeSpan lockTimeout, bool inTransaction);

    /// <summary>Undoes what <see cref="Bounded"/> has begun in an open transaction; null where nothing has to be.</summary>
    public abstract string? UndoBounded { get; }

    /// <summary>What a failed claim means.</summary>
    public abstract ClaimFailure Meaning(Exception failure);
}
