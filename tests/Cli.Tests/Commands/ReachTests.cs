using System.Text.Json;

namespace IntentContracts.Cli.Tests.Commands;

public sealed class ReachTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_request_is_told_in_its_order()
    {
        var run = await shop.RunAsync("reach", "Endpoints.Import");

        Assert.Equal(
            """
            Endpoints.Import   critical path, at least once   owned by imports
              Endpoints.Import
            """,
            string.Join("\n", run.Lines.Take(2).Select((l, i) => i == 0 ? l : l[..18])));
        var effects = run.Lines.Select(l => l.Trim()).Where(l => l.StartsWith("1. ", StringComparison.Ordinal) || l.StartsWith("2. ", StringComparison.Ordinal)).ToList();
        Assert.StartsWith("1. http HttpClient.PostAsync", effects[0], StringComparison.Ordinal);
        Assert.Contains("retried by retry loop (×3, Shop.cs:16)", effects[0], StringComparison.Ordinal);
        Assert.StartsWith("2. file write File.AppendAllTextAsync", effects[1], StringComparison.Ordinal);
        Assert.Contains(run.Lines, l => l.Contains("Orders.PlaceAsync", StringComparison.Ordinal) && l.EndsWith("in a loop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_method_that_is_no_entry_point_can_be_asked_about() =>
        Assert.StartsWith("Orders.UnusedAsync   no entry point", (await shop.RunAsync("reach", "UnusedAsync")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Without_effects_it_says_so() => Assert.EndsWith("  It reaches no effect.\n", (await shop.RunAsync("reach", "Look")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task What_can_be_several_things_is_not_guessed()
    {
        var run = await shop.RunAsync("reach", "Endpoints");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            """
            error: 'Endpoints' can be 3 things: say which
              Endpoints.Import (critical path)
              Endpoints.Look (critical path)
              Endpoints.Place (critical path)

            """,
            run.Errors);
    }

    [Fact]
    public async Task Machines_get_the_same_tree()
    {
        using var json = JsonDocument.Parse((await shop.RunAsync("reach", "Endpoints.Place", "--json")).Output);

        var place = json.RootElement.GetProperty("does").GetProperty("does")[0];
        Assert.Equal("Orders.PlaceAsync", place.GetProperty("text").GetString());
        Assert.Equal(["call", "effect"], place.GetProperty("does").EnumerateArray().Select(d => d.GetProperty("kind").GetString()));
    }
}
