using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IntentContracts.AspNetCore.Tests.Idempotency;

/// <summary>What only a real server does: limits of headers, connections that break, headers that cannot be changed any more.</summary>
public sealed class KestrelTests
{
    [Fact]
    public async Task ARealServerReplays_RefusesHugeHeaders_AndGoesOnWithoutItsClient()
    {
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        var runs = 0;
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddIntentContracts(o => o.AnonymousScope = "anonymous");
        await using var app = builder.Build();
        app.Use(async (context, next) =>
        {
            context.RequestAborted.Register(() => gone.TrySetResult());
            await next(context);
        });
        app.UseIdempotencyKey();
        app.MapPost("/", () => Results.Json(new { run = ++runs })).RequireIdempotencyKey();
        app.MapPost("/slow", async (CancellationToken cancellationToken) =>
        {
            entered.SetResult();
            await goOn.Task;
            cancellationToken.ThrowIfCancellationRequested();
            return "done";
        }).RequireIdempotencyKey(o => o.OnConcurrent = ConcurrentDuplicate.Wait);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        var first = await client.SendAsync(TestApp.Post("/", "k"));
        var second = await client.SendAsync(TestApp.Post("/", "k"));
        Assert.Equal("{\"run\":1}", await first.Content.ReadAsStringAsync());
        Assert.Equal("{\"run\":1}", await second.Content.ReadAsStringAsync());
        Assert.True(second.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(first.Content.Headers.ContentLength, second.Content.Headers.ContentLength);

        try
        {
            Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await client.SendAsync(TestApp.Post("/", new string('k', 10_000_000)))).StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server may close before the client has sent all of it.
        }

        using var impatient = new CancellationTokenSource();
        var slow = client.SendAsync(TestApp.Post("/slow", "s"), impatient.Token);
        await entered.Task;
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
        goOn.SetResult();
        Assert.Equal("done", await (await client.SendAsync(TestApp.Post("/slow", "s"))).Content.ReadAsStringAsync());
    }
}
