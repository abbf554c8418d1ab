using System.Net;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json;
using IntentContracts.Shared;
using Microsoft.AspNetCore.Builder;

namespace IntentContracts.AspNetCore.Tests.Page;

public sealed class IntentPageTests
{
    private const string Hostile = "</code><script>alert(\"'&\")</script>\u2028";

    // A loaded assembly with a manifest in which everything is hostile.
    private static readonly Assembly s_loaded = Define();

    [Fact]
    public async Task IsOffUntilMapped()
    {
        await using var app = await TestApp.StartAsync(_ => { }, environment: "Development");

        Assert.Equal(HttpStatusCode.NotFound, (await app.Client().GetAsync("/intent")).StatusCode);
    }

    [Fact]
    public async Task OutsideDevelopmentItNeedsAWordOnAuthorization()
    {
        await using (var silent = await TestApp.StartAsync(a => a.MapIntentContracts()))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await silent.Client().GetAsync("/intent")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await silent.Client().GetAsync("/intent/manifest.json")).StatusCode);
            Assert.Contains(silent.Log.Entries, e => e.Id == 2201);
        }

        await using (var authorized = await TestApp.StartAsync(a => a.MapIntentContracts().RequireAuthorization()))
        {
            Assert.Equal(HttpStatusCode.OK, (await authorized.Client().GetAsync("/intent")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await authorized.Client(null).GetAsync("/intent")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await authorized.Client(null).GetAsync("/intent/manifest.json")).StatusCode);
        }

        await using var open = await TestApp.StartAsync(a => a.MapIntentContracts("/contracts").AllowAnonymous());
        Assert.Equal(HttpStatusCode.OK, (await open.Client(null).GetAsync("/contracts")).StatusCode);
    }

    [Fact]
    public async Task EverythingIsEncoded_AndNothingIsLoaded()
    {
        Assert.NotNull(s_loaded);
        await using var app = await TestApp.StartAsync(a => a.MapIntentContracts(), environment: "Development");

        var response = await app.Client().GetAsync("/intent");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("</code><", html.Replace("</code></td>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task JsonIsDeterministic_AndKnownByItsTag()
    {
        Assert.NotNull(s_loaded);
        await using var app = await TestApp.StartAsync(a => a.MapIntentContracts(), environment: "Development");

        var first = await app.Client().GetAsync("/intent/manifest.json");
        var text = await first.Content.ReadAsStringAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/intent/manifest.json");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        var assembly = JsonDocument.Parse(text).RootElement.GetProperty("assemblies").EnumerateArray().Single(a => a.GetProperty("name").GetString() == "Hostile");
        Assert.Equal(Hostile, assembly.GetProperty("intents")[0].GetProperty("arguments").GetString());
        Assert.Equal(HttpStatusCode.NotModified, (await app.Client().SendAsync(request)).StatusCode);
        Assert.Equal("", await (await app.Client().SendAsync(new(HttpMethod.Head, "/intent"))).Content.ReadAsStringAsync());
    }

    private static AssemblyBuilder Define()
    {
        var span = new ManifestSpan(Hostile, 1, 1, 1, 1);
        var text = ManifestFormat.Write(new(
            [new(Hostile, Hostile, 0, Hostile, span)],
            [new(Hostile, Hostile, [Hostile], span)],
            [new(Hostile, Hostile, Hostile, Hostile, Hostile, span)],
            [new(Hostile, Hostile, Hostile, [Hostile], [Hostile], span)],
            [new(Hostile, Hostile, [Hostile], Hostile, span)],
            [new(Hostile, Hostile)],
            [],
            [],
            false));
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Hostile"), AssemblyBuilderAccess.Run);
        assembly.SetCustomAttribute(new(typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!, [Manifest.MetadataKey, text]));
        return assembly;
    }
}
