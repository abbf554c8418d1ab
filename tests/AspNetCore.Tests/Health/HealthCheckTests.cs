using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IntentContracts.AspNetCore.Tests.Health;

public sealed class HealthCheckTests
{
    [Fact]
    public async Task AStoreThatAnswersIsHealthy_OneThatDoesNotIsUnhealthy_AndOldHeldClaimsDegradeIt()
    {
        var store = new FaultyStore();
        await using var app = await TestApp.StartAsync(_ => { }, store: store, services: s => s.AddHealthChecks().AddIntentStore(heldFor: TimeSpan.FromMinutes(5)));
        var health = app.Services.GetRequiredService<HealthCheckService>();

        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        store.Held = [Held(10), Held(7), Held(1)];
        var degraded = (await health.CheckHealthAsync()).Entries["intent-store"];
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Equal(3, degraded.Data["held"]);
        Assert.Equal(2, degraded.Data["heldTooLong"]);

        store.Held = [Held(1)];
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        store.Down.Add("find");
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task AssumptionsAreChecked_AndSayWhoAnswersForThem()
    {
        var clock = new Assumption("clock", () => new(true, "2 ms off"));
        var index = new Assumption("index", () => new(true));
        await using var app = await TestApp.StartAsync(_ => { }, services: s =>
        {
            s.AddSingleton<IAssumptionCheck>(clock).AddSingleton<IAssumptionCheck>(index);
            s.AddHealthChecks().AddIntentAssumptions();
        });
        var health = app.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        index.Result = () => new(false, "missing");
        clock.Result = () => throw new IOException("no clock");
        var report = (await health.CheckHealthAsync()).Entries["intent-assumptions"];

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal("does not hold: clock (owner: team); index (owner: team)", report.Description);
        Assert.Equal("missing", report.Data["index"]);
    }

    private static HeldClaim Held(int minutes) => new(new("00"), "M:X", 1, TimeSpan.FromMinutes(minutes));

    private sealed class Assumption(string name, Func<AssumptionResult> result) : IAssumptionCheck
    {
        public Func<AssumptionResult> Result { get; set; } = result;

        public string Name => name;

        public string Owner => "team";

        public ValueTask<AssumptionResult> CheckAsync(CancellationToken cancellationToken) => new(Result());
    }
}
