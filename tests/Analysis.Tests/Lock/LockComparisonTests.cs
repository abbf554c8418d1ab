using IntentContracts.Analysis.Lock;

namespace IntentContracts.Analysis.Tests.Lock;

/// <summary>What a reviewer is told of two locks: one change for each decision, and whether less is promised.</summary>
public sealed class LockComparisonTests
{
    private const string Place = "Shop.Orders.PlaceAsync(Order)";

    private static readonly LockEffect s_commit = new("db commit", "DbContext.SaveChangesAsync", Place, 1, "orders", [], [new("Idempotent at Orders.PlaceAsync(Order)", true, true)]);

    private static readonly IntentLock s_base = new(
        "Shop",
        [new(Place, "Idempotent", "Key = \"order.Id\"")],
        [new("Polly pipeline in Shop.Gateway.Charge()", "3", false)],
        [new("POST /orders", "http", true, "web", [s_commit]), new("PUT /orders", "http", false, "web", [s_commit])],
        null);

    [Fact]
    public void Nothing_changed_is_no_change() => Assert.Empty(LockComparison.Compare(s_base, s_base));

    [Theory]
    [InlineData("TransactionBoundary", "Isolation = Serializable", "Isolation = ReadCommitted", true, "isolation lowered Serializable → ReadCommitted")]
    [InlineData("TransactionBoundary", "Isolation = ReadCommitted", "Isolation = Serializable", false, "isolation raised ReadCommitted → Serializable")]
    [InlineData("TransactionBoundary", "Isolation = Serializable", "", true, "isolation lowered Serializable → default")]
    [InlineData("TransactionBoundary", "Propagation = RequiresNew", "Propagation = Required", true, "propagation changed RequiresNew → Required")]
    [InlineData("RetryPolicy", "MaxAttempts = 3", "MaxAttempts = 5", true, "attempts raised 3 → 5")]
    [InlineData("RetryPolicy", "MaxAttempts = 5", "", false, "attempts lowered 5 → default")]
    [InlineData("Deadline", "\"00:00:05\"", "\"00:01:00\"", true, "[Deadline] raised 00:00:05 → 00:01:00")]
    [InlineData("Idempotent", "Key = \"a\"", "Key = \"b\"", false, "key changed a → b")]
    [InlineData("Idempotent", "Scope = \"user\"", "", true, "scope changed user → default")]
    [InlineData("Invariant", "\"Total >= 0\"", "\"Total >= -1\"", true, "[Invariant] changed Total >= 0 → Total >= -1")]
    [InlineData("Invariant", "\"Total >= 0\", Because = \"a\"", "\"Total >= 0\", Because = \"b\"", false, "because changed a → b")]
    [InlineData("IntentException", "\"IC1401\", Until = \"2026-12-01\"", "\"IC1401\", Until = \"2027-12-01\"", true, "until extended 2026-12-01 → 2027-12-01")]
    [InlineData("Assumes", "\"a\", Until = \"2026-12-01\"", "\"a\", Until = \"2027-12-01\"", true, "until extended 2026-12-01 → 2027-12-01")]
    [InlineData("Assumes", "\"a\", Until = \"2027-12-01\"", "\"a\", Until = \"2026-12-01\"", false, "until shortened 2027-12-01 → 2026-12-01")]
    [InlineData("Assumes", "\"a\", Until = \"2027-12-01\"", "\"a\"", true, "until changed 2027-12-01 → default")]
    [InlineData("Assumes", "\"a\"", "\"a\", Until = \"2027-12-01\"", false, "until changed default → 2027-12-01")]
    [InlineData("Assumes", "\"a\", VerifiedBy = \"Probe\"", "\"a\"", true, "verifiedBy changed Probe → default")]
    [InlineData("Assumes", "\"a\"", "\"b\"", false, "[Assumes] changed a → b")]
    [InlineData("QueryPerItem", "\"few\", Max = 5", "\"few\", Max = 50", true, "max raised 5 → 50")]
    public void A_changed_argument_says_from_what_to_what(string intent, string before, string after, bool weakens, string what)
    {
        var change = Assert.Single(LockComparison.Compare(With(new(Place, intent, before)), With(new(Place, intent, after))));

        Assert.Equal(weakens, change.Weakens);
        Assert.Equal("Orders.PlaceAsync: " + what, change.Text);
        Assert.Equal("orders", change.Owner);
    }

