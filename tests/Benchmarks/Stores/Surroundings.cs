using IntentContracts.PostgreSql;
using IntentContracts.Tests;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IntentContracts.Benchmarks.Stores;

/// <summary>A server that waits for the disk at each commit, as in production, and a SQLite file.</summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly PostgreSqlServer _server;
    private readonly DirectoryInfo _folder;
    private readonly DbContextOptions<BenchDb> _postgreSql;
    private readonly DbContextOptions<BenchDb> _sqlite;

    private Surroundings(PostgreSqlServer server, DirectoryInfo folder)
    {
        _server = server;
        _folder = folder;
        Source = NpgsqlDataSource.Create(server.ConnectionString("postgres") + ";Maximum Pool Size=40");
        _postgreSql = new DbContextOptionsBuilder<BenchDb>().UseNpgsql(Source).Options;
        _sqlite = new DbContextOptionsBuilder<BenchDb>().UseSqlite("Data Source=" + Path.Combine(folder.FullName, "bench.db")).Options;
    }

    public NpgsqlDataSource Source { get; }

    public static async Task<Surroundings> StartAsync()
    {
        var here = new Surroundings(await PostgreSqlServer.StartAsync(new() { Fsync = true }), Directory.CreateTempSubdirectory("intent-bench-"));
        foreach (var db in new[] { here.OpenPostgreSql(), here.OpenSqlite() })
        {
            await using (db)
            {
                await db.Database.EnsureCreatedAsync();
            }
        }

        await using var command = here.Source.CreateCommand("CREATE TABLE keys (key text PRIMARY KEY, result text)");
        await command.ExecuteNonQueryAsync();
        await PostgreSqlIdempotencySchema.CreateAsync(here.Source, new() { Table = "npgsql_claims" });
        return here;
    }

    public BenchDb OpenPostgreSql() => new(_postgreSql);

    public BenchDb OpenSqlite() => new(_sqlite);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
