using System.Net;
using Microsoft.AspNetCore.Builder;

namespace IntentContracts.AspNetCore.Tests.Idempotency;

public sealed class ModeTests
{
    [Theory]
    [InlineData(GuardMode.Off)]
    [InlineData(GuardMode.Observe)]
    public async Task WithoutEnforcementEveryRequestRuns(GuardMode mode)
    {
        var store = new FaultyStore();
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => ++runs).RequireIdempotencyKey(), o => o.Modes[GuardKind.Idempotent] = mode, store);

        foreach (var (key, body) in new[] { ("k", "{}"), ("k", "{}"), ("k", "{\"other\":1}"), ((string?)null, "{}"), ("\"", "{}"), ("big", new string('x', 2_000_000)) })
        {
            Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/", key, body)).StatusCode);
        }

        store.Down.Add("claim");
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/", "k")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/", "k", user: null)).StatusCode);
        Assert.Equal(8, runs);
        Assert.Equal(mode == GuardMode.Off ? 0 : 3, store.Requests.Count);
        Assert.Equal(mode == GuardMode.Off ? 0 : 7, app.Log.Entries.Count(e => e.Id == 2107));
    }
}
