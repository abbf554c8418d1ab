using System.Data.Common;
using System.Globalization;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>One claim: the statement that grants it or changes nothing, and what it means when it does neither.</summary>
internal readonly struct ClaimStep(ClaimsConnection connection, ClaimsSql sql, TimeSpan lockTimeout)
{
    // A snapshot that cannot see the other claim stays blind to it until its transaction ends, so whoever asks again may do so at once.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    public async Task<ClaimOutcome> RunAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        connection.DemandNoObstacle();
        var inTransaction = connection.IsInTransaction;
        var statement = sql.Dialect.Bounded(sql.Claim, lockTimeout, inTransaction);
        (string, object)[] parameters =
        [
            ("claim", request.Key.Value),
            ("contract", StorableText.Of(request.ContractId, ClaimRequest.MaxContractIdLength)),
            ("fingerprint", request.Fingerprint.Value),
            ("marked", request.IsMarked),
            ("lease", Microseconds.Of(request.Lease)),
            ("retention", Microseconds.Of(request.Retention)),
        ];
        while (true)
        {
            try
            {
                var rows = await connection.QueryAsync(statement, parameters, cancellationToken).ConfigureAwait(false);
                if (rows is [[var state, var attempt]])
                {
                    return Number(state) == 0 ? new ClaimOutcome.Acquired(Number(attempt)) : new ClaimOutcome.Unknown(Number(attempt));
                }
            }
            catch (DbException failure) when (sql.Dialect.Meaning(failure) is ClaimFailure.Waited or ClaimFailure.Outdated)
            {
                if (inTransaction)
                {
                    await connection.ExecuteAsync(sql.Dialect.UndoBounded!, [], cancellationToken).ConfigureAwait(false);
                }

                return new ClaimOutcome.InFlight(sql.Dialect.Meaning(failure) == ClaimFailure.Waited ? request.Lease : Soon);
            }

            if (await RefusalAsync(request, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }
    }

    /// <summary>Why nothing was granted; null when the reason has gone meanwhile.</summary>
    private async Task<ClaimOutcome?> RefusalAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(sql.Read, [("claim", request.Key.Value)], cancellationToken).ConfigureAwait(false);
        if (rows is not [[var state, var attempt, var fingerprint, var remaining, var isForgotten, var result]]
            || Number(state) == 3
            || Convert.ToBoolean(isForgotten, CultureInfo.InvariantCulture))
        {
            return null;
        }

        if (!string.Equals((string)fingerprint, request.Fingerprint.Value, StringComparison.Ordinal))
        {
            return new ClaimOutcome.Mismatch();
        }

        return Number(state) switch
        {
            1 => new ClaimOutcome.Completed((byte[])result),
            2 => new ClaimOutcome.Unknown(Number(attempt)),
            _ => Number(remaining) > 0 ? new ClaimOutcome.InFlight(Microseconds.ToTimeSpan(Number(remaining))) : null,
        };
    }

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
