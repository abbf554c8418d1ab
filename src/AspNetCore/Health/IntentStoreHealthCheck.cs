using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IntentContracts.AspNetCore;

/// <summary>Whether the store of claims answers, and whether somebody looks after claims whose outcome is unknown.</summary>
internal sealed class IntentStoreHealthCheck(IntentGuards guards, TimeSpan heldFor) : IHealthCheck
{
    // Enough to say "many", and a cheap read for any store.
    private const int AtMost = 100;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var held = await guards.Store.FindHeldAsync(AtMost, cancellationToken);
            var old = held.Count(claim => claim.Age >= heldFor);
            var data = new Dictionary<string, object> { ["held"] = held.Count, ["heldTooLong"] = old };
            return old == 0
                ? HealthCheckResult.Healthy("the store of claims answers", data)
                : HealthCheckResult.Degraded($"{(old == AtMost ? "at least " : "")}{old} claims have had an unknown outcome for {heldFor:c} or longer: somebody has to find out what happened", data: data);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, "the store of claims does not answer", failure);
        }
    }
}
