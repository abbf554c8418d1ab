using System.Data.Common;

// A loop around another one, each with a when clause.
namespace Corpus.Retries.ApartClauses;

public static class Openings
{
    public static async Task<DbConnection> OpenPatientlyAsync(this DbDataSource source, CancellationToken stopping)
    {
        var left = 10;
    again:
        var connection = source.CreateConnection();
        try
        {
            await connection.OpenAsync(stopping);
        }
        catch (DbException e) when (!stopping.IsCancellationRequested && e.IsTransient && left > 0)
        {
            left--;
            await connection.DisposeAsync();
            await Task.Delay(100 * (10 - left), stopping);
            goto again;
        }

        return connection;
    }
}

// look-alike: outside it is about a database that is not there yet, which is made, and no outage
public sealed class SetUp(DbDataSource source, DbDataSource server)
{
    public async Task<string> VersionAsync(CancellationToken stopping)
    {
    again:
        try
        {
            await using var connection = await source.OpenPatientlyAsync(stopping);
            return connection.ServerVersion;
        }
        catch (DbException e) when (e.SqlState == "3D000")
        {
            await using var connection = await server.OpenPatientlyAsync(stopping);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE DATABASE shop";
            await command.ExecuteNonQueryAsync(stopping);
            goto again;
        }
    }
}

// case: outside it is about a server that is still starting, which inside was waited for, too
public sealed class Waiter(DbDataSource source)
{
    public async Task<string> VersionAsync(CancellationToken stopping)
    {
    again:
        try
        {
            await using var connection = await source.OpenPatientlyAsync(stopping); // expect: IC1301
            return connection.ServerVersion;
        }
        catch (DbException e) when (e.SqlState == "57P03")
        {
            await Task.Delay(1000, stopping);
            goto again;
        }
    }
}
