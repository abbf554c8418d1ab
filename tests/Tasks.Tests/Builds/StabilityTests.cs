namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>What is committed changes with the promises of the code, and with nothing else.</summary>
[Collection(RealBuilds.Name)]
public sealed class StabilityTests(Variations variations) : IClassFixture<Variations>
{
    public static TheoryData<string> Unchanged => [.. Variations.Names.Where(name => name != Variations.OneMoreAttempt)];

    [Theory]
    [MemberData(nameof(Unchanged))]
    public void What_changes_no_promise_changes_no_line_and_is_not_a_word_of_the_build(string name)
    {
        var variation = variations[name];

        Assert.Equal([], variation.Check.Diagnostics);
        Assert.Equal([], variation.Accept.Diagnostics);
        Assert.All([variation.Check, variation.Accept], build => Assert.Contains(build.Lines, l => l.StartsWith("Shop -> ", StringComparison.Ordinal)));
        Assert.Equal(variation.BaselineBefore, variation.Baseline);
        Assert.Equal(variation.LockBefore, variation.Lock);
    }

    [Fact]
    public void One_more_attempt_is_one_message_and_one_line_of_the_lock()
    {
        var variation = variations[Variations.OneMoreAttempt];

        Assert.Contains("error IC4001: weaker than the lock says · Gateway.ChargeAsync: attempts of the Polly pipeline raised 3 → 4", Assert.Single(variation.Check.Diagnostics), StringComparison.Ordinal);
        Assert.Equal([], variation.Accept.Diagnostics);
        Assert.Equal(variation.BaselineBefore, variation.Baseline);
        var (before, after) = (variation.LockBefore.Split('\n'), variation.Lock.Split('\n'));
        Assert.Equal(before.Length, after.Length);
        var changed = Assert.Single(before.Zip(after), pair => pair.First != pair.Second);
        Assert.Equal(changed.First.Replace("3 attempts", "4 attempts", StringComparison.Ordinal), changed.Second);
    }
}
