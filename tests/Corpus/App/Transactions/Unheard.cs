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

    // case: others may listen to it, this transaction does not
    public sealed class PierStore(ITelltale telltale)
    {
        public async Task<bool> TryCloseAsync(DbConnection connection, DbTransaction transaction, int pier)
        {
            try
            {
                await connection.ExecuteAsync("update piers set closed = true where id = @pier", new { pier }, transaction);
                return true;
            }
            catch (DbException failure) // expect: IC1104
            {
                telltale.Tell(failure);
                return false;
            }
        }

        public async Task<bool> TryOpenAsync(DbConnection connection, DbTransaction transaction, int pier)
        {
            try
            {
                await connection.ExecuteAsync("update piers set closed = false where id = @pier", new { pier }, transaction);
                return true;
            }
            catch (DbException failure)
            {
                telltale.Tell(failure);
                return false;
            }
        }
    }

    public sealed class Piers(NpgsqlDataSource source, PierStore store)
    {
        public async Task CloseAsync(int pier, CancellationToken cancellationToken)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.ExecuteAsync("update tenders set pier = null where pier = @pier", new { pier }, transaction);
            await store.TryCloseAsync(connection, transaction, pier);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    // look-alike: this one does
    public sealed class OpenPiers(NpgsqlDataSource source, PierStore store)
    {
        public async Task OpenAsync(int pier, CancellationToken cancellationToken)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.ExecuteAsync("update tenders set pier = @pier where pier is null", new { pier }, transaction);
            if (await store.TryOpenAsync(connection, transaction, pier))
            {
                await transaction.CommitAsync(cancellationToken);
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
