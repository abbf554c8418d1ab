using System.Globalization;
using BenchmarkDotNet.Attributes;
using IntentContracts.EntityFrameworkCore;
using IntentContracts.PostgreSql;
using Npgsql;

namespace IntentContracts.Benchmarks.Stores;

/// <summary>
/// Claims a key that nobody has used, and completes it. Against what is usually written by hand in the same PostgreSQL: a get that is followed by a set (which lets two callers through), and an insert that
/// wins or fails (atomic; no lease, no fence, no comparison of arguments).
/// </summary>
public class ClaimAndComplete
{
    private const int Keys = 128;

    private Surroundings _here = null!;
    private IIdempotencyStore _memory = null!;
    private IIdempotencyStore _npgsql = null!;
    private IIdempotencyStore _postgreSql = null!;
    private IIdempotencyStore _sqlite = null!;
    private int _last;

    [Params(1, 32)]
    public int Callers { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _here = Surroundings.StartAsync().GetAwaiter().GetResult();
        _memory = new InMemoryIdempotencyStore(options: new() { MaxClaims = int.MaxValue });
        _npgsql = new PostgreSqlIdempotencyStore(_here.Source, new() { Table = "npgsql_claims" });
        _postgreSql = new EntityFrameworkIdempotencyStore(_here.OpenPostgreSql);
        _sqlite = new EntityFrameworkIdempotencyStore(_here.OpenSqlite);
    }

    [GlobalCleanup]
    public void End() => _here.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Baseline = true, OperationsPerInvoke = Keys)]
    public Task GetThenSet() => EachAsync(async key =>
    {
        if (await ScalarAsync("SELECT result FROM keys WHERE key = $1", key) is null)
        {
            await ExecuteAsync("INSERT INTO keys (key, result) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET result = $2", key, "{}");
        }
    });

    [Benchmark(OperationsPerInvoke = Keys)]
    public Task InsertByHand() => EachAsync(async key =>
    {
        if (await ScalarAsync("INSERT INTO keys (key) VALUES ($1) ON CONFLICT DO NOTHING RETURNING key", key) is not null)
        {
            await ExecuteAsync("UPDATE keys SET result = $2 WHERE key = $1", key, "{}");
        }
    });

    [Benchmark(OperationsPerInvoke = Keys)]
    public Task InMemory() => EachAsync(key => ClaimAsync(_memory, key));

    [Benchmark(OperationsPerInvoke = Keys)]
    public Task PostgreSql() => EachAsync(key => ClaimAsync(_npgsql, key));

    [Benchmark(OperationsPerInvoke = Keys)]
    public Task EntityFrameworkPostgreSql() => EachAsync(key => ClaimAsync(_postgreSql, key));

    [Benchmark(OperationsPerInvoke = Keys)]
    public Task EntityFrameworkSqlite() => EachAsync(key => ClaimAsync(_sqlite, key));

    private static async Task ClaimAsync(IIdempotencyStore store, string key)
    {
        var request = new ClaimRequest(ClaimKey.Create("M:Bench", "bench", key), "M:Bench", new("v1:"), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        // A SQLite file with 32 writers answers some of them that another one is at work.
        ClaimOutcome outcome;
        while ((outcome = await store.ClaimAsync(request, default)) is ClaimOutcome.InFlight)
        {
        }

        if (outcome is not ClaimOutcome.Acquired(var attempt) || !await store.CompleteAsync(request.Key, attempt, "{}"u8.ToArray(), TimeSpan.FromHours(1), default))
        {
            throw new InvalidOperationException("not claimed: " + outcome);
        }
    }

    private Task EachAsync(Func<string, Task> work) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < Keys / Callers; i++)
        {
            await work(Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture));
        }
    })));

    private async Task<object?> ScalarAsync(string sql, string key)
    {
        await using var command = _here.Source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        return await command.ExecuteScalarAsync() is var value && value is DBNull ? null : value;
    }

    private async Task ExecuteAsync(string sql, string key, string result)
    {
        await using var command = _here.Source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = result });
        await command.ExecuteNonQueryAsync();
    }
}
