using Npgsql;

namespace IntentContracts.PostgreSql.Tests.Store;

/// <summary>A store with a table of its own, and the short forms in which tests speak to it.</summary>
internal sealed class Claims
{
    public const string Contract = "M:Shop.Orders.Place";
    public static readonly TimeSpan Lease = TimeSpan.FromHours(1);
    public static readonly TimeSpan Retention = TimeSpan.FromHours(2);
    public static readonly ClaimKey Key = ClaimKey.Create(Contract, "tenant", "key");
    public static readonly Fingerprint Same = new("v1:same");

    private static int s_tables;

    private readonly PostgreSqlDatabase _database;

    private Claims(PostgreSqlDatabase database, PostgreSqlIdempotencyStoreOptions options, PostgreSqlIdempotencyStore store)
    {
        _database = database;
        Options = options;
        Store = store;
    }

    public PostgreSqlIdempotencyStore Store { get; }

    public PostgreSqlIdempotencyStoreOptions Options { get; }

    public string Table => "public." + Options.Table;

    /// <param name="source">The store's connections; the database's own when not given.</param>
    public static async Task<Claims> CreateAsync(PostgreSqlDatabase database, NpgsqlDataSource? source = null, TimeSpan? lockTimeout = null, TimeSpan? commandTimeout = null)
    {
        var options = new PostgreSqlIdempotencyStoreOptions
        {
            Table = "claims_" + Interlocked.Increment(ref s_tables),
            LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(2),
            CommandTimeout = commandTimeout ?? TimeSpan.FromSeconds(30),
        };
        await PostgreSqlIdempotencySchema.CreateAsync(database.DataSource, options);
        return new(database, options, new(source ?? database.DataSource, options));
    }

    /// <summary>The database's clock cannot be moved, so the times in the rows are.</summary>
    public Task LetPass(TimeSpan time) =>
        _database.ExecuteAsync(FormattableString.Invariant(
            $"UPDATE {Table} SET claimed_at = claimed_at - s.t, lease_ends = lease_ends - s.t, forgotten_at = forgotten_at - s.t FROM (SELECT interval '{time.TotalMilliseconds} milliseconds' AS t) AS s"));

    public async Task<ClaimOutcome> Claim(ClaimKey? key = null, bool marked = false, PostgreSqlIdempotencyStore? store = null, CancellationToken cancellationToken = default) =>
        await (store ?? Store).ClaimAsync(new(key ?? Key, Contract, Same, Lease, Retention, marked), cancellationToken);

    public async Task<long> Acquire(ClaimKey? key = null, bool marked = false) => Assert.IsType<ClaimOutcome.Acquired>(await Claim(key, marked)).Attempt;

    public async Task<bool> Complete(long attempt, string result = "done") =>
        await Store.CompleteAsync(Key, attempt, System.Text.Encoding.UTF8.GetBytes(result), Retention, default);

    public async Task<string> Recorded() => System.Text.Encoding.UTF8.GetString(Assert.IsType<ClaimOutcome.Completed>(await Claim()).Result.Span);

    public Task<long> Rows() => _database.ScalarAsync<long>($"SELECT count(*) FROM {Table}");
}
