using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Whether a context can ever get what it is about to wait for.</summary>
internal static class ConnectionBudget
{
    // What Npgsql and SqlClient have when the connection string does not say.
    private const int DefaultPoolSize = 100;

    public static Obstacle? Find(DbContext context, IsolationLevel isolation)
    {
        DbConnection? own = null;
        var (held, holder) = (0, "");
        foreach (var (other, around) in OpenBoundary.Around())
        {
            if (ReferenceEquals(other, context))
            {
                continue;
            }

            own ??= context.Database.GetDbConnection();
            var theirs = other.Database.GetDbConnection();
            if (ReferenceEquals(own, theirs))
            {
                return new(ObstacleKind.SharedConnection, around.ContractId, 1);
            }

            if (IsSqlite(context))
            {
                // Microsoft.Data.Sqlite takes the write lock when a transaction begins, but not for read uncommitted.
                if (IsSqlite(other) && IsSameFile(own, theirs) && IsolationLevel.ReadUncommitted != isolation && IsolationLevel.ReadUncommitted != around.Isolation)
                {
                    return new(ObstacleKind.OneWriter, around.ContractId, 1);
                }
            }
            else if (string.Equals(own.ConnectionString, theirs.ConnectionString, StringComparison.Ordinal))
            {
                (held, holder) = (held + 1, around.ContractId);
            }
        }

        return held > 0 && own is { State: not ConnectionState.Open } && held >= PoolSize(own.ConnectionString)
            ? new(ObstacleKind.PoolExhausted, holder, held)
            : null;
    }

    internal static int PoolSize(string connectionString)
    {
        var settings = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (settings.TryGetValue("Pooling", out var pooling) && bool.TryParse((string)pooling, out var pools) && !pools)
        {
            return int.MaxValue;
        }

        foreach (var name in (ReadOnlySpan<string>)["Maximum Pool Size", "Max Pool Size", "MaxPoolSize", "MaximumPoolSize"])
        {
            if (settings.TryGetValue(name, out var size) && int.TryParse((string)size, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return DefaultPoolSize;
    }

    private static bool IsSqlite(DbContext context) => ClaimsDialect.Of(context.Database.ProviderName) is SqliteClaims;

    // Each connection to :memory: or to nothing has a database of its own.
    private static bool IsSameFile(DbConnection one, DbConnection other) =>
        one.DataSource is not ("" or ":memory:")
        && string.Equals(Path.GetFullPath(one.DataSource), Path.GetFullPath(other.DataSource), StringComparison.Ordinal);
}
