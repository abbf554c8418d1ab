using System.Data.Common;
using System.Globalization;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>PostgreSQL, through Npgsql: which sends the statements of one command together, so that each call stays one round trip.</summary>
internal sealed class PostgreSqlClaims : ClaimsDialect
{
    public static readonly PostgreSqlClaims Instance = new();

    private const string Savepoint = "intent_claim";

    // Not now(), which is the transaction's beginning: a claim late in a long transaction would begin with a part of its lease gone.
    public override string Now => "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    public override string StatementNow => "(extract(epoch FROM statement_timestamp()) * 1000000)::bigint";

    public override string Greatest => "greatest";

    public override string SkipLocked => " FOR UPDATE SKIP LOCKED";

    public override string AwaitWriters => " FOR SHARE";

    public override string? UndoBounded => $"ROLLBACK TO SAVEPOINT {Savepoint}; RELEASE SAVEPOINT {Savepoint}";

    public override string Bounded(string statement, TimeSpan lockTimeout, bool inTransaction)
    {
        var milliseconds = Math.Clamp((long)lockTimeout.TotalMilliseconds, 1, int.MaxValue).ToString(CultureInfo.InvariantCulture);

        // Without a transaction the statements of one command are one implicitly, and the setting ends with it. Inside one it would
        // last until the transaction ends, so it is put back, and rolling back to the savepoint puts it back as well.
        return inTransaction
            ? $"""
               SAVEPOINT {Savepoint};
               SELECT set_config('intent.lock_timeout', current_setting('lock_timeout'), true), set_config('lock_timeout', '{milliseconds}', true);
               {statement};
               SELECT set_config('lock_timeout', current_setting('intent.lock_timeout'), true);
               RELEASE SAVEPOINT {Savepoint}
               """
            : $"""
               SELECT set_config('lock_timeout', '{milliseconds}', true);
               {statement}
               """;
    }

    // 55P03 lock_not_available, 40P01 deadlock_detected, 40001 serialization_failure, 23505 unique_violation (PostgreSQL manual, appendix A).
    public override ClaimFailure Meaning(Exception failure) => (failure as DbException)?.SqlState switch
    {
        "55P03" or "40P01" => ClaimFailure.Waited,
        "40001" or "23505" => ClaimFailure.Outdated,
        _ => ClaimFailure.Other,
    };
}
