using System.Data;
using System.Text;
using Dapper;

namespace Corpus.QueriesPerItem.Statements;

public sealed class Reading
{
    public int Id { get; set; }

    public double Value { get; set; }
}

public sealed class Readings(IDbConnection connection)
{
    private readonly string _store = Storing("readings");
    private readonly string _find = Everything + " WHERE id = @id";

    private const string Everything = "SELECT id, value FROM readings";

    public async Task<int> StoreAsync(Reading reading) => await connection.QuerySingleAsync<int>(_store, reading);

    public async Task<int> AppendAsync(Reading reading)
    {
        var sql = new StringBuilder("insert into readings (value");
        sql.Append(") values (@Value); select last_insert_rowid()");
        return await connection.ExecuteScalarAsync<int>(sql.ToString(), reading);
    }

    public async Task<Reading> FindAsync(int id) => await connection.QuerySingleAsync<Reading>(_find, new { id });

    private static string Storing(string table) => table.Length > 8 ? $"INSERT INTO \"{table}\" (value) VALUES (@Value) RETURNING id" : $"INSERT INTO {table} (value) VALUES (@Value); SELECT last_insert_rowid()";
}

// look-alike: a statement that writes a row, and reads only the id that it got
public sealed class Storing(Readings readings)
{
    public async Task<int> StoreAsync(List<Reading> all)
    {
        var sum = 0;
        foreach (var reading in all)
        {
            sum += await readings.StoreAsync(reading); // expect: IC1101
        }

        return sum;
    }
}

// look-alike: the same, put together where it is run
public sealed class Appending(Readings readings)
{
    public async Task AppendAsync(List<Reading> all)
    {
        foreach (var reading in all)
        {
            await readings.AppendAsync(reading); // expect: IC1101
        }
    }
}

// case: a statement that a field is given, and that reads
public sealed class Finding(Readings readings)
{
    public async Task<double> SumAsync(List<int> ids)
    {
        var sum = 0.0;
        foreach (var id in ids)
        {
            sum += (await readings.FindAsync(id)).Value; // expect: IC3101
        }

        return sum;
    }
}

public sealed class Gauges(IDbConnection connection)
{
    private const string Schema = "rivers";
    private readonly string _table = nameof(Gauge) + "s";

    public Task<int> ReplaceAsync(Gauge gauge) => connection.ExecuteAsync($"[{Schema}].[{_table}_Update]", gauge, commandType: CommandType.StoredProcedure);

    public Task<Gauge> ByIdAsync(int id) => connection.QuerySingleAsync<Gauge>($"[{Schema}].[{_table}_ReadById]", new { id }, commandType: CommandType.StoredProcedure);

    public Task<int> RemoveAsync(int id) => connection.ExecuteAsync("rivers.Gauge_Delete", new { id }, commandType: CommandType.StoredProcedure);
}

public sealed class Gauge
{
    public int Id { get; set; }
}

// look-alike: procedures whose names say nothing, run as commands
public sealed class Resetting(Gauges gauges)
{
    public async Task ResetAsync(List<Gauge> all)
    {
        foreach (var gauge in all)
        {
            await gauges.ReplaceAsync(gauge); // expect: IC1101
        }
    }

    public async Task RemoveAsync(List<int> ids)
    {
        foreach (var id in ids)
        {
            await gauges.RemoveAsync(id); // expect: IC1101
        }
    }
}

// case: a procedure that is asked for rows
public sealed class Levelling(Gauges gauges)
{
    public async Task<int> CountAsync(List<int> ids)
    {
        var known = 0;
        foreach (var id in ids)
        {
            known += (await gauges.ByIdAsync(id)).Id; // expect: IC3101
        }

        return known;
    }
}
