using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;
using Npgsql;

namespace Corpus.Transactions.Gates
{
    // look-alike: a lock of the server is taken and given back, by the names of its procedures
    public sealed class TurnstileLock(SqlConnection connection)
    {
        public async Task<bool> PassAsync(string gate)
        {
            if (!await TakeAsync(gate))
            {
                return false;
            }

            try
            {
                await Task.Delay(10);
                return true;
            }
            finally
            {
                await GiveBackAsync(gate);
            }
        }

        private async Task<bool> TakeAsync(string gate)
        {
            await using var take = connection.CreateCommand();
            take.CommandText = "sp_getapplock";
            take.CommandType = CommandType.StoredProcedure;
            take.Parameters.AddWithValue("@Resource", gate);
            return await take.ExecuteNonQueryAsync() >= 0;
        }

        private async Task GiveBackAsync(string gate)
        {
            await using var give = new SqlCommand("sys.sp_releaseapplock", connection) { CommandType = CommandType.StoredProcedure };
            give.Parameters.AddWithValue("@Resource", gate);
            await give.ExecuteNonQueryAsync();
        }
    }

    // look-alike: in a statement, also one that is put together, and of each database
    public sealed class Fences(IDbConnection any, DbContext db, MySqlConnection mysql, NpgsqlConnection postgres)
    {
        public async Task HoldAsync(long number)
        {
            await any.ExecuteAsync("DECLARE @r int; EXEC @r = sp_getapplock @Resource = @name, @LockMode = 'Exclusive'; SELECT @r", new { name = "fence" });
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({number})");
            await using var take = new MySqlCommand("SELECT GET_LOCK('fence', 10)", mysql);
            await take.ExecuteNonQueryAsync();
            await using var wait = postgres.CreateCommand();
            wait.CommandText = $"SELECT pg_try_advisory_xact_lock({number})";
            await wait.ExecuteNonQueryAsync();
        }

        public async Task LetGoAsync(long number)
        {
            await any.ExecuteAsync("EXEC sp_releaseapplock @Resource = 'fence'");
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_unlock({0})", number);
            await using var give = mysql.CreateCommand();
            give.CommandText = "SELECT RELEASE_LOCK('fence')";
            await give.ExecuteNonQueryAsync();
        }
    }

    // look-alike: a lock for each, which nobody could take together
    public sealed class EachGate(NpgsqlConnection postgres)
    {
        public async Task LockAsync(List<int> gates)
        {
            foreach (var gate in gates)
            {
                await postgres.ExecuteAsync("SELECT pg_advisory_xact_lock(@gate)", new { gate });
            }
        }
    }

    // case: procedures of one's own write, whatever they are called
    public sealed class Closings(SqlConnection connection)
    {
        public async Task CloseAsync()
        {
            await RunAsync();
            await using var second = connection.CreateCommand();
            second.CommandText = "sp_close_month";
            second.CommandType = CommandType.StoredProcedure;
            await second.ExecuteNonQueryAsync(); // expect: IC1101
        }

        private async Task RunAsync()
        {
            await using var first = connection.CreateCommand();
            first.CommandText = "sp_getapplock_and_open";
            first.CommandType = CommandType.StoredProcedure;
            await first.ExecuteNonQueryAsync();
        }
    }

    // case: the lock is taken and something written under it, in one statement
    public sealed class Together(IDbConnection any)
    {
        public async Task MoveAsync(int id)
        {
            await any.ExecuteAsync("EXEC sp_getapplock @Resource = 'move', @LockMode = 'Exclusive'; UPDATE Gates SET Open = 1 WHERE Id = @id", new { id });
            await any.ExecuteAsync("UPDATE Gates SET Open = 0 WHERE Id <> @id", new { id }); // expect: IC1101
        }
    }

    public sealed class TicketCounter(DbContext db, IDbConnection any, NpgsqlConnection postgres)
    {
        public async Task<long> NextAsync(string sequence)
        {
            var number = new SqlParameter("@number", SqlDbType.BigInt) { Direction = ParameterDirection.Output };
            await db.Database.ExecuteSqlRawAsync($"SET @number = NEXT VALUE FOR {sequence};", number);
            return (long)number.Value;
        }

        public async Task<long> NextSeasonAsync(string sequence) => await any.ExecuteScalarAsync<long>("select nextval('" + sequence + "')");

        public async Task<object?> NextGuestAsync()
        {
            await using var take = postgres.CreateCommand();
            take.CommandText = "SELECT nextval('guests')";
            return await take.ExecuteScalarAsync();
        }

        public async Task<long> NextAndCountAsync(string sequence)
        {
            var number = new SqlParameter("@number", SqlDbType.BigInt) { Direction = ParameterDirection.Output };
            await db.Database.ExecuteSqlRawAsync($"SET @number = NEXT VALUE FOR {sequence}; UPDATE Counters SET Taken = Taken + 1", number);
            return (long)number.Value;
        }
    }

    // look-alike: the number of a sequence is taken outside every transaction
    public sealed class Ticketing(TicketCounter counter, IDbConnection any)
    {
        public async Task<long> SellAsync(int guest)
        {
            var (number, season, holder) = (await counter.NextAsync("dbo.Tickets"), await counter.NextSeasonAsync("seasons"), await counter.NextGuestAsync());
            await any.ExecuteAsync("INSERT INTO Tickets (Number, Season, Guest, Holder) VALUES (@number, @season, @guest, @holder)", new { number, season, guest, holder });
            return number;
        }
    }

    // case: the statement that takes the number counts it as well
    public sealed class CountedTicketing(TicketCounter counter, IDbConnection any)
    {
        public async Task<long> SellAsync(int guest)
        {
            var number = await counter.NextAndCountAsync("dbo.Tickets");
            await any.ExecuteAsync("INSERT INTO Tickets (Number, Guest) VALUES (@number, @guest)", new { number, guest }); // expect: IC1101
            return number;
        }
    }
}
