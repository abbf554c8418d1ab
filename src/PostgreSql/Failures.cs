using Npgsql;

namespace IntentContracts.PostgreSql;

/// <summary>Which failures say that asking again is right.</summary>
internal static class Failures
{
    /// <summary>Another transaction was there: nothing has happened, and the same statement may succeed now.</summary>
    public static bool IsContention(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    /// <summary>The connection is gone, and nobody here knows whether the statement was executed. A time-out is not that: it has used up the time.</summary>
    public static bool IsLost(NpgsqlException failure) => failure is PostgresException answered
        ? answered.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown || answered.SqlState.StartsWith("08", StringComparison.Ordinal)
        : failure.IsTransient && failure.InnerException is not TimeoutException;

    /// <summary>The table, a column of it, its sequence or the right to use them is missing.</summary>
    public static bool IsSchema(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidColumnReference;
}
