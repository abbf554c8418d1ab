using System.Data.Common;
using Dapper;

namespace Corpus.Transactions.Handed
{
    public sealed class Cellar
    {
        public Task<int> TakeAsync(DbConnection connection, int cask, int litres, DbTransaction? transaction = null) =>
            connection.ExecuteAsync("update casks set litres = @litres where id = @cask", new { cask, litres }, transaction);

        public Task<int> NoteAsync(DbConnection connection, int cask, string what, DbTransaction? transaction = null) =>
            connection.ExecuteAsync("insert into notes (cask, what) values (@cask, @what)", new { cask, what }, transaction);
    }

    // case: both could be given a transaction, and neither is
    public sealed class Decanting(DbConnection connection, Cellar cellar)
    {
        public async Task MoveAsync(int from, int to)
        {
            await cellar.TakeAsync(connection, from, 0);
            await cellar.NoteAsync(connection, to, "decanted"); // expect: IC1101
        }
    }

    // look-alike: both are given one
    public sealed class Blending(DbConnection connection, Cellar cellar)
    {
        public async Task MoveAsync(int from, int to)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await cellar.TakeAsync(connection, from, 0, transaction);
            await cellar.NoteAsync(connection, to, "blended", transaction);
            await transaction.CommitAsync();
        }
    }

    // look-alike: one of them commits by itself, and nothing else does
    public sealed class Tasting(DbConnection connection, Cellar cellar)
    {
        public async Task NoteAsync(int cask, bool isEmpty)
        {
            if (isEmpty)
            {
                await cellar.TakeAsync(connection, cask, 0);
            }
            else
            {
                await cellar.NoteAsync(connection, cask, "tasted");
            }
        }
    }

    // case: a transaction of two, and what comes after it commits by itself
    public sealed class Bottling(DbConnection connection, Cellar cellar)
    {
        public async Task FillAsync(int cask)
        {
            await using (var transaction = await connection.BeginTransactionAsync())
            {
                await cellar.TakeAsync(connection, cask, 0, transaction);
                await cellar.NoteAsync(connection, cask, "bottled", transaction);
                await transaction.CommitAsync();
            }

            await cellar.NoteAsync(connection, cask, "cellar is lighter"); // expect: IC1101
        }
    }

    // look-alike: who has begun the transaction hands it on, through one more member
    public sealed class Racking(DbConnection connection, Cellar cellar)
    {
        public async Task RackAsync(int cask)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await BothAsync(cask, transaction);
            await transaction.CommitAsync();
        }

        private async Task BothAsync(int cask, DbTransaction? transaction)
        {
            await cellar.TakeAsync(connection, cask, 0, transaction);
            await cellar.NoteAsync(connection, cask, "racked", transaction);
        }
    }
}
