using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Tells a commit that was refused from one that got no answer.</summary>
internal static class CommitFailure
{
    private const int SqliteIoError = 10;

    /// <summary>Whether a commit could be sent at all: what failed before was not committed.</summary>
    public static bool CanBeSent(IDbContextTransaction transaction)
    {
        try
        {
            return transaction.GetDbTransaction().Connection is { State: ConnectionState.Open };
        }
        catch (Exception failure) when (failure is ObjectDisposedException or InvalidOperationException)
        {
            // Ended by the body: the commit will say so itself.
            return false;
        }
    }

    /// <summary>Whether nothing was committed for certain.</summary>
    public static bool IsDefinite(DbContext context, Exception failure)
    {
        // In this process: whatever fails has an answer, unless the disk gave none.
        if (ClaimsDialect.Of(context.Database.ProviderName) is SqliteClaims)
        {
            return SqliteErrors.Code(failure) != SqliteIoError;
        }

        // An SQLSTATE is the server's answer, apart from those that say that there is none: 08 connection exception, 57P0x server shutting down or
        // crashed, 40003 statement completion unknown (PostgreSQL manual, appendix A); and HY000, general error, which drivers give to whatever has no other.
        return failure is DbException { SqlState: { Length: > 0 } state }
            && !state.StartsWith("08", StringComparison.Ordinal)
            && !state.StartsWith("57P0", StringComparison.Ordinal)
            && state is not ("40003" or "HY000");
    }
}
