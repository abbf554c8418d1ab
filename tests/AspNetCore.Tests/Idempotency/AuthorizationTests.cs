using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntentContracts.AspNetCore.Tests.Idempotency;

public sealed class AuthorizationTests
{
    [Fact]
    public async Task PrincipalsNeverSeeEachOthersResponses()
    {
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", (HttpContext c) => c.User.Claims.First().Issuer + "/" + c.User.Claims.First().Value).RequireAuthorization().RequireIdempotencyKey());

        foreach (var (user, expected) in new[] { ("ann", "home/ann"), ("bob", "home/bob"), ("ann@elsewhere", "elsewhere/ann"), ("a/sub=b@i", "i/a/sub=b") })
        {
            Assert.Equal(expected, await (await app.PostAsync("/", "same", user: user)).Content.ReadAsStringAsync());
            Assert.Equal(expected, await (await app.PostAsync("/", "same", user: user)).Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task TenantsOfOnePrincipalAreApart()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => ++runs).RequireIdempotencyKey(), o => o.TenantClaim = "tid");

        foreach (var tenant in new[] { "t1", "t2", "t1" })
        {
            var request = TestApp.Post("/", "same");
            request.Headers.Add("X-Tenant", tenant);
            Assert.Equal(HttpStatusCode.OK, (await app.Client().SendAsync(request)).StatusCode);
        }

        Assert.Equal(2, runs);
        await Problem.AssertAsync(await app.PostAsync("/", "same"), HttpStatusCode.InternalServerError, IntentProblemTypes.GuardFailure);
    }

    [Fact]
    public async Task AReplayIsAuthorizedAgain()
    {
        var revoked = false;
        var runs = 0;
        await using var app = await TestApp.StartAsync(
            a => a.MapPost("/", () => $"secret {++runs}").RequireAuthorization("NotRevoked").RequireIdempotencyKey(),
            services: s => s.AddAuthorizationBuilder().AddPolicy("NotRevoked", p => p.RequireAssertion(_ => !revoked)));

        Assert.Equal("secret 1", await (await app.PostAsync("/", "k")).Content.ReadAsStringAsync());
        revoked = true;
        var denied = await app.PostAsync("/", "k");
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.Equal("", await denied.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.PostAsync("/", "k", user: null)).StatusCode);
        revoked = false;
        Assert.Equal("secret 1", await (await app.PostAsync("/", "k")).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AMiddlewareBeforeAuthorizationIsRefused(bool byFallback)
    {
        var runs = 0;
        await using var app = await TestApp.StartBareAsync(
            a =>
            {
                a.UseAuthentication();
                a.UseIdempotencyKey();
                a.UseAuthorization();
                var endpoint = a.MapPost("/", () => ++runs).RequireIdempotencyKey();
                if (!byFallback)
                {
                    endpoint.RequireAuthorization();
                }
            },
            services: s =>
            {
                if (byFallback)
                {
                    s.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
                }
            });

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.PostAsync("/", "k"));

        Assert.Contains("UseAuthorization", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task AnApplicationWithoutTheMiddlewareDoesNotStart()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartBareAsync(a => a.MapPost("/orders", () => 1).RequireIdempotencyKey()));

        Assert.Contains("UseIdempotencyKey", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("/orders", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEndpointThatRoutingChoosesBehindTheMiddlewareDoesNotRun()
    {
        var runs = 0;
        await using var app = await TestApp.StartBareAsync(a =>
        {
            a.UseIdempotencyKey();
            a.UseRouting();
            a.MapPost("/", () => ++runs).RequireIdempotencyKey();
        });

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.PostAsync("/", "k"));

        Assert.Contains("past the middleware", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task NobodysKeysAreRefused_UnlessTheyAreSharedOnPurpose()
    {
        var runs = 0;
        await using (var app = await TestApp.StartAsync(a => a.MapPost("/", () => ++runs).RequireIdempotencyKey()))
        {
            await Problem.AssertAsync(await app.PostAsync("/", "k", user: null), HttpStatusCode.InternalServerError, IntentProblemTypes.GuardFailure);
        }

        Assert.Equal(0, runs);
        await using var shared = await TestApp.StartAsync(a => a.MapPost("/", () => ++runs).RequireIdempotencyKey(), o => o.AnonymousScope = "anonymous");
        await shared.PostAsync("/", "k", user: null);
        await shared.PostAsync("/", "k", user: null);
        Assert.Equal(1, runs);
        await Problem.AssertAsync(await shared.PostAsync("/", "k", user: "!"), HttpStatusCode.InternalServerError, IntentProblemTypes.GuardFailure);
        Assert.Equal(1, runs);
    }
}
