namespace IntentContracts.Samples.Tests.Orders;

public sealed class DemoTests
{
    private static readonly string Api = Path.Combine(
        Repository.Root, "samples", "Orders", "Api", "bin", Repository.Configuration, "net10.0", "Orders.Api.dll");

    [Fact]
    public async Task Every_guard_holds_and_says_so_with_numbers()
    {
        var demo = await DotNet.RunAsync(TimeSpan.FromMinutes(1), Api, "--demo");

        Assert.True(demo.ExitCode == 0, demo.Output);
        Assert.DoesNotContain("BROKEN", demo.Output, StringComparison.Ordinal);
        Assert.Contains("answers that say 201 Created: 50", demo.Output, StringComparison.Ordinal);
        Assert.Contains("different answers among them: 1", demo.Output, StringComparison.Ordinal);
        Assert.Contains("articles for sale -3, gateway requests +1, charges +1, charged +149.70", demo.Output, StringComparison.Ordinal);
        Assert.Contains("what changed: one order, and no second charge: orders +1, articles for sale -1, gateway requests +1", demo.Output, StringComparison.Ordinal);
        Assert.Contains("Reserved <= OnHand", demo.Output, StringComparison.Ordinal);
        Assert.Contains("orders shipped: 5", demo.Output, StringComparison.Ordinal);

        // Whatever it logs, something is wrong.
        Assert.DoesNotMatch(@"(?m)^(trce|dbug|info|warn|fail|crit): ", demo.Output);
    }

    [PostgreSqlFact]
    public async Task Every_guard_holds_on_PostgreSQL_too()
    {
        await using var database = await PostgreSqlDatabase.CreateAsync();

        var demo = await DotNet.RunAsync(TimeSpan.FromMinutes(1), Api, "--demo", "--postgresql", database.ConnectionString);

        Assert.True(demo.ExitCode == 0, demo.Output);
        Assert.Contains("with PostgreSQL", demo.Output, StringComparison.Ordinal);
        Assert.Contains("what changed: one order, and no second charge: orders +1, articles for sale -1, gateway requests +1", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_build_wrote_the_documents_the_demo_points_to()
    {
        var documents = Path.Combine(Path.GetDirectoryName(Api)!, "intent");

        Assert.Contains("POST /orders", File.ReadAllText(Path.Combine(documents, "index.md")), StringComparison.Ordinal);
    }
}
