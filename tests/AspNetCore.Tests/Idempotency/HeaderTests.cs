using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace IntentContracts.AspNetCore.Tests.Idempotency;

public sealed class HeaderTests
{
    [Theory]
    [InlineData("\"8e03978e-40d5\"", "8e03978e-40d5")]
    [InlineData("8e03978e-40d5", "8e03978e-40d5")]
    [InlineData("\"a \\\"b\\\" \\\\ c, d; e\"", "a \"b\" \\ c, d; e")]
    [InlineData("  \"x\"  ", "x")]
    public void IsRead(string field, string key)
    {
        Assert.Null(KeyHeader.Read(field, 255, out var read));
        Assert.Equal(key, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\"   \"")]
    [InlineData("\"")]
    [InlineData("\"a")]
    [InlineData("\"a\\\"")]
    [InlineData("\"a\\n\"")]
    [InlineData("\"a\" \"b\"")]
    [InlineData("\"a\", \"b\"")]
    [InlineData("\"a\";p=1")]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a;b")]
    [InlineData("a\\b")]
    [InlineData("\"a\u0001\"")]
    [InlineData("\"a\r\nSet-Cookie: x\"")]
    [InlineData("\"ü\"")]
    [InlineData("ключ")]
    [InlineData("a\u007f")]
    public void IsRefused(string field) => Assert.NotNull(KeyHeader.Read(field, 255, out _));

    [Fact]
    public void MayBeAsLongAsAllowed_AfterItsEscapesAreResolved()
    {
        Assert.Null(KeyHeader.Read(new string('k', 255), 255, out _));
        Assert.NotNull(KeyHeader.Read(new string('k', 256), 255, out _));
        Assert.Null(KeyHeader.Read('"' + string.Concat(Enumerable.Repeat("\\\\", 255)) + '"', 255, out var key));
        Assert.Equal(255, key.Length);
        Assert.NotNull(KeyHeader.Read(new string('k', 10_000_000), 255, out _));
        Assert.NotNull(KeyHeader.Read(new StringValues(["a", "b"]), 255, out _));
    }

    /// <summary>No text makes the reader throw, and what it reads is printable.</summary>
    [Fact]
    public void AnyTextIsReadOrRefused()
    {
        var random = new Random(7);
        const string Alphabet = "\"\\,; abc\r\n\0é~=";
        for (var i = 0; i < 20_000; i++)
        {
            var field = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            if (KeyHeader.Read(field, 8, out var key) is null)
            {
                Assert.InRange(key.Length, 1, 8);
                Assert.All(key, c => Assert.InRange(c, ' ', '~'));
            }
        }
    }

    [Fact]
    public async Task AMissingOrMalformedKeyIsRefused_AndNothingOfItIsShown()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => ++runs).RequireIdempotencyKey());

        await Problem.AssertAsync(await app.PostAsync("/", null), HttpStatusCode.BadRequest, IntentProblemTypes.KeyMissing);
        foreach (var hostile in new[] { "\"<script>", "\"secret-1\", \"secret-2\"", new string('k', 256), "\"\"" })
        {
            var response = await app.PostAsync("/", hostile);
            await Problem.AssertAsync(response, HttpStatusCode.BadRequest, IntentProblemTypes.KeyMalformed);
            Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var twice = TestApp.Post("/", null);
        twice.Headers.Add("Idempotency-Key", ["a", "b"]);
        await Problem.AssertAsync(await app.Client().SendAsync(twice), HttpStatusCode.BadRequest, IntentProblemTypes.KeyMalformed);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task NothingOfAKeyIsLogged()
    {
        var store = new FaultyStore();
        await using var app = await TestApp.StartAsync(
            a =>
            {
                a.MapPost("/", () => Results.Ok()).RequireIdempotencyKey();
                a.MapPost("/fault", string () => throw new InvalidOperationException("fault")).RequireIdempotencyKey();
            },
            store: store);
        await app.PostAsync("/", "SECRET-KEY");
        await app.PostAsync("/", "SECRET-KEY", "{\"other\":1}");
        await app.PostAsync("/fault", "SECRET-KEY");
        store.Down.Add("claim");
        await app.PostAsync("/", "SECRET-KEY");

        Assert.Contains(app.Log.Entries, e => e.Id == 2101);
        Assert.Contains(app.Log.Entries, e => e.Id == 2105);
        Assert.DoesNotContain(app.Log.Entries, e => e.Text.Contains("SECRET", StringComparison.Ordinal));
        Assert.All(store.Requests, r => Assert.DoesNotContain("SECRET", r.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnAcceptedKeyMayBeMissing_AndNotMalformed()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(a => a.MapPost("/", () => ++runs).AcceptIdempotencyKey());

        await app.PostAsync("/", null);
        await app.PostAsync("/", null);
        await app.PostAsync("/", "k");
        await app.PostAsync("/", "k");

        Assert.Equal(3, runs);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostAsync("/", "\"")).StatusCode);
    }

    [Fact]
    public async Task AGroupsRuleIsForUnsafeMethods_AndAnEndpointMayDiffer()
    {
        await using var app = await TestApp.StartAsync(a =>
        {
            var group = a.MapGroup("/g").RequireIdempotencyKey();
            group.MapGet("/", () => "read");
            group.MapPost("/", () => "write");
            group.MapPost("/free", () => "free").IgnoreIdempotencyKey();
        });

        Assert.Equal(HttpStatusCode.OK, (await app.Client().GetAsync("/g")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostAsync("/g", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/g", "k")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/g/free", null)).StatusCode);
    }

    [Fact]
    public async Task HandlersGetTheKey()
    {
        await using var app = await TestApp.StartAsync(a =>
        {
            a.MapPost("/bound", (IdempotencyKeyHeader key) => key.Value).RequireIdempotencyKey();
            a.MapPost("/context", (HttpContext context) => context.GetIdempotencyKey()).RequireIdempotencyKey();
            a.MapPost("/only", (IdempotencyKeyHeader? key) => key?.Value ?? "none");
        });

        Assert.Equal("a\"b", await (await app.PostAsync("/bound", "\"a\\\"b\"")).Content.ReadAsStringAsync());
        Assert.Equal("k", await (await app.PostAsync("/context", "k")).Content.ReadAsStringAsync());
        Assert.Equal("k", await (await app.PostAsync("/only", "k")).Content.ReadAsStringAsync());
        Assert.Equal("none", await (await app.PostAsync("/only", null)).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostAsync("/only", "\"")).StatusCode);
    }
}
