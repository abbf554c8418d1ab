using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore.Tests.Hosting;

public sealed class HostingTests
{
    [Theory]
    [InlineData("Production", true)]
    [InlineData("Staging", true)]
    [InlineData("Development", false)]
    public async Task ClaimsInMemoryAreWarnedOf_OutsideDevelopment(string environment, bool isWarned)
    {
        await using var app = await TestApp.StartAsync(_ => { }, environment: environment);

        Assert.Equal(isWarned, app.Log.Entries.Any(e => e.Id == 2001));
    }

    [Fact]
    public async Task AStoreOfOnesOwnIsNotWarnedOf()
    {
        await using var app = await TestApp.StartAsync(_ => { }, store: new FaultyStore());

        Assert.DoesNotContain(app.Log.Entries, e => e.Id == 2001);
        Assert.IsType<FaultyStore>(app.Services.GetRequiredService<IntentGuards>().Store);
    }

    [Fact]
    public async Task TheHostsGuardsAreThoseOfEveryRequest()
    {
        IntentGuards? seen = null;
        var scope = "";
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () =>
        {
            seen = IntentGuards.Current;
            scope = seen.CallerScope.Current;
        }));

        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/", null)).StatusCode);

        Assert.Same(app.Services.GetRequiredService<IntentGuards>(), seen);
        Assert.Equal("iss=home/sub=ann", scope);
    }

    [Fact]
    public async Task OptionsAreBoundFromConfiguration_AndModesFollowIt()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mode"] = "Observe",
            ["Modes:Idempotent"] = "Enforce",
            ["SweepInterval"] = "00:05:00",
            ["IdempotencyKey:MaxKeyLength"] = "40",
            ["IdempotencyKey:ReplayedHeaders:0"] = "X-Trace",
            ["Problems:ShowDetails"] = "true",
        }).Build();
        await using var app = await TestApp.StartAsync(_ => { }, services: s => s.AddIntentContracts().Bind(configuration));
        var options = app.Services.GetRequiredService<IOptionsMonitor<IntentContractsOptions>>().CurrentValue;
        var guards = app.Services.GetRequiredService<IntentGuards>();

        Assert.Equal(TimeSpan.FromMinutes(5), options.SweepInterval);
        Assert.Equal(40, options.IdempotencyKey.MaxKeyLength);
        Assert.Contains("X-Trace", options.IdempotencyKey.ReplayedHeaders);
        Assert.Contains("Location", options.IdempotencyKey.ReplayedHeaders);
        Assert.True(options.Problems.ShowDetails);
        Assert.Equal(GuardMode.Enforce, guards.ModeOf(GuardKind.Idempotent));
        Assert.Equal(GuardMode.Observe, guards.ModeOf(GuardKind.Retry));

        configuration["Modes:Idempotent"] = "Off";
        configuration.Reload();
        Assert.Equal(GuardMode.Off, guards.ModeOf(GuardKind.Idempotent));
    }

    [Fact]
    public async Task WhatCannotWorkDoesNotStart()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(_ => { }, o => o.IdempotencyKey.ReplayedHeaders.Add("Set-Cookie")));
        await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(_ => { }, o => o.IdempotencyKey.MaxKeyLength = 0));
        await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(_ => { }, o => o.IdempotencyKey.HeaderName = "a b"));
    }

    [Fact]
    public async Task TheSweepSurvivesAStoreThatIsDown()
    {
        var store = new FaultyStore { Down = { "sweep" } };
        await using var app = await TestApp.StartAsync(_ => { }, o => o.SweepInterval = TimeSpan.FromMilliseconds(20), store);

        for (var i = 0; i < 200 && store.Sweeps < 3; i++)
        {
            await Task.Delay(20);
        }

        Assert.True(store.Sweeps >= 3);
        Assert.Contains(app.Log.Entries, e => e.Id == 2002);
    }

    [Fact]
    public void TheMiddlewareSaysWhatItNeeds()
    {
        var app = WebApplication.CreateBuilder().Build();

        Assert.Contains("AddIntentContracts", Assert.Throws<InvalidOperationException>(() => app.UseIdempotencyKey()).Message, StringComparison.Ordinal);
    }
}
