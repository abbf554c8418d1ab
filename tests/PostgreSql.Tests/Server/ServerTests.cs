using Npgsql;

namespace IntentContracts.PostgreSql.Tests.Server;

/// <summary>That the harness does what the other tests rely on.</summary>
public sealed class ServerTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    [PostgreSqlFact]
    public async Task Answers() => Assert.Equal(1, await database.ScalarAsync<int>("SELECT 1"));

    [PostgreSqlFact]
    public async Task Keeps_what_was_committed_when_it_dies()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var own = await PostgreSqlDatabase.CreateAsync(server);
        await own.ExecuteAsync("CREATE TABLE t AS SELECT 7 AS n");

        await server.CrashAsync();
        await server.StartAgainAsync();

        Assert.Equal(7, await own.ScalarAsync<int>("SELECT n FROM t"));
    }

    [PostgreSqlFact]
    public async Task The_proxy_lets_a_commit_happen_and_loses_its_answer()
    {
        await using var proxy = new TcpProxy(database.Server.Port);
        var source = database.CreateDataSource(s => s.Port = proxy.Port);
        await database.ExecuteAsync("CREATE TABLE lost (n int)");
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO lost VALUES (1)", connection, transaction);
        await insert.ExecuteNonQueryAsync();

        proxy.DropAnswerOf("COMMIT");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => transaction.CommitAsync());

        Assert.Equal(1, proxy.Dropped);
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM lost"));
    }

    [PostgreSqlFact]
    public async Task The_proxy_can_be_down_and_come_back()
    {
        await using var proxy = new TcpProxy(database.Server.Port);
        var source = database.CreateDataSource(s => s.Port = proxy.Port);
        Assert.Equal(1, await Select(source));

        // The pool does not know that its connection is dead before it uses it.
        proxy.TakeDown();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Select(source));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Select(source));
        proxy.Resume();
        Assert.Equal(1, await Select(source));
    }

    private static async Task<int> Select(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT 1");
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
