using IntentContracts;
using IntentContracts.AspNetCore;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The <c>Idempotency-Key</c> header of endpoints.</summary>
public static class IdempotencyKeyBuilderExtensions
{
    /// <summary>
    /// Executes requests once per key, on endpoints that say so. Stands after <c>UseRouting</c>, <c>UseAuthentication</c> and <c>UseAuthorization</c>, so that a replay is authorized like the request that it repeats.
    /// </summary>
    /// <param name="app">The pipeline.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="InvalidOperationException"><c>AddIntentContracts</c> was not called.</exception>
    public static IApplicationBuilder UseIdempotencyKey(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var pipeline = app.ApplicationServices.GetService<IdempotencyKeyPipeline>()
            ?? throw new InvalidOperationException("UseIdempotencyKey needs services that are not there: call builder.Services.AddIntentContracts().");
        pipeline.Use();
        return app.UseMiddleware<IdempotencyKeyMiddleware>();
    }

    /// <summary>Executes a request once per key, and refuses one without a key with 400. For a group: all of its endpoints, but for safe methods.</summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="builder">The endpoint or the group.</param>
    /// <param name="configure">What differs from the options.</param>
    /// <returns>The endpoint or the group.</returns>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder, Action<IdempotencyKeyMetadata>? configure = null)
        where TBuilder : IEndpointConventionBuilder =>
        Add(builder, new(required: true), configure);

    /// <summary>Executes a request with a key once, and one without a key as often as it comes.</summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="builder">The endpoint or the group.</param>
    /// <param name="configure">What differs from the options.</param>
    /// <returns>The endpoint or the group.</returns>
    public static TBuilder AcceptIdempotencyKey<TBuilder>(this TBuilder builder, Action<IdempotencyKeyMetadata>? configure = null)
        where TBuilder : IEndpointConventionBuilder =>
        Add(builder, new(required: false), configure);

    /// <summary>Does not look at the header: takes one endpoint out of its group's rule.</summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="builder">The endpoint or the group.</param>
    /// <returns>The endpoint or the group.</returns>
    public static TBuilder IgnoreIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        Add(builder, new(required: false, ignored: true), null);

    private static TBuilder Add<TBuilder>(TBuilder builder, IdempotencyKeyMetadata metadata, Action<IdempotencyKeyMetadata>? configure)
        where TBuilder : IEndpointConventionBuilder
    {
        configure?.Invoke(metadata);
        Demand(metadata.Lease is null || metadata.Lease > TimeSpan.Zero, nameof(metadata.Lease));
        Demand(metadata.Retention is null || metadata.Retention > TimeSpan.Zero, nameof(metadata.Retention));
        builder.Add(endpoint => endpoint.Metadata.Add(metadata));

        // Around the handler: an endpoint whose promise nobody keeps does not run. Not for controllers, whose filter asks the same.
        builder.Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is { } handler)
            {
                endpoint.RequestDelegate = context =>
                {
                    IdempotencyKeyPipeline.DemandMiddleware(context);
                    return handler(context);
                };
            }
        });
        return builder;
    }

    private static void Demand(bool positive, string name)
    {
        if (!positive)
        {
            throw new ArgumentException(name + " must be positive.", name);
        }
    }
}
