namespace IntentContracts.PostgreSql;

/// <summary>The statements of a store. Each is one atomic step, and none knows any clock but the database's at this moment.</summary>
/// <remarks>
/// <c>now()</c> is never used: it is when the transaction began, and a statement may have waited since. <c>(SELECT clock_timestamp())</c> is evaluated
/// once for a statement, so that an index can be searched with it.
/// </remarks>
internal sealed class ClaimStatements
{
    public ClaimStatements(ClaimTable table)
    {
        var claims = table.QuotedTable;
        var nextAttempt = $"nextval({ClaimTable.Literal(table.QuotedSequence)}::regclass)";
        Claim = ClaimText(claims, nextAttempt);
        Mark = $"""
            UPDATE {claims} SET is_marked = true, forgotten_at = 'infinity'
            WHERE claim = @claim AND attempt = @attempt AND state = 'in_flight'
            """;

        // No condition on the state, so that the row that another try has just completed is found again: under READ COMMITTED a second statement
        // part would still see it as it was before.
        Complete = $"""
            UPDATE {claims} SET
                state = 'completed',
                result = CASE WHEN state = 'completed' THEN result ELSE @result END,
                forgotten_at = CASE WHEN state = 'completed' THEN forgotten_at ELSE clock_timestamp() + @retention END
            WHERE claim = @claim AND attempt = @attempt
            """;
        Release = $"DELETE FROM {claims} WHERE claim = @claim AND attempt = @attempt AND state <> 'completed'";

        // @again: the answer to a first try was lost, so that a claim that is held already was probably held by it.
        Hold = $"""
            UPDATE {claims} SET state = 'held', is_marked = true, forgotten_at = 'infinity'
            WHERE claim = @claim AND attempt = @attempt AND (state = 'in_flight' OR (@again AND state = 'held'))
            """;
        Renew = $"""
            UPDATE {claims} SET
                lease_ends = clock_timestamp() + @lease,
                forgotten_at = CASE WHEN is_marked THEN forgotten_at ELSE clock_timestamp() + @lease + (forgotten_at - lease_ends) END
            WHERE claim = @claim AND attempt = @attempt AND state = 'in_flight'
            """;
        FindHeld = $"""
            SELECT claim, contract_id, attempt, GREATEST(clock_timestamp() - claimed_at, interval '0') AS age
            FROM {claims}
            WHERE is_marked AND state <> 'completed' AND (state = 'held' OR lease_ends <= (SELECT clock_timestamp()))
            ORDER BY attempt
            LIMIT @at_most
            """;
        Sweep = $"""
            DELETE FROM {claims} WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM {claims}
                WHERE forgotten_at <= (SELECT clock_timestamp()) AND state <> 'held'
                ORDER BY forgotten_at
                LIMIT @at_most
                FOR UPDATE SKIP LOCKED))
            """;
    }

    public string Claim { get; }

    public string Mark { get; }

    public string Complete { get; }

    public string Release { get; }

    public string Hold { get; }

    public string Renew { get; }

    public string FindHeld { get; }

    public string Sweep { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> All => [Claim, Mark, Complete, Release, Hold, Renew, FindHeld, Sweep];

    // current: the row as the statement's snapshot has it, when it says no. Most duplicates end here: they write nothing and wait for nobody. The
    // claimant's own row is one whose answer was lost; a first try that arrives late changes nothing of it either.
    //
    // alone: attempts must grow in the order in which they are granted, so the number is drawn while no other claim of this key can be granted. An
    // insert draws it before it knows whether it wins. The wait for a twin that has not committed is bounded for this transaction only.
    //
    // granted: nothing, when somebody else was granted the key after the snapshot. Then the answer has no row, and the statement is repeated.
    private static string ClaimText(string claims, string nextAttempt) => $"""
        WITH current AS MATERIALIZED (
            SELECT c.attempt, c.result,
                CASE
                    WHEN c.claimant = @claimant AND c.state = 'in_flight' THEN 'acquired'
                    WHEN c.fingerprint <> @fingerprint THEN 'mismatch'
                    WHEN c.state = 'completed' THEN 'completed'
                    WHEN c.state = 'held' THEN 'unknown'
                    ELSE 'in_flight'
                END AS answer,
                GREATEST(c.lease_ends - clock.time, interval '1 microsecond') AS remaining
            FROM {claims} AS c CROSS JOIN (SELECT clock_timestamp() AS time) AS clock
            WHERE c.claim = @claim AND (
                c.claimant = @claimant
                OR (c.forgotten_at > clock.time
                    AND (c.fingerprint <> @fingerprint OR c.state IN ('completed', 'held') OR c.lease_ends > clock.time)))
        ), bounded AS MATERIALIZED (
            SELECT set_config('lock_timeout', @lock_timeout, true) WHERE NOT EXISTS (SELECT FROM current)
        ), alone AS MATERIALIZED (
            SELECT pg_advisory_xact_lock(hashtextextended(@claim, 0)) FROM bounded
        ), clock AS MATERIALIZED (
            SELECT clock_timestamp() AS time FROM alone
        ), granted AS (
            INSERT INTO {claims} AS c (claim, contract_id, fingerprint, attempt, claimant, state, is_marked, claimed_at, lease_ends, forgotten_at)
            SELECT @claim, @contract_id, @fingerprint, {nextAttempt}, @claimant, 'in_flight', @is_marked, clock.time, clock.time + @lease,
                CASE WHEN @is_marked THEN 'infinity' ELSE clock.time + @lease + @retention END
            FROM clock
            ON CONFLICT (claim) DO UPDATE SET
                state = CASE WHEN c.state = 'in_flight' AND c.is_marked THEN 'held' ELSE 'in_flight' END,
                contract_id = CASE WHEN c.state = 'in_flight' AND c.is_marked THEN c.contract_id ELSE EXCLUDED.contract_id END,
                fingerprint = CASE WHEN c.state = 'in_flight' AND c.is_marked THEN c.fingerprint ELSE EXCLUDED.fingerprint END,
                attempt = CASE WHEN c.state = 'in_flight' AND c.is_marked THEN c.attempt ELSE EXCLUDED.attempt END,
                claimant = CASE WHEN c.state = 'in_flight' AND c.is_marked THEN c.claimant ELSE EXCLUDED.claimant END,
                is_marked = CASE WHEN c.state = 'in_flight' AND c.is_marked THEN true ELSE EXCLUDED.is_marked END,
                claimed_at = CASE WHEN c.state = 'in_flight' AND c.is_marked THEN c.claimed_at ELSE clock_timestamp() END,
                lease_ends = CASE WHEN c.state = 'in_flight' AND c.is_marked THEN c.lease_ends ELSE clock_timestamp() + @lease END,
                forgotten_at = CASE
                    WHEN (c.state = 'in_flight' AND c.is_marked) OR EXCLUDED.is_marked THEN 'infinity'
                    ELSE clock_timestamp() + @lease + @retention
                END,
                result = NULL
            WHERE c.claimant <> @claimant
                AND (c.forgotten_at <= clock_timestamp()
                    OR (c.state = 'in_flight' AND c.lease_ends <= clock_timestamp() AND c.fingerprint = @fingerprint))
            RETURNING c.attempt, CASE WHEN c.state = 'held' THEN 'unknown' ELSE 'acquired' END AS answer
        )
        SELECT answer, attempt, NULL::interval AS remaining, NULL::bytea AS result FROM granted
        UNION ALL
        SELECT answer, attempt, remaining, CASE WHEN answer = 'completed' THEN result END FROM current
        """;
}
