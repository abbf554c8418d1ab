using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace IntentContracts.AspNetCore;

/// <summary>Runs every registered <see cref="IAssumptionCheck"/>, one after the other.</summary>
internal sealed class AssumptionHealthCheck(IEnumerable<IAssumptionCheck> checks, ILogger<AssumptionHealthCheck> log) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var broken = new List<string>();
        var data = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var check in checks.OrderBy(check => check.Name, StringComparer.Ordinal))
        {
            var result = await CheckAsync(check, cancellationToken);
            data[check.Name] = result.Found.Length > 0 ? result.Found : result.Holds ? "holds" : "does not hold";
            if (!result.Holds)
            {
                broken.Add(check.Owner.Length == 0 ? check.Name : $"{check.Name} (owner: {check.Owner})");
            }
        }

        return broken.Count == 0
            ? HealthCheckResult.Healthy($"{data.Count} assumptions hold", data)
            : new(context.Registration.FailureStatus, "does not hold: " + string.Join("; ", broken), data: data);
    }

    private async ValueTask<AssumptionResult> CheckAsync(IAssumptionCheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.CheckAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            WebLog.AssumptionFailed(log, failure, check.Name, check.Owner);
            return new(false, "could not be checked");
        }
    }
}
