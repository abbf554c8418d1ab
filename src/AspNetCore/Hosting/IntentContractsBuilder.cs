using IntentContracts.AspNetCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What <see cref="IntentContractsServiceCollectionExtensions.AddIntentContracts"/> returns: where stores and settings are added.</summary>
/// <param name="services">The application's services.</param>
public sealed class IntentContractsBuilder(IServiceCollection services)
{
    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>Binds the options from configuration, and follows its changes: <c>Bind(builder.Configuration.GetSection("IntentContracts"))</c>.</summary>
    /// <param name="section">The section.</param>
    /// <returns>This builder.</returns>
    public IntentContractsBuilder Bind(IConfiguration section)
    {
        Services.AddOptions<IntentContractsOptions>().Bind(section);
        return this;
    }

    /// <summary>Keeps claims in a store, in place of the one in memory.</summary>
    /// <typeparam name="TStore">The store; created once.</typeparam>
    /// <returns>This builder.</returns>
    public IntentContractsBuilder UseStore<TStore>()
        where TStore : class, IntentContracts.IIdempotencyStore
    {
        Services.Replace(ServiceDescriptor.Singleton<IntentContracts.IIdempotencyStore, TStore>());
        return this;
    }

    /// <summary>Keeps claims in a store, in place of the one in memory.</summary>
    /// <param name="store">Creates it, once.</param>
    /// <returns>This builder.</returns>
    public IntentContractsBuilder UseStore(Func<IServiceProvider, IntentContracts.IIdempotencyStore> store)
    {
        Services.Replace(ServiceDescriptor.Singleton(store));
        return this;
    }
}
