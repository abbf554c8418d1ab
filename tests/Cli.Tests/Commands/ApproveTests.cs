using System.Text.Json;

namespace IntentContracts.Cli.Tests.Commands;

public sealed class ApproveTests : IDisposable
{
    private readonly BuiltShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task An_owner_approves_a_body_and_nothing_else()
    {
        var missing = await _shop.RunAsync("approve", "Gateway.ChargeAsync", "--by", "@shop");
        Assert.Equal(3, missing.ExitCode);
        Assert.StartsWith("error: there is no intent.lock to write the approval into", missing.Errors, StringComparison.Ordinal);

        _shop.AcceptLock();
        var before = File.ReadAllText(_shop.LockFile);
        var run = await _shop.RunAsync("approve", "Gateway.ChargeAsync", "--by", "@shop", "--on", "2026-11-26");

        Assert.Equal("", run.Errors);
        Assert.Matches(@"^Gateway\.ChargeAsync\(String\) · \S+ · approved by @shop on 2026-11-26\nintent\.lock: commit it\n$", run.Output);
        var after = File.ReadAllText(_shop.LockFile);
        Assert.Equal(before.Split('\n'), after.Split('\n').Where(line => !line.Contains("approved by", StringComparison.Ordinal)));
        Assert.Single(after.Split('\n'), line => line.Contains("approved by @shop on 2026-11-26", StringComparison.Ordinal));

        var again = JsonDocument.Parse((await _shop.RunAsync("approve", "*", "--by", "@other", "--json")).Output).RootElement;
        Assert.Equal(0, again.GetProperty("approved").GetArrayLength());
        Assert.Equal(after, File.ReadAllText(_shop.LockFile));
    }

    [Fact]
    public async Task What_does_not_decide_cannot_be_approved_and_a_build_server_approves_nothing()
    {
        _shop.AcceptLock();

        var unknown = await _shop.RunAsync("approve", "Orders.Plaice", "--by", "@shop");
        var inCi = await _shop.RunInCiAsync("approve", "*", "--by", "@shop");
        var noDay = await _shop.RunAsync("approve", "*", "--by", "@shop", "--on", "yesterday");

        Assert.Equal((2, 2, 2), (unknown.ExitCode, inCi.ExitCode, noDay.ExitCode));
        Assert.StartsWith("error: no member that decides is called 'Orders.Plaice'; those that do are\n  Gateway.ChargeAsync\n", unknown.Errors, StringComparison.Ordinal);
        Assert.StartsWith("error: approve is a decision", inCi.Errors, StringComparison.Ordinal);
        Assert.StartsWith("error: 'yesterday' is no day", noDay.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("approved by", File.ReadAllText(_shop.LockFile), StringComparison.Ordinal);
    }
}
