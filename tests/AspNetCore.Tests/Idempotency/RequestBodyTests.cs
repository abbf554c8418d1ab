using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IntentContracts.AspNetCore.Tests.Idempotency;

public sealed class RequestBodyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ALargeBodyIsRefused_WhetherItsLengthIsAnnouncedOrNot(bool isAnnounced)
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => ++runs).RequireIdempotencyKey());
        var request = TestApp.Post("/", "k");
        request.Content = isAnnounced ? new ByteArrayContent(new byte[10_000_000]) : new StreamContent(new Endless(10_000_000));

        var problem = await Problem.AssertAsync(await app.Client().SendAsync(request), HttpStatusCode.RequestEntityTooLarge, IntentProblemTypes.RequestTooLarge);

        Assert.Equal(1024 * 1024, problem.GetProperty("maxBytes").GetInt64());
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task ABinaryBodyStaysReadable()
    {
        var sent = new byte[300_000];
        new Random(1).NextBytes(sent);
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", async (HttpContext context) =>
        {
            var read = new MemoryStream();
            await context.Request.BodyReader.CopyToAsync(read);
            return Results.Bytes(read.ToArray());
        }).RequireIdempotencyKey(), store: new InMemoryIdempotencyStore(null, new() { MaxResultBytes = 1_000_000 }));

        for (var i = 0; i < 2; i++)
        {
            var request = TestApp.Post("/", "k");
            request.Content = new ByteArrayContent(sent);
            Assert.Equal(sent, await (await app.Client().SendAsync(request)).Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task ABodyThatWasReadBeforeIsAMistakeOfTheApplication()
    {
        await using var app = await TestApp.StartBareAsync(a =>
        {
            a.UseAuthentication();
            a.Use(async (context, next) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
                await next(context);
            });
            a.UseIdempotencyKey();
            a.MapPost("/", () => 1).RequireIdempotencyKey();
        });

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.PostAsync("/", "k", "{\"a\":1}"));

        Assert.Contains("EnableBuffering", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A stream without a length.</summary>
    private sealed class Endless(int left) : MemoryStream
    {
        private int _left = left;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Math.Min(buffer.Length, _left);
            _left -= read;
            return new(read);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            for (; _left > 0; _left -= 10_000)
            {
                await destination.WriteAsync(new byte[10_000], cancellationToken);
            }
        }
    }
}
