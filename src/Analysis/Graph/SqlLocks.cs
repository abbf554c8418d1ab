namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Locks that a database keeps under a name: <c>sp_getapplock</c> of SQL Server, advisory locks of PostgreSQL, <c>GET_LOCK</c> of MySQL. To take one or give it back asks the database, which can fail and take its time, but changes nothing there: there is
/// nothing to commit, to roll back, or to leave half done.
/// </summary>
internal static class SqlLocks
{
    private static readonly HashSet<string> Procedures = new(StringComparer.OrdinalIgnoreCase) { "sp_getapplock", "sp_releaseapplock" };

    private static readonly HashSet<string> Qualifiers = new(StringComparer.OrdinalIgnoreCase) { "sys", "dbo", "master" };

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "pg_advisory_lock", "pg_advisory_lock_shared", "pg_advisory_xact_lock", "pg_advisory_xact_lock_shared", "pg_advisory_unlock", "pg_advisory_unlock_shared", "pg_advisory_unlock_all",
        "pg_try_advisory_lock", "pg_try_advisory_lock_shared", "pg_try_advisory_xact_lock", "pg_try_advisory_xact_lock_shared",
        "GET_LOCK", "RELEASE_LOCK", "RELEASE_ALL_LOCKS",
    };

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', '(', ')', ';', ',', '=', '[', ']', '.'];

    /// <summary>What changes rows, or may: beside it the lock is not all that a statement is for.</summary>
    private static readonly HashSet<string> Changes = new(StringComparer.OrdinalIgnoreCase) { "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "CREATE", "ALTER", "DROP", "CALL", "INTO" };

    /// <summary>Whether a statement, or the name of a stored procedure, or the beginning of a text that is put together, does nothing but take locks or give them back.</summary>
    public static bool Are(string sql)
    {
        var words = Words(sql);
        return words.Any(w => Procedures.Contains(w) || Functions.Contains(w)) && !MayChange(sql);
    }

    /// <summary>Whether a text, or a piece of one, changes rows or runs something of which only the name is known.</summary>
    public static bool MayChange(string sql)
    {
        var words = Words(sql);
        return words.Any(Changes.Contains)
            || words.Select((word, i) => (word, i)).Any(x => (x.word.Equals("EXEC", StringComparison.OrdinalIgnoreCase) || x.word.Equals("EXECUTE", StringComparison.OrdinalIgnoreCase)) && !Procedures.Contains(words.Skip(x.i + 1).FirstOrDefault(w => !w.StartsWith("@", StringComparison.Ordinal) && !Qualifiers.Contains(w)) ?? ""));
    }

    private static string[] Words(string sql) => sql.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
