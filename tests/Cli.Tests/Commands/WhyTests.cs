using System.Text.Json;

namespace IntentContracts.Cli.Tests.Commands;

public sealed class WhyTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task An_effect_is_followed_back_to_every_entry_point()
    {
        var run = await shop.RunAsync("why", "http");

        Assert.Equal(
            """
            http: HttpClient.PostAsync src/Shop.cs:16
             ← Gateway.ChargeAsync [NotIdempotent] shop src/Shop.cs:11
             ← Orders.PlaceAsync [Deadline: 00:00:05] shop src/Shop.cs:32
             ← Endpoints.Import critical path [CriticalPath] imports src/Shop.cs:49 in a loop
             ← Endpoints.Place critical path [CriticalPath] shop src/Shop.cs:42
             2 entry points, nearest first: Endpoints.Import, Endpoints.Place

            """,
            run.Squeezed);
        Assert.Equal([2, 4, 6, 6], run.Lines.Where(l => l.Contains('←', StringComparison.Ordinal)).Select(l => l.IndexOf('←', StringComparison.Ordinal)));
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }

    [Theory]
    [InlineData("http:PostAsync")]
    [InlineData("http:*.PostAsync")]
    [InlineData("HttpClient.PostAsync")]
    [InlineData("PostAsync")]
    [InlineData("HTTP:httpclient.postasync")]
    public async Task An_effect_has_many_names(string name) =>
        Assert.StartsWith("http: HttpClient.PostAsync   src/Shop.cs:16\n", (await shop.RunAsync("why", name)).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("Orders.PlaceAsync")]
    [InlineData("PlaceAsync")]
    [InlineData("placeasync")]
    [InlineData("M:Orders.PlaceAsync")]
    [InlineData("M:Orders.Place*")]
    public async Task A_member_has_many_names(string name)
    {
        var run = await shop.RunAsync("why", name);

        Assert.StartsWith("Orders.PlaceAsync   src/Shop.cs:", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Lines.Count(l => l.TrimStart().StartsWith('←')));
    }

    [Fact]
    public async Task What_nobody_comes_to_says_so() =>
        Assert.Contains("  no entry point comes to it\n", (await shop.RunAsync("why", "UnusedAsync")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_wrong_name_is_answered_with_near_ones()
    {
        var run = await shop.RunAsync("why", "Orders.PlaceAsinc");

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("error: nothing in this program is called 'Orders.PlaceAsinc' · did you mean Orders.PlaceAsync", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_kind_is_answered_with_all_kinds()
    {
        var run = await shop.RunAsync("why", "publsh:Order");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: 'publsh' is no kind of effect · did you mean publish?\n", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_get_each_entry_point_with_its_way()
    {
        using var json = JsonDocument.Parse((await shop.RunAsync("why", "http", "--json")).Output);

        Assert.Equal((1, "why"), (json.RootElement.GetProperty("version").GetInt32(), json.RootElement.GetProperty("command").GetString()));
        var target = Assert.Single(json.RootElement.GetProperty("targets").EnumerateArray());
        var ways = target.GetProperty("entryPoints").EnumerateArray().Select(e => string.Join(" → ", e.GetProperty("path").EnumerateArray().Select(s => s.GetProperty("name").GetString())));
        Assert.Equal(["Endpoints.Import → Orders.PlaceAsync → Gateway.ChargeAsync", "Endpoints.Place → Orders.PlaceAsync → Gateway.ChargeAsync"], ways);
    }
}
