using Npgsql;

namespace IntentContracts.PostgreSql;

/// <summary>The table that a <see cref="PostgreSqlIdempotencyStore"/> needs: as a script, created, and checked.</summary>
public static class PostgreSqlIdempotencySchema
{
    /// <summary>The version that this package writes and reads. It is kept as the table's comment.</summary>
    public const int Version = 1;

    // One number for all tables: those who create are few and rare. "IntentCl" in ASCII.
    private const long CreationLock = 0x496E74656E74436C;

    private static string Comment => FormattableString.Invariant($"IntentContracts claims, version {Version}");

    /// <summary>
    /// One statement that creates what is missing, and changes nothing where nothing is missing. Several processes may run it at the same time; it may be a
    /// part of a migration's transaction. The same text as docs/sql/postgresql.sql for the default options.
    /// </summary>
    /// <param name="options">The documented ones when not given.</param>
    /// <returns>SQL for PostgreSQL 12 or later.</returns>
    public static string Script(PostgreSqlIdempotencyStoreOptions? options = null)
    {
        var table = new ClaimTable(options ?? new());
        return $"""
            -- The claims of IntentContracts. Runs any number of times, also at the same time; may be part of a migration's transaction.
            -- Whoever runs the store needs SELECT, INSERT, UPDATE and DELETE on the table, and USAGE on the sequence and the schema.
            DO $intent$
            BEGIN
                PERFORM pg_advisory_xact_lock({CreationLock});
                IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = {ClaimTable.Literal(table.Schema)}) THEN
                    CREATE SCHEMA {table.QuotedSchema};
                END IF;

                IF NOT EXISTS (
                    SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE n.nspname = {ClaimTable.Literal(table.Schema)} AND c.relname = {ClaimTable.Literal(table.Table)}) THEN
                    CREATE TABLE {table.QuotedTable} (
                        claim text COLLATE "C" PRIMARY KEY,
                        contract_id varchar({ClaimRequest.MaxContractIdLength}) NOT NULL,
                        fingerprint text COLLATE "C" NOT NULL,
                        attempt bigint NOT NULL,
                        claimant uuid NOT NULL,
                        state text COLLATE "C" NOT NULL CHECK (state IN ('in_flight', 'completed', 'held')),
                        is_marked boolean NOT NULL,
                        claimed_at timestamptz NOT NULL,
                        lease_ends timestamptz NOT NULL,
                        forgotten_at timestamptz NOT NULL,
                        result bytea CHECK ((result IS NOT NULL) = (state = 'completed'))
                    );
                    CREATE INDEX {table.HeldIndex} ON {table.QuotedTable} (attempt) WHERE is_marked AND state <> 'completed';
                    CREATE INDEX {table.ForgottenIndex} ON {table.QuotedTable} (forgotten_at);
                    COMMENT ON TABLE {table.QuotedTable} IS {ClaimTable.Literal(Comment)};
                END IF;

                -- Not owned by the table: attempts must grow also when the table is dropped and created again. No cache: a session that keeps
                -- numbers back would hand them out too late.
                IF NOT EXISTS (
                    SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE n.nspname = {ClaimTable.Literal(table.Schema)} AND c.relname = {ClaimTable.Literal(table.SequenceName)}) THEN
                    CREATE SEQUENCE {table.QuotedSequence} AS bigint CACHE 1 NO CYCLE;
                END IF;
            END
            $intent$;

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Runs the script.</summary>
    /// <param name="dataSource">Connections of a user who may create tables.</param>
    /// <param name="options">The documented ones when not given.</param>
    /// <param name="cancellationToken">Gives up; nothing or everything was created.</param>
    /// <exception cref="NpgsqlException">The database refuses, or cannot be asked.</exception>
    public static async Task CreateAsync(NpgsqlDataSource dataSource, PostgreSqlIdempotencyStoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        var command = dataSource.CreateCommand(Script(options));
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks whether the store can work: the table, its columns and its key, the sequence, this version, the rights, and a server that can write durably.</summary>
    /// <param name="dataSource">The store's connections.</param>
    /// <param name="options">The store's options.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PostgreSqlSchemaException">Something is missing. The message says what, and how to put it there.</exception>
    /// <exception cref="NpgsqlException">The database cannot be asked.</exception>
    public static async Task CheckAsync(NpgsqlDataSource dataSource, PostgreSqlIdempotencyStoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        var table = new ClaimTable(options ?? new());
        var found = await SchemaFacts.ReadAsync(dataSource, table, cancellationToken).ConfigureAwait(false);
        if (found.WhatIsMissing(table, Comment) is { } missing)
        {
            throw new PostgreSqlSchemaException(missing);
        }
    }

    internal static PostgreSqlSchemaException Missing(ClaimTable table, string what, Exception? innerException) =>
        new($"The idempotency store cannot use {table.DisplayName}: {what.TrimEnd('.')}. Run PostgreSqlIdempotencySchema.CreateAsync or docs/sql/postgresql.sql, and see CheckAsync.", innerException);
}
