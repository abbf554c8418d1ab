using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IntentContracts.AspNetCore.Tests.Idempotency;

public sealed class ReplayTests
{
    [Fact]
    public async Task ADuplicateGetsTheSameResponse_ByteForByte()
    {
        var body = Enumerable.Range(0, 5000).Select(i => (byte)(i * 7)).ToArray();
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/files", async context =>
        {
            runs++;
            context.Response.StatusCode = 201;
            context.Response.ContentType = "application/x-thing";
            context.Response.Headers.Location = "/files/7";
            context.Response.Headers.ETag = "\"v1\"";
            context.Response.Headers.ContentLanguage = "de";
            context.Response.Headers.SetCookie = "session=secret";
            context.Response.Headers["X-Trace"] = "first";
            foreach (var part in body.Chunk(700))
            {
                await context.Response.Body.WriteAsync(part);
            }
        }).RequireIdempotencyKey());

        var first = await app.PostAsync("/files", "\"k-1\"");
        var second = await app.PostAsync("/files", "k-1");

        Assert.Equal(1, runs);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(body, await first.Content.ReadAsByteArrayAsync());
        Assert.Equal(body, await second.Content.ReadAsByteArrayAsync());
        Assert.Equal("/files/7", second.Headers.Location?.OriginalString);
        Assert.Equal("\"v1\"", second.Headers.ETag?.Tag);
        Assert.Equal("application/x-thing", second.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["de"], second.Content.Headers.ContentLanguage);
        Assert.True(first.Headers.Contains("Set-Cookie"));
        Assert.False(second.Headers.Contains("Set-Cookie"));
        Assert.False(second.Headers.Contains("X-Trace"));
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(["true"], second.Headers.GetValues("Idempotent-Replayed"));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(302, true)]
    [InlineData(400, true)]
    [InlineData(404, true)]
    [InlineData(409, true)]
    [InlineData(422, true)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(408, false)]
    [InlineData(425, false)]
    [InlineData(429, false)]
    public async Task AnswersAreRecorded_AndStatusesThatSayThatNothingHappenedAreNot(int status, bool isRecorded)
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () =>
        {
            runs++;
            return Results.StatusCode(status);
        }).RequireIdempotencyKey());

        Assert.Equal(status, (int)(await app.PostAsync("/", "k")).StatusCode);
        Assert.Equal(status, (int)(await app.PostAsync("/", "k")).StatusCode);

        Assert.Equal(isRecorded ? 1 : 2, runs);
    }

    [Fact]
    public async Task FilesAndUnflushedWritersAreRecorded()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "from a file");
        try
        {
            await using var app = await TestApp.StartAsync(a =>
            {
                a.MapPost("/file", () => Results.File(file, "text/plain")).RequireIdempotencyKey();
                a.MapPost("/writer", (HttpContext context) => context.Response.BodyWriter.Write("unflushed"u8)).RequireIdempotencyKey();
                a.MapPost("/json", async (HttpContext context) =>
                {
                    await context.Response.StartAsync();
                    await context.Response.WriteAsJsonAsync(new { id = 7 });
                    await context.Response.CompleteAsync();
                }).RequireIdempotencyKey();
            });

            foreach (var (path, text) in new[] { ("/file", "from a file"), ("/writer", "unflushed"), ("/json", "{\"id\":7}") })
            {
                for (var i = 0; i < 2; i++)
                {
                    var response = await app.PostAsync(path, "k");
                    Assert.Equal(text, await response.Content.ReadAsStringAsync());
                    Assert.Equal(i == 1, response.Headers.Contains("Idempotent-Replayed"));
                }
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task AResponseThatIsTooLargeIsSent_AndItsDuplicateIsToldThatItWasExecuted()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(
            a => a.MapPost("/", async (HttpContext context) =>
            {
                runs++;
                for (var i = 0; i < 100; i++)
                {
                    await context.Response.Body.WriteAsync(new byte[1000]);
                }
            }).RequireIdempotencyKey(),
            store: new InMemoryIdempotencyStore(null, new() { MaxResultBytes = 10_000 }));

        Assert.Equal(100_000, (await (await app.PostAsync("/", "k")).Content.ReadAsByteArrayAsync()).Length);
        var problem = await Problem.AssertAsync(await app.PostAsync("/", "k"), HttpStatusCode.Conflict, IntentProblemTypes.NotReplayable);

        Assert.Equal(200, problem.GetProperty("recordedStatus").GetInt32());
        Assert.Equal(1, runs);
        Assert.Contains(app.Log.Entries, e => e.Id == 2103);
    }

    [Fact]
    public async Task AStreamIsSentWhileItIsWritten_AndRecorded()
    {
        var goOn = new TaskCompletionSource();
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", async (HttpContext context) =>
        {
            runs++;
            context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>()!.DisableBuffering();
            await context.Response.WriteAsync("one ");
            await context.Response.Body.FlushAsync();
            await goOn.Task;
            await context.Response.WriteAsync("two");
        }).RequireIdempotencyKey());

        using var response = await app.Client().SendAsync(TestApp.Post("/", "k"), HttpCompletionOption.ResponseHeadersRead);
        var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[4];
        await stream.ReadExactlyAsync(buffer);
        Assert.Equal("one "u8.ToArray(), buffer);
        goOn.SetResult();
        Assert.Equal("two", await new StreamReader(stream).ReadToEndAsync());

        Assert.Equal("one two", await (await app.PostAsync("/", "k")).Content.ReadAsStringAsync());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task AnotherBodyPathQueryOrContentTypeIsAnotherRequest()
    {
        await using var app = await TestApp.StartAsync(a => a.MapPost("/orders/{id}", (int id) => Results.Ok(id)).RequireIdempotencyKey());
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/orders/1?a=b", "k", "{\"a\":1}")).StatusCode);

        await Problem.AssertAsync(await app.PostAsync("/orders/1?a=b", "k", "{\"a\":2}"), HttpStatusCode.UnprocessableEntity, IntentProblemTypes.Mismatch);
        await Problem.AssertAsync(await app.PostAsync("/orders/2?a=b", "k", "{\"a\":1}"), HttpStatusCode.UnprocessableEntity, IntentProblemTypes.Mismatch);
        await Problem.AssertAsync(await app.PostAsync("/orders/1?a=c", "k", "{\"a\":1}"), HttpStatusCode.UnprocessableEntity, IntentProblemTypes.Mismatch);
        var other = TestApp.Post("/orders/1?a=b", "k", "{\"a\":1}");
        other.Content!.Headers.ContentType = new("text/plain");
        await Problem.AssertAsync(await app.Client().SendAsync(other), HttpStatusCode.UnprocessableEntity, IntentProblemTypes.Mismatch);
    }

    [Fact]
    public async Task RecordedHeadersOfAForgedRecordAreNotSent()
    {
        var store = new FaultyStore();
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => runs++).RequireIdempotencyKey(), store: store);
        await app.PostAsync("/", "k");
        var request = store.Requests[0];
        await store.Inner.ReleaseAsync(request.Key, 1, default);
        var forged = new FaultyStore();
        Assert.IsType<ClaimOutcome.Acquired>(await forged.Inner.ClaimAsync(request, default));
        var (bytes, _) = new RecordedResponse(200, [new("Location", "/a\r\nSet-Cookie: x=y"), new("Set-Cookie", "x=y"), new("ETag", "\"1\"")], "body"u8.ToArray()).Encode(10_000);
        Assert.True(await forged.Inner.CompleteAsync(request.Key, 1, bytes, TimeSpan.FromHours(1), default));
        await using var other = await TestApp.StartAsync(a => a.MapPost("/", () => runs++).RequireIdempotencyKey(), store: forged);

        var response = await other.PostAsync("/", "k");

        Assert.Equal("body", await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.Contains("ETag"));
        Assert.False(response.Headers.Contains("Location"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0101")]
    [InlineData("0101C801")]
    [InlineData("0101C801FFFFFFFF7F")]
    public async Task ARecordThatCannotBeReadIsNotReplayed(string hex)
    {
        var store = new FaultyStore();
        await using (var probe = await TestApp.StartAsync(a => a.MapPost("/", () => "x").RequireIdempotencyKey(), store: store))
        {
            await probe.PostAsync("/", "k");
        }

        var damaged = new InMemoryIdempotencyStore();
        await damaged.ClaimAsync(store.Requests[0], default);
        await damaged.CompleteAsync(store.Requests[0].Key, 1, Convert.FromHexString(hex), TimeSpan.FromHours(1), default);
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => "x").RequireIdempotencyKey(), store: damaged);

        await Problem.AssertAsync(await app.PostAsync("/", "k"), HttpStatusCode.Conflict, IntentProblemTypes.NotReplayable);
    }
}
