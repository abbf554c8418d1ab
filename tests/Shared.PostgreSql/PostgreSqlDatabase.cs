using Npgsql;

namespace IntentContracts.Tests;

/// <summary>A database of its own for a test class, on the shared server: <c>IClassFixture&lt;PostgreSqlDatabase&gt;</c>, or made by hand.</summary>
public sealed class PostgreSqlDatabase : IAsyncLifetime, IAsyncDisposable
{
    private static int s_count;

    private readonly List<NpgsqlDataSource> _sources = [];
    private PostgreSqlServer? _server;
    private NpgsqlDataSource? _dataSource;

    public string Name { get; } = "test_" + Interlocked.Increment(ref s_count);

    public PostgreSqlServer Server => _server ?? throw new InvalidOperationException(PostgreSqlBinaries.Missing ?? "Call InitializeAsync first.");

    public string ConnectionString => Server.ConnectionString(Name);

    public NpgsqlDataSource DataSource => _dataSource ??= CreateDataSource();

    /// <param name="server">The shared one when not given.</param>
    public static async Task<PostgreSqlDatabase> CreateAsync(PostgreSqlServer? server = null)
    {
        var database = new PostgreSqlDatabase { _server = server };
        await database.InitializeAsync();
        return database;
    }

    public async Task InitializeAsync()
    {
        // Class fixtures are made also for classes whose tests are all skipped.
        if (PostgreSqlBinaries.Missing is null)
        {
            _server ??= await PostgreSqlServer.Shared;
            await Execute("postgres", $"CREATE DATABASE {Name}");
        }
    }

    /// <summary>Another pool to this database, through a proxy or with other settings; closed with the database.</summary>
    public NpgsqlDataSource CreateDataSource(Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 60 };
        configure?.Invoke(builder);
        var source = NpgsqlDataSource.Create(builder.ConnectionString);
        lock (_sources)
        {
            _sources.Add(source);
        }

        return source;
    }

    public async Task ExecuteAsync(string sql) => await Execute(Name, sql);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }

        if (_server is not null)
        {
            await Execute("postgres", $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
        }
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private async Task Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(Server.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
