using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IntentContracts.AspNetCore.Tests.Idempotency;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultedClaim.Auto, true, true)]
    [InlineData(FaultedClaim.Hold, true, true)]
    [InlineData(FaultedClaim.Release, true, false)]
    [InlineData(FaultedClaim.Auto, false, true)]
    [InlineData(FaultedClaim.Release, false, false)]
    public async Task AFailureHoldsTheKey_UnlessNothingCanRemain(FaultedClaim onFault, bool throws, bool isHeld)
    {
        var runs = 0;
        var store = new FaultyStore();
        await using var app = await TestApp.StartAsync(
            a => a.MapPost("/", async (HttpContext context) =>
            {
                runs++;
                await context.Response.WriteAsync("half");
                context.Response.StatusCode = 500;
                if (throws)
                {
                    throw new IOException("fault");
                }
            }).RequireIdempotencyKey(o => o.OnFault = onFault),
            store: store);

        var first = await app.PostAsync("/", "k");
        Assert.Equal(HttpStatusCode.InternalServerError, first.StatusCode);
        Assert.Equal(!throws, await first.Content.ReadAsStringAsync() == "half");
        var second = await app.PostAsync("/", "k");

        Assert.Equal(onFault != FaultedClaim.Release, store.Requests[0].IsMarked);
        if (isHeld)
        {
            await Problem.AssertAsync(second, HttpStatusCode.Conflict, IntentProblemTypes.Unknown);
            Assert.Equal(1, runs);
        }
        else
        {
            Assert.Equal(HttpStatusCode.InternalServerError, second.StatusCode);
            Assert.Equal(2, runs);
        }
    }

    [Fact]
    public async Task AStoreThatIsDownRefusesBeforeAnythingHappens()
    {
        var store = new FaultyStore { Down = { "claim" } };
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => ++runs).RequireIdempotencyKey(), store: store);

        var response = await app.PostAsync("/", "k");

        var problem = await Problem.AssertAsync(response, HttpStatusCode.ServiceUnavailable, IntentProblemTypes.StoreUnavailable);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
        Assert.False(problem.TryGetProperty("detail", out _));
        Assert.Equal(0, runs);
        store.Down.Clear();
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/", "k")).StatusCode);
    }

    [Fact]
    public async Task AResponseThatCannotBeRecordedIsSent_AndDuplicatesAreRefused()
    {
        var store = new FaultyStore { Down = { "complete" } };
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => $"run {++runs}").RequireIdempotencyKey(), store: store);

        Assert.Equal("run 1", await (await app.PostAsync("/", "k")).Content.ReadAsStringAsync());
        await Problem.AssertAsync(await app.PostAsync("/", "k"), HttpStatusCode.Conflict, IntentProblemTypes.Unknown);

        Assert.Equal(1, runs);
        Assert.Contains(app.Log.Entries, e => e.Id == 2102);
    }

    [Fact]
    public async Task AStoreThatGoesDownWhileTheEndpointRunsLeavesTheClaimToItsLease()
    {
        var store = new FaultyStore { Down = { "complete", "hold", "renew", "release" } };
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => "done").RequireIdempotencyKey(), store: store);

        Assert.Equal("done", await (await app.PostAsync("/", "k")).Content.ReadAsStringAsync());
        await Problem.AssertAsync(await app.PostAsync("/", "k"), HttpStatusCode.Conflict, IntentProblemTypes.Conflict);
        Assert.Contains(app.Log.Entries, e => e.Id == 2106);
    }

    [Fact]
    public async Task AResponseOfALostLeaseIsNotSent()
    {
        await using var app = await TestApp.StartAsync(
            a => a.MapPost("/", (HttpContext context) =>
            {
                context.Response.Headers.Location = "/mine";
                return "mine";
            }).RequireIdempotencyKey(),
            store: new FaultyStore { LosesLeases = true });

        var response = await app.PostAsync("/", "k");

        await Problem.AssertAsync(response, HttpStatusCode.InternalServerError, IntentProblemTypes.LeaseLost);
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task ARequestWhoseClientHasGoneEnds_AndIsReplayed()
    {
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", async (CancellationToken cancellationToken) =>
        {
            entered.SetResult();
            await goOn.Task;
            cancellationToken.ThrowIfCancellationRequested();
            return $"run {++runs}";
        }).RequireIdempotencyKey(o => o.OnConcurrent = ConcurrentDuplicate.Wait));

        using var client = new CancellationTokenSource();
        var gone = app.Client().SendAsync(TestApp.Post("/", "k"), client.Token);
        await entered.Task;
        await client.CancelAsync();
        goOn.SetResult();

        // The test server ends a cancelled request when the application has.
        await Task.WhenAny(gone);

        Assert.Equal("run 1", await (await app.PostAsync("/", "k")).Content.ReadAsStringAsync());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task ACancelledRequestIsAFault_WhenItFollowsItsClient()
    {
        var entered = new TaskCompletionSource();
        var store = new FaultyStore();
        await using var app = await TestApp.StartAsync(
            a => a.MapPost("/", async (CancellationToken cancellationToken) =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }).RequireIdempotencyKey(o => o.OnConcurrent = ConcurrentDuplicate.Wait),
            o => o.IdempotencyKey.FinishWithoutClient = false,
            store);

        using var client = new CancellationTokenSource();
        var gone = app.Client().SendAsync(TestApp.Post("/", "k"), client.Token);
        await entered.Task;
        await client.CancelAsync();
        await Task.WhenAny(gone);

        await Problem.AssertAsync(await app.PostAsync("/", "k"), HttpStatusCode.Conflict, IntentProblemTypes.Unknown);
    }

    [Fact]
    public async Task AnEndpointThatAbortsHasNotAnswered()
    {
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", (HttpContext context) => context.Abort()).RequireIdempotencyKey(o => o.OnConcurrent = ConcurrentDuplicate.Wait));

        await Assert.ThrowsAnyAsync<Exception>(() => app.PostAsync("/", "k"));

        await Problem.AssertAsync(await app.PostAsync("/", "k"), HttpStatusCode.Conflict, IntentProblemTypes.Unknown);
    }

    [Fact]
    public async Task AnExceptionHandlerInsideTurnsExceptionsIntoAnswers_WithoutWhatWasWrittenBefore()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(a =>
        {
            a.UseExceptionHandler(e => e.Run(async context =>
            {
                context.Response.StatusCode = 422;
                await context.Response.WriteAsync("declined");
            }));
            a.MapPost("/", async (HttpContext context) =>
            {
                runs++;
                await context.Response.WriteAsync("half");
                throw new InvalidOperationException("declined");
            }).RequireIdempotencyKey();
        });

        for (var i = 0; i < 2; i++)
        {
            var response = await app.PostAsync("/", "k");
            Assert.Equal(422, (int)response.StatusCode);
            Assert.Equal("declined", await response.Content.ReadAsStringAsync());
        }

        Assert.Equal(1, runs);
    }
}
