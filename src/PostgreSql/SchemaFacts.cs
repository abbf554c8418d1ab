using Npgsql;
using NpgsqlTypes;

namespace IntentContracts.PostgreSql;

/// <summary>What a database has of what a store needs.</summary>
internal sealed record SchemaFacts(
    string User,
    string Database,
    bool HasSchema,
    bool MayUseSchema,
    bool HasTable,
    string? Comment,
    IReadOnlyList<string> Columns,
    bool HasKey,
    bool HasSequence,
    long SequenceCache,
    IReadOnlyList<string> MissingRights,
    bool MayUseSequence,
    bool IsReadOnly,
    string SynchronousCommit)
{
    private const string HowToCreate = "Run PostgreSqlIdempotencySchema.CreateAsync as a user who may create tables, or docs/sql/postgresql.sql.";

    private static readonly string[] Needed =
    [
        "claim text", "contract_id character varying", "fingerprint text", "attempt bigint", "claimant uuid", "state text", "is_marked boolean",
        "claimed_at timestamp with time zone", "lease_ends timestamp with time zone", "forgotten_at timestamp with time zone", "result bytea",
    ];

    // The catalogue and not to_regclass: that one fails where a right is missing, and this is who tells which.
    private const string Query = """
        WITH s AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = @schema),
            t AS (SELECT c.oid FROM pg_catalog.pg_class AS c JOIN s ON c.relnamespace = s.oid WHERE c.relname = @table AND c.relkind IN ('r', 'p')),
            q AS (SELECT c.oid FROM pg_catalog.pg_class AS c JOIN s ON c.relnamespace = s.oid WHERE c.relname = @sequence AND c.relkind = 'S')
        SELECT
            current_user::text,
            current_database()::text,
            EXISTS (SELECT FROM s),
            COALESCE((SELECT has_schema_privilege(oid, 'USAGE') FROM s), false),
            EXISTS (SELECT FROM t),
            (SELECT obj_description(oid, 'pg_class') FROM t),
            ARRAY(
                SELECT a.attname || ' ' || format_type(a.atttypid, NULL)
                FROM pg_catalog.pg_attribute AS a JOIN t ON a.attrelid = t.oid WHERE a.attnum > 0 AND NOT a.attisdropped),
            EXISTS (
                SELECT FROM pg_catalog.pg_index AS i JOIN t ON i.indrelid = t.oid
                JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
                WHERE i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indnkeyatts = 1 AND a.attname = 'claim'),
            EXISTS (SELECT FROM q),
            COALESCE((SELECT seqcache FROM pg_catalog.pg_sequence JOIN q ON seqrelid = q.oid), 0),
            ARRAY(SELECT p FROM t, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p WHERE NOT has_table_privilege(t.oid, p)),
            COALESCE((SELECT has_sequence_privilege(oid, 'USAGE') FROM q), false),
            pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on',
            current_setting('synchronous_commit')
        """;

    public static async Task<SchemaFacts> ReadAsync(NpgsqlDataSource dataSource, ClaimTable table, CancellationToken cancellationToken)
    {
        var command = dataSource.CreateCommand(Query);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new("schema", NpgsqlDbType.Text) { Value = table.Schema });
            command.Parameters.Add(new("table", NpgsqlDbType.Text) { Value = table.Table });
            command.Parameters.Add(new("sequence", NpgsqlDbType.Text) { Value = table.SequenceName });
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                return new(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetBoolean(2),
                    reader.GetBoolean(3),
                    reader.GetBoolean(4),
                    reader.IsDBNull(5) ? null : reader.GetString(5),
                    reader.GetFieldValue<string[]>(6),
                    reader.GetBoolean(7),
                    reader.GetBoolean(8),
                    reader.GetInt64(9),
                    reader.GetFieldValue<string[]>(10),
                    reader.GetBoolean(11),
                    reader.GetBoolean(12),
                    reader.GetString(13));
            }
        }
    }

    /// <returns>One line about the first thing that is missing; null when nothing is.</returns>
    public string? WhatIsMissing(ClaimTable table, string comment)
    {
        if (!HasSchema)
        {
            return $"Database {Database} has no schema {table.Schema}. {HowToCreate}";
        }

        if (!HasTable)
        {
            return $"Database {Database} has no table {table.DisplayName}. {HowToCreate}";
        }

        if (Needed.Except(Columns, StringComparer.Ordinal).FirstOrDefault() is { } column)
        {
            return $"Table {table.DisplayName} has no column '{column}'. It was not made by this version: rename or drop it, or set another Table. Then: {HowToCreate}";
        }

        if (Comment != comment)
        {
            return $"Table {table.DisplayName} says '{Comment}' and not '{comment}'. Use the package that it belongs to, or set another Table.";
        }

        if (!HasKey)
        {
            return $"Table {table.DisplayName} has no unique index on claim alone, and nothing else decides who is first: ALTER TABLE {table.QuotedTable} ADD PRIMARY KEY (claim).";
        }

        if (!HasSequence)
        {
            return $"Database {Database} has no sequence {table.Schema}.{table.SequenceName}. {HowToCreate}";
        }

        if (SequenceCache != 1)
        {
            return $"Sequence {table.Schema}.{table.SequenceName} caches {SequenceCache} numbers, so attempts would not grow in the order in which they are granted: ALTER SEQUENCE {table.QuotedSequence} CACHE 1.";
        }

        if (!MayUseSchema)
        {
            return $"User {User} may not use schema {table.Schema}: GRANT USAGE ON SCHEMA {table.QuotedSchema} TO \"{User}\".";
        }

        if (MissingRights.Count > 0)
        {
            return $"User {User} lacks {string.Join(", ", MissingRights)} on {table.DisplayName}: GRANT {string.Join(", ", MissingRights)} ON {table.QuotedTable} TO \"{User}\".";
        }

        if (!MayUseSequence)
        {
            return $"User {User} may not use sequence {table.Schema}.{table.SequenceName}: GRANT USAGE ON SEQUENCE {table.QuotedSequence} TO \"{User}\".";
        }

        if (IsReadOnly)
        {
            return $"Database {Database} is read-only here (a standby, or default_transaction_read_only). Connect to the primary: Target Session Attributes=primary.";
        }

        return SynchronousCommit == "off"
            ? "synchronous_commit is off, so a crash of the server forgets claims that were granted. Set it to on or local for the store's user: Options=-c synchronous_commit=on."
            : null;
    }
}
