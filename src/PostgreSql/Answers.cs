using Npgsql;

namespace IntentContracts.PostgreSql;

/// <summary>Reads what the statements answer.</summary>
internal static class Answers
{
    /// <returns>Null when somebody else was granted the key while the statement ran.</returns>
    public static async Task<ClaimOutcome?> ReadOutcomeAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            ClaimOutcome outcome = reader.GetString(0) switch
            {
                "acquired" => new ClaimOutcome.Acquired(reader.GetInt64(1)),
                "unknown" => new ClaimOutcome.Unknown(reader.GetInt64(1)),
                "completed" => new ClaimOutcome.Completed(reader.GetFieldValue<byte[]>(3)),
                "mismatch" => new ClaimOutcome.Mismatch(),
                _ => new ClaimOutcome.InFlight(reader.GetTimeSpan(2)),
            };

            // An error after the row, such as a commit that fails, is only heard by reading on.
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }

            return outcome;
        }
    }

    public static async Task<IReadOnlyList<HeldClaim>> ReadHeldAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<HeldClaim> held = [];
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                held.Add(new(new(reader.GetString(0)), reader.GetString(1), reader.GetInt64(2), reader.GetTimeSpan(3)));
            }
        }

        return held;
    }

    public static Task<int> ReadRowsAsync(NpgsqlCommand command, CancellationToken cancellationToken) => command.ExecuteNonQueryAsync(cancellationToken);
}
