using IntentContracts.PostgreSql.Tests.Store;
using Npgsql;

namespace IntentContracts.PostgreSql.Tests.Schema;

public sealed class SchemaTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    [Fact]
    public void The_shipped_script_is_the_one_that_is_run() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "sql", "postgresql.sql")).ReplaceLineEndings("\n"),
            PostgreSqlIdempotencySchema.Script());

    [PostgreSqlFact]
    public async Task Many_may_create_it_at_the_same_time_and_again()
    {
        var options = new PostgreSqlIdempotencyStoreOptions { Schema = "many", Table = "claims" };

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PostgreSqlIdempotencySchema.CreateAsync(database.DataSource, options)));
        await PostgreSqlIdempotencySchema.CreateAsync(database.DataSource, options);

        await PostgreSqlIdempotencySchema.CheckAsync(database.DataSource, options);
    }

    [PostgreSqlTheory]
    [InlineData("Mixed Case", "Claims \"of\" O'Neill; DROP TABLE x; --")]
    [InlineData("back\\slash", "\\'; --")]
    [InlineData("schémä", "таблица")]
    [InlineData("select", "table")]
    [InlineData("long", "forty_bytes_is_as_long_as_a_name_may_be_")]
    public async Task Any_name_is_only_a_name(string schema, string table)
    {
        var options = new PostgreSqlIdempotencyStoreOptions { Schema = schema, Table = table };
        await PostgreSqlIdempotencySchema.CreateAsync(database.DataSource, options);
        await PostgreSqlIdempotencySchema.CheckAsync(database.DataSource, options);
        var store = new PostgreSqlIdempotencyStore(database.DataSource, options);

        var request = new ClaimRequest(Claims.Key, Claims.Contract, Claims.Same, Claims.Lease, Claims.Retention);
        var attempt = Assert.IsType<ClaimOutcome.Acquired>(await store.ClaimAsync(request, default)).Attempt;
        Assert.True(await store.HoldAsync(Claims.Key, attempt, default));
        Assert.Single(await store.FindHeldAsync(10, default));
        Assert.Equal(0, await store.SweepAsync(10, default));
    }

    [Theory]
    [InlineData("", "t")]
    [InlineData("s", " ")]
    [InlineData("s", "a\0b")]
    [InlineData("s", "$intent$")]
    [InlineData("s", "forty_one_bytes_is_longer_than_a_name_may")]
    public void Names_that_cannot_be_kept_are_refused(string schema, string table) =>
        Assert.ThrowsAny<ArgumentException>(() => PostgreSqlIdempotencySchema.Script(new() { Schema = schema, Table = table }));

    [PostgreSqlTheory]
    [InlineData("missing", "SELECT 1", "Database * has no schema missing. Run PostgreSqlIdempotencySchema.CreateAsync")]
    [InlineData("m1", "CREATE SCHEMA m1", "Database * has no table m1.claims. Run PostgreSqlIdempotencySchema.CreateAsync")]
    [InlineData("m2", "!ALTER TABLE m2.claims DROP COLUMN claimant", "Table m2.claims has no column 'claimant uuid'. It was not made by this version")]
    [InlineData("m3", "!ALTER TABLE m3.claims ALTER attempt TYPE int", "Table m3.claims has no column 'attempt bigint'.")]
    [InlineData("m4", "!COMMENT ON TABLE m4.claims IS 'IntentContracts claims, version 2'", "Table m4.claims says 'IntentContracts claims, version 2' and not 'IntentContracts claims, version 1'.")]
    [InlineData("m5", "!ALTER TABLE m5.claims DROP CONSTRAINT claims_pkey", "Table m5.claims has no unique index on claim alone")]
    [InlineData("m6", "!DROP SEQUENCE m6.claims_attempt", "Database * has no sequence m6.claims_attempt.")]
    [InlineData("m7", "!ALTER SEQUENCE m7.claims_attempt CACHE 20", "Sequence m7.claims_attempt caches 20 numbers")]
    public async Task What_is_missing_is_named_with_what_to_do(string schema, string change, string message)
    {
        var options = new PostgreSqlIdempotencyStoreOptions { Schema = schema, Table = "claims" };
        if (change.StartsWith('!'))
        {
            await PostgreSqlIdempotencySchema.CreateAsync(database.DataSource, options);
        }

        await database.ExecuteAsync(change.TrimStart('!'));

        await Says(message.Replace("*", database.Name, StringComparison.Ordinal), database.DataSource, options);
    }

    [PostgreSqlFact]
    public async Task Rights_that_are_missing_are_named_one_after_the_other()
    {
        var options = new PostgreSqlIdempotencyStoreOptions { Schema = "rights", Table = "claims" };
        await PostgreSqlIdempotencySchema.CreateAsync(database.DataSource, options);
        var user = "user_of_" + database.Name;
        await database.ExecuteAsync($"CREATE ROLE {user} LOGIN");
        var source = database.CreateDataSource(s => s.Username = user);

        await Says($"User {user} may not use schema rights: GRANT USAGE ON SCHEMA \"rights\" TO \"{user}\".", source, options);
        var refused = await Assert.ThrowsAsync<PostgreSqlSchemaException>(async () => await new PostgreSqlIdempotencyStore(source, options).SweepAsync(1, default));
        Assert.Contains("permission denied", refused.Message, StringComparison.Ordinal);
        await database.ExecuteAsync($"GRANT USAGE ON SCHEMA rights TO {user}; GRANT SELECT, INSERT ON rights.claims TO {user}");
        await Says($"User {user} lacks UPDATE, DELETE on rights.claims: GRANT UPDATE, DELETE ON \"rights\".\"claims\" TO \"{user}\".", source, options);
        await database.ExecuteAsync($"GRANT UPDATE, DELETE ON rights.claims TO {user}");
        await Says($"User {user} may not use sequence rights.claims_attempt: GRANT USAGE ON SEQUENCE", source, options);
        await database.ExecuteAsync($"GRANT USAGE ON SEQUENCE rights.claims_attempt TO {user}");

        await PostgreSqlIdempotencySchema.CheckAsync(source, options);
        var store = new PostgreSqlIdempotencyStore(source, options);
        var request = new ClaimRequest(Claims.Key, Claims.Contract, Claims.Same, Claims.Lease, Claims.Retention);
        var attempt = Assert.IsType<ClaimOutcome.Acquired>(await store.ClaimAsync(request, default)).Attempt;
        Assert.True(await store.MarkAsync(Claims.Key, attempt, default));
        Assert.True(await store.ReleaseAsync(Claims.Key, attempt, default));
        await database.ExecuteAsync($"DROP OWNED BY {user}; DROP ROLE {user}");
    }

    [PostgreSqlTheory]
    [InlineData("default_transaction_read_only=on", "is read-only here")]
    [InlineData("synchronous_commit=off", "synchronous_commit is off")]
    public async Task A_server_that_cannot_keep_claims_is_refused(string setting, string message)
    {
        await PostgreSqlIdempotencySchema.CreateAsync(database.DataSource);

        await Says(message, database.CreateDataSource(s => s.Options = "-c " + setting), new());
    }

    [PostgreSqlFact]
    public async Task A_store_without_its_table_says_what_to_run()
    {
        var store = new PostgreSqlIdempotencyStore(database.DataSource, new() { Table = "nowhere" });

        var failure = await Assert.ThrowsAsync<PostgreSqlSchemaException>(async () => await store.SweepAsync(1, default));

        Assert.StartsWith("The idempotency store cannot use public.nowhere: relation \"public.nowhere\" does not exist. Run", failure.Message, StringComparison.Ordinal);
        Assert.IsType<PostgresException>(failure.InnerException);
    }

    [PostgreSqlFact]
    public async Task It_may_be_a_part_of_a_migration_that_rolls_back()
    {
        var options = new PostgreSqlIdempotencyStoreOptions { Table = "rolled_back" };
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var command = new NpgsqlCommand(PostgreSqlIdempotencySchema.Script(options), connection, transaction);
            await command.ExecuteNonQueryAsync();
        }

        await Says("has no table public.rolled_back", database.DataSource, options);
    }

    private static async Task Says(string expected, NpgsqlDataSource source, PostgreSqlIdempotencyStoreOptions options)
    {
        var failure = await Assert.ThrowsAsync<PostgreSqlSchemaException>(() => PostgreSqlIdempotencySchema.CheckAsync(source, options));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.True(failure.Message.Length <= 300, failure.Message);
    }
}
