using IntentContracts;
using IntentContracts.AspNetCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of guards.</summary>
public static class IntentHealthChecksBuilderExtensions
{
    /// <summary>Asks the store of claims. Unhealthy when it does not answer; degraded when claims have had an unknown outcome for long.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="heldFor">How long is long; five minutes when not given.</param>
    /// <param name="failureStatus">What a store that does not answer counts as; unhealthy when not given.</param>
    /// <param name="tags">The check's tags.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddIntentStore(this IHealthChecksBuilder builder, string name = "intent-store", TimeSpan? heldFor = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new(name, services => new IntentStoreHealthCheck(services.GetRequiredService<IntentGuards>(), heldFor ?? TimeSpan.FromMinutes(5)), failureStatus, tags));
    }

    /// <summary>Runs every registered <see cref="IAssumptionCheck"/>.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What an assumption that does not hold counts as; degraded when not given, since the program still runs.</param>
    /// <param name="tags">The check's tags.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddIntentAssumptions(this IHealthChecksBuilder builder, string name = "intent-assumptions", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new(name, services => ActivatorUtilities.CreateInstance<AssumptionHealthCheck>(services), failureStatus ?? HealthStatus.Degraded, tags));
    }
}
