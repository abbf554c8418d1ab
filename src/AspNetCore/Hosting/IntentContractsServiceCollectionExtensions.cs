using IntentContracts;
using IntentContracts.AspNetCore;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds guards to a web application.</summary>
public static class IntentContractsServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="IntentGuards"/> for the host, ambient in every request: over the registered <see cref="IIdempotencyStore"/> (in memory when there is none), <see cref="ICallerScope"/>
    /// (<see cref="HttpCallerScope"/> when there is none), <see cref="IUnknownClaimResolver"/> and <see cref="TimeProvider"/>, each a singleton. Also a sweep of the store, and problem details
    /// for every refusal of a guard, which <c>app.UseExceptionHandler()</c> sends.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>Where stores and settings are added.</returns>
    public static IntentContractsBuilder AddIntentContracts(this IServiceCollection services, Action<IntentContractsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddOptions<IntentContractsOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IntentContractsOptions>, OptionsValidation>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<ICallerScope, HttpCallerScope>();
        services.TryAddSingleton<IIdempotencyStore>(provider => new InMemoryIdempotencyStore(provider.GetService<TimeProvider>()));
        services.TryAddSingleton<ConfiguredModes>();
        services.TryAddSingleton(provider => new IntentGuards(
            provider.GetRequiredService<IIdempotencyStore>(),
            provider.GetRequiredService<ICallerScope>(),
            provider.GetService<TimeProvider>(),
            provider.GetRequiredService<ConfiguredModes>().Current,
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetService<IUnknownClaimResolver>()));

        services.TryAddSingleton<IdempotencyKeyPipeline>();
        services.TryAddSingleton<ProblemWriter>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, IntentContractExceptionHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, AmbientGuardsFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, InMemoryStoreWarning>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ClaimSweeper>());
        return new(services);
    }
}
