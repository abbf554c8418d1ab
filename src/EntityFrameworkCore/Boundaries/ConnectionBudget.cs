using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Whether a boundary can ever get what it is about to wait for, given what the boundaries around it hold until it has ended.</summary>
internal static class ConnectionBudget
{
    // What Npgsql and SqlClient have when the connection string does not say.
    private const int DefaultPoolSize = 100;

    public static void Demand(DbContext context, in TransactionRequest request)
    {
        DbConnection? own = null;
        var held = 0;
        foreach (var (other, around) in OpenBoundary.Around())
        {
            own ??= context.Database.GetDbConnection();
            var theirs = other.Database.GetDbConnection();
            if (ReferenceEquals(own, theirs))
            {
                throw Refusal.SharedConnection(request, around.ContractId);
            }

            if (IsSqlite(context))
            {
                // Microsoft.Data.Sqlite takes the write lock when a transaction begins, but not for read uncommitted.
                if (IsSqlite(other) && IsSameFile(own, theirs) && IsolationLevel.ReadUncommitted != request.Isolation && IsolationLevel.ReadUncommitted != around.Isolation)
                {
                    throw Refusal.OneWriter(request, around.ContractId);
                }
            }
            else if (string.Equals(own.ConnectionString, theirs.ConnectionString, StringComparison.Ordinal))
            {
                held++;
            }
        }

        if (held > 0 && own is { State: not ConnectionState.Open } && held >= PoolSize(own.ConnectionString))
        {
            throw Refusal.PoolExhausted(request, held);
        }
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
