using System.Runtime.ExceptionServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Corpus.Swallowing.FilteredByType
{
    public static class Mishaps
    {
        private static readonly Type Full = typeof(OutOfMemoryException);

        private static readonly Type Deep = typeof(StackOverflowException);

        public static bool CanBeBorne(this Exception mishap)
        {
            var kind = mishap.GetType();
            return kind != Full && kind != Deep;
        }

        public static bool EndsAll(Exception mishap) => mishap is OutOfMemoryException or AccessViolationException || (mishap.InnerException is { } inner && EndsAll(inner));

        public static bool IsWeather(Exception mishap) => mishap is TimeoutException or HttpRequestException;

        public static bool IsRefusal(Exception mishap) => mishap is SqliteException { SqliteErrorCode: 19 };
    }

    // case: the clause only keeps out what nobody can go on from, by an own question for the type
    public sealed class Orchard(SqliteConnection rows)
    {
        public void Prune(int tree)
        {
            try
            {
                rows.Execute("update trees set pruned = 1 where id = @tree", new { tree });
            }
            catch (Exception mishap) when (mishap.CanBeBorne()) // expect: IC2102
            {
            }
        }
    }

    // case: the same, asked the other way round, and through what is inside
    public sealed class Hedge(SqliteConnection rows)
    {
        public void Trim(int hedge)
        {
            try
            {
                rows.Execute("update hedges set trimmed = 1 where id = @hedge", new { hedge });
            }
            catch (Exception mishap) when (!Mishaps.EndsAll(mishap)) // expect: IC2102
            {
            }
        }
    }

    // case: the clause compares the types itself
    public sealed class Lawn(SqliteConnection rows)
    {
        public void Mow(int lawn)
        {
            try
            {
                rows.Execute("update lawns set mown = 1 where id = @lawn", new { lawn });
            }
            catch (Exception mishap) when (mishap.GetType() != typeof(OutOfMemoryException)) // expect: IC2102
            {
            }
        }
    }

    // look-alike: the clause lets in only what ends the process anyway
    public sealed class Greenhouse(SqliteConnection rows)
    {
        public void Heat(int house)
        {
            try
            {
                rows.Execute("update houses set heated = 1 where id = @house", new { house });
            }
            catch (Exception mishap) when (Mishaps.EndsAll(mishap))
            {
                Environment.FailFast("no way on", mishap);
            }
        }
    }

    // look-alike: the question is about the failure, and picks an answer
    public sealed class Nursery(SqliteConnection rows)
    {
        public void Plant(int seedling)
        {
            try
            {
                rows.Execute("insert into seedlings(id) values(@seedling)", new { seedling });
            }
            catch (Exception mishap) when (Mishaps.IsRefusal(mishap))
            {
            }
        }
    }

    // look-alike: whatever fails in the loop is written down, but for what nobody can go on from
    public sealed class Watering(SqliteConnection rows)
    {
        public void Start()
        {
            _ = RunAsync();
        }

        private async Task RunAsync()
        {
            try
            {
                await rows.ExecuteAsync("update beds set wet = 1");
            }
            catch (Exception mishap) when (mishap.CanBeBorne())
            {
                Console.Error.WriteLine(mishap);
            }
        }
    }

    // case: what the clause keeps out is the very thing that fails
    public sealed class Sprinkler(HttpClient valves)
    {
        public void Start()
        {
            _ = RunAsync(); // expect: IC2103
        }

        private async Task RunAsync()
        {
            try
            {
                await valves.PostAsync("/open", null);
            }
            catch (Exception mishap) when (!Mishaps.IsWeather(mishap))
            {
                Console.Error.WriteLine(mishap);
            }
        }
    }

    // look-alike: nothing follows the call that throws it with its trace
    public sealed class Compost(SqliteConnection rows)
    {
        public void Turn()
        {
            try
            {
                rows.Execute("update heaps set turned = 1");
            }
            catch (Exception mishap)
            {
                Pass(mishap);
            }
        }

        public int Weigh()
        {
            try
            {
                return rows.Execute("update heaps set weighed = 1");
            }
            catch (SqliteException mishap)
            {
                ExceptionDispatchInfo.Throw(mishap);
                throw mishap;
            }
        }

        public void Cover()
        {
            try
            {
                rows.Execute("update heaps set covered = 1");
            }
            catch (SqliteException mishap)
            {
                Refuse(mishap);
                throw mishap;
            }
        }

        private static void Pass(Exception mishap)
        {
            if (mishap is SqliteException)
            {
                ExceptionDispatchInfo.Capture(mishap).Throw();
                throw mishap;
            }

            throw new InvalidOperationException("not turned", mishap);
        }

        private static void Refuse(Exception mishap) => throw new InvalidOperationException("not covered", mishap);
    }

    // case: it is thrown with its trace on one way only
    public sealed class Mulch(SqliteConnection rows)
    {
        public void Spread()
        {
            try
            {
                rows.Execute("update beds set mulched = 1");
            }
            catch (SqliteException mishap)
            {
                if (mishap.IsTransient)
                {
                    ExceptionDispatchInfo.Capture(mishap).Throw();
                }

                throw mishap; // expect: IC2105
            }
        }
    }

    public sealed class PickingStoppedException : OperationCanceledException
    {
    }

    public interface IPicker
    {
        string Pick(int tree);
    }

    public sealed class Picker(SqliteConnection rows) : IPicker
    {
        public string Pick(int tree)
        {
            try
            {
                return rows.QuerySingle<string>("select fruit from trees where id = @tree", new { tree });
            }
            catch (OperationCanceledException)
            {
                throw new PickingStoppedException();
            }
        }
    }

    // look-alike: an own exception below the one for cancellation says that somebody has ended it
    public sealed class Harvest(IPicker picker, SqliteConnection rows)
    {
        public string? Bring(int tree)
        {
            try
            {
                var fruit = picker.Pick(tree);
                rows.Execute("update trees set picked = 1 where id = @tree", new { tree });
                return fruit;
            }
            catch (PickingStoppedException)
            {
                return null;
            }
        }
    }
}
