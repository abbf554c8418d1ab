using System.Data.Common;
using System.Transactions;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Corpus.Transactions.Unheard
{
    // case: nobody looks at what the helper answers, and the scope is completed
    public sealed class Bollards(NpgsqlDataSource source, ITelltale telltale)
    {
        public async Task SwapAsync(int first, int second, CancellationToken cancellationToken)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await MoveAsync(connection, first, second);
            await MoveAsync(connection, second, first);
            scope.Complete();
        }

        private async Task<bool> MoveAsync(DbConnection connection, int from, int to)
        {
            try
            {
                await connection.ExecuteAsync("update bollards set place = @to where id = @from", new { from, to });
                return true;
            }
            catch (DbException failure) // expect: IC1104
            {
                telltale.Tell(failure);
                return false;
            }
        }
    }

    // look-alike: it is asked, and the scope is left
    public sealed class Cleats(NpgsqlDataSource source, ITelltale telltale)
    {
        public async Task SwapAsync(int first, int second, CancellationToken cancellationToken)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            if (await MoveAsync(connection, first, second) && await MoveAsync(connection, second, first))
            {
                scope.Complete();
            }
        }

        private async Task<bool> MoveAsync(DbConnection connection, int from, int to)
        {
            try
            {
                await connection.ExecuteAsync("update cleats set place = @to where id = @from", new { from, to });
                return true;
            }
            catch (DbException failure)
            {
                telltale.Tell(failure);
                return false;
            }
        }
    }

    public interface ITelltale
    {
        void Tell(Exception failure);
    }

    public sealed class Telltale(ILogger<Telltale> log) : ITelltale
    {
        public void Tell(Exception failure) => log.LogError(failure, "not moved");
    }
}
