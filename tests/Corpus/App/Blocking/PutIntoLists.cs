using System.Data;
using System.Data.Common;

namespace Corpus.Blocking.PutIntoLists
{
    // look-alike: what is put into the list is done when the list is
    public sealed class Harvest(HttpClient http)
    {
        public async Task<string> SumAsync(bool withApples)
        {
            var pickers = new List<Task>();
            var apples = Task.FromResult("");
            if (withApples)
            {
                apples = http.GetStringAsync("/apples");
                pickers.Add(apples);
            }

            var pears = http.GetStringAsync("/pears");
            pickers.Add(pears);
            await Task.WhenAll(pickers);
            return apples.Result + pears.Result;
        }
    }

    // look-alike: two at once, and what the list begins with
    public sealed class Vintage(HttpClient http)
    {
        public async Task<string> SumAsync()
        {
            var white = http.GetStringAsync("/white");
            var red = http.GetStringAsync("/red");
            var rose = http.GetStringAsync("/rose");
            var presses = new List<Task> { white };
            presses.AddRange([red, rose]);
            await Task.WhenAll(presses);
            return white.Result + red.Result + rose.Result;
        }
    }

    // case: it is put into the list on one way only
    public sealed class Haymaking(HttpClient http)
    {
        public async Task<string> SumAsync(bool isDry)
        {
            var mowers = new List<Task>();
            var hay = http.GetStringAsync("/hay");
            if (isDry)
            {
                mowers.Add(hay);
            }

            mowers.Add(http.GetStringAsync("/straw"));
            await Task.WhenAll(mowers);
            return hay.Result; // expect: IC3001
        }
    }

    // case: another list, and one that is filled when the waiting is over
    public sealed class Threshing(HttpClient http)
    {
        public async Task<string> SumAsync()
        {
            var threshers = new List<Task>();
            var late = new List<Task>();
            var rye = http.GetStringAsync("/rye");
            var oats = http.GetStringAsync("/oats");
            late.Add(rye);
            threshers.Add(http.GetStringAsync("/wheat"));
            await Task.WhenAll(threshers);
            threshers.Add(oats);
            var sum = rye.Result; // expect: IC3001
            return sum + oats.Result; // expect: IC3001
        }
    }

    // case: the schema of a table is asked of the database
    public sealed class Granary(DbDataAdapter adapter)
    {
        public async Task<DataTable> ShapeAsync(DbConnection connection)
        {
            await connection.OpenAsync();
            var table = new DataTable();
            adapter.FillSchema(table, SchemaType.Source); // expect: IC3001
            return table;
        }
    }
}

namespace Corpus.Blocking.Overridden
{
    // look-alike: the override only looks at what is there
    public sealed class Rows(DbConnection connection) : DbCommandBase(connection)
    {
        public override object? ExecuteScalar() => 1;

        public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => Task.FromResult(ExecuteScalar());
    }

    // case: the override does what its base does
    public sealed class CountedRows(DbConnection connection) : DbCommandBase(connection)
    {
        private int _asked;

        public int Asked => _asked;

        public override object? ExecuteScalar()
        {
            using var command = Connection!.CreateCommand();
            _asked++;
            return command.ExecuteScalar(); // expect: IC3001
        }

        public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => Task.FromResult(ExecuteScalar());
    }

    public abstract class DbCommandBase(DbConnection connection) : DbCommand
    {
        [System.Diagnostics.CodeAnalysis.AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = connection;

        protected override DbParameterCollection DbParameterCollection => throw new NotSupportedException();

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override int ExecuteNonQuery() => 0;

        public override void Prepare()
        {
        }

        protected override DbParameter CreateDbParameter() => throw new NotSupportedException();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();
    }
}
