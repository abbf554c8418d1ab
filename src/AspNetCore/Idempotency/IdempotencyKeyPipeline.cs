using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntentContracts.AspNetCore;

/// <summary>Whether the middleware stands where it can keep the promise: present, after routing, after authorization.</summary>
internal sealed class IdempotencyKeyPipeline
{
    // What the framework's own AuthorizationMiddleware leaves, and its endpoint middleware looks for, for the same reason.
    private const string AuthorizationHasRun = "__AuthorizationMiddlewareWithEndpointInvoked";

    private bool _isUsed;

    public void Use() => _isUsed = true;

    /// <summary>Refuses, at start, an application whose endpoints rely on a middleware that it does not have.</summary>
    public void DemandComplete(IServiceProvider services)
    {
        if (_isUsed || services.GetService<EndpointDataSource>() is not { } endpoints)
        {
            return;
        }

        if (endpoints.Endpoints.FirstOrDefault(endpoint => Rule(endpoint) is { Ignored: false }) is { } unprotected)
        {
            throw new InvalidOperationException(
                $"The endpoint '{unprotected.DisplayName}' uses the Idempotency-Key header, and nobody reads it: call app.UseIdempotencyKey() after UseAuthentication and UseAuthorization.");
        }
    }

    /// <summary>Refuses, before its handler runs, a request that has come past the middleware.</summary>
    public static void DemandMiddleware(HttpContext context)
    {
        if (Rule(context.GetEndpoint()) is { Ignored: false } && context.Features.Get<IdempotencyKeyFeature>() is null)
        {
            throw new InvalidOperationException(
                $"The endpoint '{context.GetEndpoint()?.DisplayName}' uses the Idempotency-Key header, and this request came past the middleware: call app.UseIdempotencyKey() after UseRouting, UseAuthentication and UseAuthorization.");
        }
    }

    /// <summary>Refuses to replay before it is known that the caller may see the response.</summary>
    public static async Task DemandAuthorizationAsync(HttpContext context, Endpoint endpoint)
    {
        if (context.Items.ContainsKey(AuthorizationHasRun) || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return;
        }

        if (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
            || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null
            || endpoint.Metadata.GetMetadata<IAuthorizationRequirementData>() is not null
            || (context.RequestServices.GetService<IAuthorizationPolicyProvider>() is { } policies && await policies.GetFallbackPolicyAsync() is not null))
        {
            throw new InvalidOperationException(
                $"The endpoint '{endpoint.DisplayName}' needs authorization, and app.UseIdempotencyKey() ran before it: a replay would show a response to whoever repeats a key. Call it after UseAuthentication and UseAuthorization.");
        }
    }

    public static IIdempotencyKeyMetadata? Rule(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<IIdempotencyKeyMetadata>();
}
