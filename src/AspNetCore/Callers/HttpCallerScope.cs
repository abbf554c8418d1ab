using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore;

/// <summary>Whose keys a request uses: asked when a guard needs it, so after authentication. Empty when nobody knows.</summary>
/// <remarks>Outside a request, and for a caller who is not authenticated, the scope is what <see cref="CallerScope.Use"/> has set around the code.</remarks>
/// <param name="accessor">The current request.</param>
/// <param name="options">How the scope is made.</param>
public sealed class HttpCallerScope(IHttpContextAccessor accessor, IOptionsMonitor<IntentContractsOptions> options) : ICallerScope
{
    /// <inheritdoc/>
    public string Current
    {
        get
        {
            if (accessor.HttpContext is not { } context)
            {
                return CallerScope.Ambient.Current;
            }

            var current = options.CurrentValue;
            if (current.CallerScope is { } own)
            {
                return own(context) ?? "";
            }

            // A principal that has proved who it is, and does not say it, must not share the keys of those who have proved nothing.
            if (context.User.Identities.Any(identity => identity.IsAuthenticated))
            {
                return Of(context.User, current.TenantClaim) ?? "";
            }

            return CallerScope.Ambient.Current is { Length: > 0 } ambient ? ambient : current.AnonymousScope ?? "";
        }
    }

    // Escaped, so that no identifier can be written that reads like another one's issuer or tenant.
    private static string? Of(ClaimsPrincipal principal, string? tenantClaim)
    {
        if ((Find(principal, ClaimTypes.NameIdentifier) ?? Find(principal, "sub")) is not { } identifier)
        {
            return null;
        }

        var user = $"iss={Uri.EscapeDataString(identifier.Issuer)}/sub={Uri.EscapeDataString(identifier.Value)}";
        return tenantClaim is null ? user
            : Find(principal, tenantClaim) is { } tenant ? $"tenant={Uri.EscapeDataString(tenant.Value)}/{user}"
            : null;
    }

    // Only what an authenticated identity says: others are decoration that anybody may have added.
    private static Claim? Find(ClaimsPrincipal principal, string type) =>
        principal.Identities.Where(identity => identity.IsAuthenticated).Select(identity => identity.FindFirst(type)).FirstOrDefault(claim => !string.IsNullOrWhiteSpace(claim?.Value));
}
