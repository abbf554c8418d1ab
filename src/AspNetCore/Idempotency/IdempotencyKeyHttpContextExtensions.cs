using IntentContracts.AspNetCore;

namespace Microsoft.AspNetCore.Http;

/// <summary>The key of a request.</summary>
public static class IdempotencyKeyHttpContextExtensions
{
    /// <summary>The key that the request has brought, on an endpoint that requires or accepts one.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The key, without quotes and escapes; <see langword="null"/> when there is none.</returns>
    public static string? GetIdempotencyKey(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IdempotencyKeyFeature>()?.Key;
    }
}
