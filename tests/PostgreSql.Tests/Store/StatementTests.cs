using System.Text.RegularExpressions;

namespace IntentContracts.PostgreSql.Tests.Store;

/// <summary>Whose clock counts, by the text of the statements.</summary>
public sealed partial class StatementTests
{
    private static readonly IReadOnlyList<string> Statements = new ClaimStatements(new(new())).All;

    public static TheoryData<string> All => [.. Statements];

    [Theory]
    [MemberData(nameof(All))]
    public void No_clock_but_the_databases_at_this_moment(string sql)
    {
        Assert.DoesNotMatch(OtherClocks(), sql);

        // Durations are given; moments never are.
        Assert.All(Parameters().Matches(sql).Select(m => m.Value), parameter => Assert.Contains(
            parameter,
            (string[])["@claim", "@contract_id", "@fingerprint", "@claimant", "@is_marked", "@lease", "@retention", "@lock_timeout", "@attempt", "@result", "@again", "@at_most"]));
    }

    [Fact]
    public void Every_write_names_its_attempt()
    {
        var statements = new ClaimStatements(new(new()));

        Assert.All(
            (string[])[statements.Mark, statements.Complete, statements.Release, statements.Hold, statements.Renew],
            sql => Assert.Contains("WHERE claim = @claim AND attempt = @attempt", sql, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(now\s*\(|current_timestamp|localtimestamp|current_time\b|statement_timestamp|transaction_timestamp)", RegexOptions.IgnoreCase)]
    private static partial Regex OtherClocks();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameters();
}
