using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace IntentContracts.PostgreSql;

/// <summary>The parameters of the statements, with their types stated: a statement that is prepared keeps them.</summary>
internal static class Parameters
{
    public static void AddClaim(this NpgsqlParameterCollection parameters, in ClaimRequest request, Guid claimant, TimeSpan lockTimeout)
    {
        parameters.AddText("claim", request.Key.Value);
        parameters.AddText("contract_id", KeptText.Of(request.ContractId, ClaimRequest.MaxContractIdLength));
        parameters.AddText("fingerprint", request.Fingerprint.Value);
        parameters.Add(new("claimant", NpgsqlDbType.Uuid) { Value = claimant });
        parameters.Add(new("is_marked", NpgsqlDbType.Boolean) { Value = request.IsMarked });
        parameters.AddInterval("lease", request.Lease);
        parameters.AddInterval("retention", request.Retention);

        // In milliseconds, as PostgreSQL reads a number without a unit.
        parameters.AddText("lock_timeout", Math.Ceiling(lockTimeout.TotalMilliseconds).ToString("F0", CultureInfo.InvariantCulture));
    }

    public static void AddText(this NpgsqlParameterCollection parameters, string name, string value) =>
        parameters.Add(new(name, NpgsqlDbType.Text) { Value = value });

    public static void AddInterval(this NpgsqlParameterCollection parameters, string name, TimeSpan value) =>
        parameters.Add(new(name, NpgsqlDbType.Interval) { Value = WholeMicroseconds(value) });

    public static void AddAtMost(this NpgsqlParameterCollection parameters, int atMost) =>
        parameters.Add(new("at_most", NpgsqlDbType.Integer) { Value = atMost });

    // PostgreSQL counts microseconds; rounding up keeps the shortest durations positive.
    private static TimeSpan WholeMicroseconds(TimeSpan value)
    {
        var microseconds = value.Ticks / TimeSpan.TicksPerMicrosecond;
        var isWhole = value.Ticks % TimeSpan.TicksPerMicrosecond == 0;
        return isWhole || microseconds == TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond ? value : new((microseconds + 1) * TimeSpan.TicksPerMicrosecond);
    }
}
