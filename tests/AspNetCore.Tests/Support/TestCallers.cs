using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore.Tests;

/// <summary>Believes callers who they say they are. <c>name@issuer</c> for another issuer, <c>!</c> for a principal without an identifier.</summary>
internal sealed class TestCallers(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-User";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header].ToString() is not { Length: > 0 } user)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var (name, issuer) = user.Split('@') is [var n, var i] ? (n, i) : (user, "home");
        Claim[] claims = user == "!" ? [] : [new Claim(ClaimTypes.NameIdentifier, name, null, issuer)];
        if (Request.Headers["X-Tenant"].ToString() is { Length: > 0 } tenant)
        {
            claims = [.. claims, new Claim("tid", tenant)];
        }

        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, "Test")), "Test")));
    }
}
