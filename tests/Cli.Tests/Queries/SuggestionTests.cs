using IntentContracts.Cli.Queries;

namespace IntentContracts.Cli.Tests.Queries;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("reprot", "report", 1)]
    [InlineData("", "why", 3)]
    [InlineData("why", "why", 0)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_what_the_hand_did_wrong(string a, string b, int distance)
    {
        Assert.Equal(distance, Suggestions.Distance(a, b));
        Assert.Equal(distance, Suggestions.Distance(b, a));
    }

    [Fact]
    public void The_nearest_comes_first_and_the_far_not_at_all() => Assert.Equal(["report", "reports"], Suggestions.For("reporr", ["reports", "completion", "report"]));
}
