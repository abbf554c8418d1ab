using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>PostgreSQL answers the commit of a transaction in which a statement has failed by rolling back, without an error.</summary>
/// <remarks>
/// Somebody who swallows such a failure would be told that everything was written. So the transaction is asked whether it still takes statements: one more round trip before each commit.
/// It also finds a connection that was lost before the commit, whose outcome is then not in doubt.
/// </remarks>
internal static class AbortedTransaction
{
    // in_failed_sql_transaction (PostgreSQL manual, appendix A).
    private const string Aborted = "25P02";

    public static async Task RefuseAsync(DbContext context, IDbContextTransaction transaction, TransactionRequest request)
    {
        if (ClaimsDialect.Of(context.Database.ProviderName) is not PostgreSqlClaims)
        {
            return;
        }

        var command = context.Database.GetDbConnection().CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.CommandText = "SELECT 1";
        command.Transaction = transaction.GetDbTransaction();
        try
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (DbException failure) when (failure.SqlState == Aborted)
        {
            throw new IntentContractException(
                $"{ContractText.Name(request.ContractId)} cannot commit: a statement failed inside it, its exception was swallowed, and PostgreSQL has aborted the transaction{ContractText.Owner(request.Owner)}",
                request.ContractId,
                RuleAreas.Transactions,
                request.Owner,
                failure);
        }
    }
}