    [Theory]
    [InlineData("Deadline", "\"00:00:05\"", true, true)]
    [InlineData("Invariant", "\"Total >= 0\"", true, true)]
    [InlineData("OwnedBy", "\"web\"", true, true)]
    [InlineData("NoTransaction", "\"why\"", true, false)]
    [InlineData("IntentException", "\"IC1401\"", true, false)]
    [InlineData("Deadline", "\"00:00:05\"", false, false)]
    [InlineData("Assumes", "\"a\"", true, false)]
    [InlineData("Assumes", "\"a\"", false, false)]
    [InlineData("NotIdempotent", "\"why\"", false, true)]
    [InlineData("IntentException", "\"IC1401\"", false, true)]
    [InlineData("Swallows", "\"System.Exception\", \"why\"", false, true)]
    public void Safeguards_weaken_when_they_go_and_refusals_when_they_come(string intent, string arguments, bool removed, bool weakens)
    {
        var with = With(new LockDecision(Place, intent, arguments));

        var change = Assert.Single(removed ? LockComparison.Compare(with, s_base) : LockComparison.Compare(s_base, with));

        Assert.Equal(weakens, change.Weakens);
        Assert.Contains(removed ? "removed" : "added", change.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_on_one_member_each_is_compared_with_itself()
    {
        var before = s_base with { Decisions = [Day("a", "2026-12-01"), Day("b", "2026-12-01"), Day("c", "2026-12-01")] };
        var after = s_base with { Decisions = [Day("a", "2027-12-01"), Day("b", "2026-11-01"), Day("d", "2026-12-01")] };

        Assert.Equal(
            [(true, "until extended 2026-12-01 → 2027-12-01"), (false, "[Assumes] changed c → d"), (false, "until shortened 2026-12-01 → 2026-11-01")],
            LockComparison.Compare(before, after).Select(c => (c.Weakens, c.What)).OrderByDescending(c => c.Weakens).ThenBy(c => c.What, StringComparer.Ordinal));

        static LockDecision Day(string what, string until) => new(Place, "Assumes", $"\"{what}\", Until = \"{until}\"");
    }

    [Fact]
    public void What_follows_from_a_removed_attribute_is_the_same_change()
    {
        var bare = s_commit with { Covers = [], Undeclared = ["a repeat is not decided"] };

        var change = Assert.Single(LockComparison.Compare(s_base, s_base with { Decisions = [], Entries = [.. s_base.Entries.Select(e => e with { Effects = [bare] })] }));

        Assert.True(change.Weakens);
        Assert.Equal("Orders.PlaceAsync: [Idempotent] removed", change.Text);
    }

    [Fact]
    public void A_new_effect_of_two_entry_points_is_new_once()
    {
        var publish = new LockEffect("publish", "OrderPlaced", Place, 1, "orders", [], []);

        var change = Assert.Single(LockComparison.Compare(s_base, s_base with { Entries = [.. s_base.Entries.Select(e => e with { Effects = [.. e.Effects, publish] })] }));

        Assert.False(change.Weakens);
        Assert.Equal("POST /orders: publishes OrderPlaced in Orders.PlaceAsync, new (+1 more entry)", change.Text);
    }

    [Fact]
    public void An_effect_that_nobody_declared_weakens()
    {
        var publish = new LockEffect("publish", "OrderPlaced", Place, 1, "", ["no owner"], []);

        var change = Assert.Single(LockComparison.Compare(s_base, s_base with { Entries = [s_base.Entries[0] with { Effects = [s_commit, publish] }, s_base.Entries[1]] }));

        Assert.True(change.Weakens);
        Assert.Equal("POST /orders: publishes OrderPlaced in Orders.PlaceAsync, new, no owner", change.Text);
    }

    [Theory]
    [InlineData("5", true, "attempts of the Polly pipeline raised 3 → 5")]
    [InlineData("2", false, "attempts of the Polly pipeline lowered 3 → 2")]
    [InlineData("∞", true, "attempts of the Polly pipeline raised 3 → ∞")]
    public void More_attempts_weaken(string attempts, bool weakens, string what)
    {
        var change = Assert.Single(LockComparison.Compare(s_base, s_base with { Retries = [s_base.Retries[0] with { Attempts = attempts }] }));

        Assert.Equal((weakens, "Gateway.Charge: " + what), (change.Weakens, change.Text));
    }

    [Fact]
    public void A_new_retry_and_what_it_encloses_are_one_change()
    {
        var retried = s_commit with { Covers = [.. s_commit.Covers, new("retried by retry loop in Job.Run()", true, true)] };
        var after = s_base with
        {
            Retries = [.. s_base.Retries, new("retry loop in Shop.Job.Run()", "n", false)],
            Entries = [.. s_base.Entries.Select(e => e with { Effects = [retried] })],
        };

        var change = Assert.Single(LockComparison.Compare(s_base, after));

        Assert.Equal((true, "Job.Run: retry loop of several attempts, new"), (change.Weakens, change.Text));
    }

    [Fact]
    public void A_renamed_method_takes_its_decision_along()
    {
        var renamed = s_commit with { Member = "Shop.Orders.OrderAsync(Order)", Covers = [new("Idempotent at Orders.OrderAsync(Order)", true, true)] };

        var changes = LockComparison.Compare(s_base, s_base with
        {
            Decisions = [new("Shop.Orders.OrderAsync(Order)", "Idempotent", "Key = \"order.Id\"")],
            Entries = [.. s_base.Entries.Select(e => e with { Effects = [renamed] })],
        });

        Assert.All(changes, c => Assert.False(c.Weakens, c.Text));
        Assert.Equal(
            ["Orders.OrderAsync: [Idempotent] moved here from Orders.PlaceAsync", "POST /orders: commits by DbContext.SaveChangesAsync, in Orders.OrderAsync now and no longer in Orders.PlaceAsync (+1 more entry)"],
            changes.Select(c => c.Text));
    }

    [Fact]
    public void Entry_points_come_and_go()
    {
        var get = new LockEntry("GET /orders", "http", false, "web", [s_commit with { Undeclared = ["no owner"] }]);

        var changes = LockComparison.Compare(s_base, s_base with { Entries = [get, s_base.Entries[0]] });

        Assert.Equal(
            [(true, "GET /orders: http entry point, new, with 1 effect, 1 of them undeclared"), (false, "PUT /orders: http entry point removed")],
            changes.Select(c => (c.Weakens, c.Text)));
    }

    [Fact]
    public void A_path_around_the_decision_weakens()
    {
        var around = s_commit with { Covers = [s_commit.Covers[0] with { OnEveryPath = false }], Undeclared = ["a repeat is not decided"] };

        var change = Assert.Single(LockComparison.Compare(s_base, s_base with { Entries = [s_base.Entries[0] with { Effects = [around] }, s_base.Entries[1]] }));

        Assert.Equal((true, "POST /orders: commits by DbContext.SaveChangesAsync in Orders.PlaceAsync, under [Idempotent] at Orders.PlaceAsync on some paths only now"), (change.Weakens, change.Text));
    }

    private static IntentLock With(LockDecision decision) => s_base with { Decisions = [.. s_base.Decisions, decision] };
}
