namespace IntentContracts.EntityFrameworkCore;

/// <summary>SQLite: one writer at a time, so a claim never meets one that has not ended.</summary>
internal sealed class SqliteClaims : ClaimsDialect
{
    public static readonly SqliteClaims Instance = new();

    // SQLite's clock counts milliseconds. 2440587.5 is 1970 as a Julian day number; unixepoch('now', 'subsec') would need SQLite 3.42.
    public override string Now => "(CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER) * 1000)";

    public override string StatementNow => Now;

    public override string Greatest => "max";

    public override string SkipLocked => "";

    public override string AwaitWriters => "";

    public override string? UndoBounded => null;

    public override string Bounded(string statement, TimeSpan lockTimeout, bool inTransaction) => statement;

    // 5 SQLITE_BUSY, 6 SQLITE_LOCKED (sqlite.org/rescode.html).
    public override ClaimFailure Meaning(Exception failure) => SqliteErrors.Code(failure) is 5 or 6 ? ClaimFailure.Busy : ClaimFailure.Other;
}
