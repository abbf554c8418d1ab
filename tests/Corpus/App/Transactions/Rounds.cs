using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Dapper;

namespace Corpus.Transactions.Rounds
{
    public static class Statements
    {
        public static DbCommand Prepare(this DbConnection rows, string text, CommandType type)
        {
            var command = rows.CreateCommand();
            command.CommandType = type;
            command.CommandText = text;
            return command;
        }

        public static DbCommand With(this DbCommand command, string name, out DbParameter parameter)
        {
            parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
            return command;
        }
    }

    // look-alike: a named lock of the database, by way of an own helper that makes the command, until the time is over
    public sealed class Turnstile(DbConnection rows)
    {
        public void Enter(TimeSpan patience)
        {
            var watch = Stopwatch.StartNew();
            do
            {
                using var take = rows.Prepare("sp_getapplock", CommandType.StoredProcedure).With("Result", out var result);
                take.ExecuteNonQuery();
                if (result.Value is >= 0)
                {
                    return;
                }
            }
            while (watch.Elapsed < patience);
            throw new TimeoutException();
        }

        public void Pass()
        {
            rows.Execute("update visitors set inside = 1");
            using var leave = rows.Prepare("sp_releaseapplock", CommandType.StoredProcedure).With("Result", out _);
            leave.ExecuteNonQuery();
        }
    }

    // look-alike: each turn tries the same thing until a time is over
    public sealed class Claim(DbConnection rows)
    {
        public bool Hold(string desk)
        {
            var end = DateTime.UtcNow.AddSeconds(30);
            while (DateTime.UtcNow < end)
            {
                if (rows.Execute("update desks set owner = 'us' where name = @desk and owner is null", new { desk }) == 1)
                {
                    return true;
                }
            }

            return false;
        }
    }

    // case: one after the other, and no longer than a minute
    public sealed class Rush(DbConnection rows)
    {
        public void Serve(Queue<int> guests)
        {
            var watch = Stopwatch.StartNew();
            while (guests.Count > 0 && watch.Elapsed < TimeSpan.FromMinutes(1))
            {
                var guest = guests.Dequeue();
                rows.Execute("update guests set served = 1 where id = @guest", new { guest }); // expect: IC1101
            }
        }
    }

    // look-alike: batches until one is not full
    public sealed class Sweep(DbConnection rows)
    {
        public void Crumbs(int size, CancellationToken stop)
        {
            int swept;
            do
            {
                swept = rows.Execute("delete top (@size) from crumbs where dropped < getdate()", new { size });
                if (swept == size)
                {
                    stop.WaitHandle.WaitOne(200);
                }
            }
            while (swept == size && !stop.IsCancellationRequested);
        }

        public async Task<int> DustAsync()
        {
            var total = 0;
            int swept;
            do
            {
                swept = await rows.ExecuteAsync("delete from dust where id in (select id from dust limit 500)");
                total += swept;
            }
            while (swept > 0);

            return total;
        }

        public void Leaves()
        {
            while (rows.Execute("delete top (100) from leaves") > 0)
            {
            }
        }
    }

    // case: how many rows each has changed is only added up
    public sealed class Tally(DbConnection rows)
    {
        public int Count(List<int> shelves)
        {
            var changed = 0;
            foreach (var shelf in shelves)
            {
                changed += rows.Execute("update shelves set counted = 1 where id = @shelf", new { shelf }); // expect: IC1101
            }

            return changed;
        }
    }

    // look-alike: the second takes the first back, whatever has become of what stands between
    public sealed class Stall(DbConnection rows)
    {
        public void Open(ManualResetEventSlim evening)
        {
            rows.Execute("insert into stalls(id) values(1)");
            try
            {
                evening.Wait();
            }
            finally
            {
                rows.Execute("delete from stalls where id = 1");
            }
        }

        public async Task OpenAsync(Task evening)
        {
            await rows.ExecuteAsync("insert into stalls(id) values(2)");
            try
            {
                await evening;
            }
            finally
            {
                await rows.ExecuteAsync("delete from stalls where id = 2");
            }
        }
    }

    // case: two in the try are a pair, whatever comes behind them
    public sealed class Fair(DbConnection rows)
    {
        public void Open(ManualResetEventSlim evening)
        {
            try
            {
                rows.Execute("update tents set pitched = 1");
                rows.Execute("update rides set turning = 1"); // expect: IC1101
            }
            finally
            {
                evening.Set();
            }
        }

        public async Task OpenAsync(Func<Task> close)
        {
            try
            {
                await rows.ExecuteAsync("update tents set pitched = 2");
                await rows.ExecuteAsync("update rides set turning = 2"); // expect: IC1101
            }
            finally
            {
                await close();
            }
        }
    }
}
