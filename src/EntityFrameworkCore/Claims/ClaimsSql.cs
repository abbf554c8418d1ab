using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>The statements of the store for one table: made once for a model.</summary>
internal sealed class ClaimsSql
{
    private const string Never = "9223372036854775807";

    // How long a released key remembers its attempt: longer than any two claims on one key can have the same time, and than clocks are usually set back.
    private const string ReleasedKept = "60000000";

    // Null for a model without claims, which is asked as often. Weak, so that nothing outlives the model.
    private static readonly ConditionalWeakTable<IModel, ClaimsSql?> Known = [];

    private ClaimsSql(ClaimsDialect dialect, string table)
    {
        Dialect = dialect;
        const string owned = "claim = @claim AND attempt = @attempt";
        var now = dialect.Now;
        var statementNow = dialect.StatementNow;

        // What decides is the condition at the end. The rest asks no clock which of the two changes it allows: only a claim that is to be held is marked and in flight.
        const string held = "c.state = 0 AND c.is_marked";
        Claim = $"""
            INSERT INTO {table} AS c (claim, contract_id, fingerprint, attempt, state, is_marked, claimed_at, lease_ends, retention, forgotten_at, result)
            VALUES (@claim, @contract, @fingerprint, {now}, 0, @marked, {now}, {now} + @lease, @retention, CASE WHEN @marked THEN {Never} ELSE {now} + @lease + @retention END, NULL)
            ON CONFLICT (claim) DO UPDATE SET
                contract_id = CASE WHEN {held} THEN c.contract_id ELSE excluded.contract_id END,
                fingerprint = CASE WHEN {held} THEN c.fingerprint ELSE excluded.fingerprint END,
                attempt = CASE WHEN {held} THEN c.attempt ELSE {dialect.Greatest}(c.attempt + 1, {now}) END,
                state = CASE WHEN {held} THEN 2 ELSE 0 END,
                is_marked = CASE WHEN {held} THEN c.is_marked ELSE excluded.is_marked END,
                claimed_at = CASE WHEN {held} THEN c.claimed_at ELSE {now} END,
                lease_ends = CASE WHEN {held} THEN c.lease_ends ELSE {now} + @lease END,
                retention = CASE WHEN {held} THEN c.retention ELSE excluded.retention END,
                forgotten_at = CASE WHEN {held} OR excluded.is_marked THEN {Never} ELSE {now} + @lease + @retention END,
                result = NULL
            WHERE c.state = 3 OR c.forgotten_at <= {now} OR (c.state = 0 AND c.lease_ends <= {now} AND c.fingerprint = excluded.fingerprint)
            RETURNING state, attempt
            """;
        Read = $"SELECT state, attempt, fingerprint, lease_ends - {statementNow}, forgotten_at <= {statementNow}, result FROM {table} WHERE claim = @claim";
        Mark = $"UPDATE {table} SET is_marked = TRUE, forgotten_at = {Never} WHERE {owned} AND state = 0";
        Complete = $"""
            UPDATE {table} SET
                state = 1,
                result = CASE WHEN state = 1 THEN result ELSE @result END,
                forgotten_at = CASE WHEN state = 1 THEN forgotten_at ELSE {now} + @retention END
            WHERE {owned} AND state IN (0, 1, 2)
            """;
        Release = $"UPDATE {table} SET state = 3, result = NULL, forgotten_at = {now} + {ReleasedKept} WHERE {owned} AND state IN (0, 2)";
        Hold = $"UPDATE {table} SET state = 2, is_marked = TRUE, forgotten_at = {Never} WHERE {owned} AND state = 0";
        Renew = $"""
            UPDATE {table} SET lease_ends = {now} + @lease, forgotten_at = CASE WHEN is_marked THEN {Never} ELSE {now} + @lease + retention END
            WHERE {owned} AND state = 0
            """;

        // Whatever its state: a row that the condition does not want yet would not be waited for.
        State = $"SELECT state, attempt FROM {table} WHERE claim = @claim{dialect.AwaitWriters}";
        FindHeld = $"""
            SELECT claim, contract_id, attempt, {statementNow} - claimed_at FROM {table}
            WHERE forgotten_at = {Never} AND (state = 2 OR (state = 0 AND is_marked AND lease_ends <= {statementNow}))
            ORDER BY claimed_at, attempt LIMIT @count
            """;

        // An attempt is removed only when the clock has passed it: then the next claim on the same key gets a higher one.
        Sweep = $"""
            DELETE FROM {table} WHERE claim IN
                (SELECT claim FROM {table} WHERE forgotten_at <= {statementNow} AND attempt < {statementNow} ORDER BY forgotten_at LIMIT @count{dialect.SkipLocked})
            """;
    }

    public ClaimsDialect Dialect { get; }

    public string Claim { get; }

    public string Read { get; }

    public string Mark { get; }

    public string Complete { get; }

    public string Release { get; }

    public string Hold { get; }

    public string Renew { get; }

    public string State { get; }

    public string FindHeld { get; }

    public string Sweep { get; }

    /// <summary>The statements for the context's model; null when it maps no claims, or its provider is not one of those that are supported.</summary>
    public static ClaimsSql? Of(DbContext context)
    {
        var model = context.Model;
        if (!Known.TryGetValue(model, out var sql))
        {
            sql = Create(context, model);
            Known.AddOrUpdate(model, sql);
        }

        return sql;
    }

    private static ClaimsSql? Create(DbContext context, IModel model) =>
        ClaimsDialect.Of(context.Database.ProviderName) is { } dialect && model.FindEntityType(typeof(StoredClaim)) is { } claims && claims.GetTableName() is { } table
            ? new(dialect, context.GetService<ISqlGenerationHelper>().DelimitIdentifier(table, claims.GetSchema()))
            : null;
}
