using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IntentContracts.AspNetCore.Tests.Idempotency;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task FiftyDuplicatesAreExecutedOnce_AndAllGetTheResponse_WhenTheyWait()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", async () =>
        {
            await Task.Delay(50);
            return $"run {Interlocked.Increment(ref runs)}";
        }).RequireIdempotencyKey(o => o.OnConcurrent = ConcurrentDuplicate.Wait));

        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.PostAsync("/", "k")));

        Assert.Equal(1, runs);
        Assert.All(responses, r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        Assert.All(await Task.WhenAll(responses.Select(r => r.Content.ReadAsStringAsync())), text => Assert.Equal("run 1", text));
        Assert.Equal(49, responses.Count(r => r.Headers.Contains("Idempotent-Replayed")));
    }

    [Fact]
    public async Task ADuplicateInFlightIsRefused_WithTheTimeToComeAgain()
    {
        var goOn = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", async () =>
        {
            runs++;
            entered.SetResult();
            await goOn.Task;
        }).RequireIdempotencyKey());

        var first = app.PostAsync("/", "k");
        await entered.Task;
        var duplicates = await Task.WhenAll(Enumerable.Range(0, 49).Select(_ => app.PostAsync("/", "k")));
        var mismatch = await app.PostAsync("/", "k", "{\"other\":1}");
        goOn.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        foreach (var duplicate in duplicates)
        {
            await Problem.AssertAsync(duplicate, HttpStatusCode.Conflict, IntentProblemTypes.Conflict);
            Assert.Equal(TimeSpan.FromSeconds(2), duplicate.Headers.RetryAfter?.Delta);
        }

        await Problem.AssertAsync(mismatch, HttpStatusCode.UnprocessableEntity, IntentProblemTypes.Mismatch);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task TwoHundredCallersHaveOneExecutionEach()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", (HttpContext c) =>
        {
            Interlocked.Increment(ref runs);
            return c.User.Claims.First().Value;
        }).RequireAuthorization().RequireIdempotencyKey(o => o.OnConcurrent = ConcurrentDuplicate.Wait));

        await Parallel.ForEachAsync(Enumerable.Range(0, 600), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            var response = await app.PostAsync("/", "same", user: $"user-{i % 200}");
            Assert.Equal($"user-{i % 200}", await response.Content.ReadAsStringAsync(CancellationToken.None));
        });

        Assert.Equal(200, runs);
    }

    [Fact]
    public async Task ALongRequestKeepsItsLease()
    {
        var store = new FaultyStore();
        var runs = 0;
        var finish = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            a => a.MapPost("/", async () =>
            {
                runs++;
                await finish.Task;
            }).RequireIdempotencyKey(o =>
            {
                o.Lease = TimeSpan.FromSeconds(2);
                o.OnFault = FaultedClaim.Release;
            }),
            store: store);

        // A third of the lease lies between two renewals: after four of them the first lease has long run out.
        var first = app.PostAsync("/", "k");
        while (store.Renewals < 4 && !first.IsCompleted)
        {
            await Task.Delay(20);
        }

        await Problem.AssertAsync(await app.PostAsync("/", "k"), HttpStatusCode.Conflict, IntentProblemTypes.Conflict);
        finish.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task AFullStoreRefusesClearly_AndStaysBounded()
    {
        var store = new InMemoryIdempotencyStore(null, new() { MaxClaims = 100 });
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => "done").RequireIdempotencyKey(), store: store);
        var client = app.Client();
        var refused = 0;
        HttpResponseMessage? last = null;

        for (var i = 0; i < 10_000; i++)
        {
            last = await client.SendAsync(TestApp.Post("/", $"k-{i}"));
            refused += last.StatusCode == HttpStatusCode.ServiceUnavailable ? 1 : 0;
        }

        Assert.Equal(9_900, refused);
        Assert.Equal(100, store.Count);
        await Problem.AssertAsync(last!, HttpStatusCode.ServiceUnavailable, IntentProblemTypes.StoreUnavailable);
        Assert.NotNull(last!.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/", "k-7")).StatusCode);
    }
}
