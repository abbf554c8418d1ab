namespace IntentContracts.Cli.Tests.Commands;

public sealed class BaselineTests : IDisposable
{
    private readonly BuiltShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Findings_are_accepted_listed_and_pruned()
    {
        Assert.Equal("Nothing is accepted: there is no intent.baseline.\n", (await _shop.RunAsync("baseline")).Output);
        Assert.Equal(1, (await _shop.RunAsync("report", "--exit-code")).ExitCode);

        var run = await _shop.RunAsync("baseline", "--accept");

        Assert.Equal("", run.Errors);
        Assert.Matches(@"^intent\.baseline: \d+ findings? accepted, before 0\.\n$", run.Output);
        Assert.Equal(0, (await _shop.RunAsync("report", "--exit-code")).ExitCode);
        var lines = (await _shop.RunAsync("baseline")).Lines;
        Assert.Contains(lines, l => l.StartsWith("IC1401 | ", StringComparison.Ordinal));

        File.AppendAllText(_shop.Baseline, "IC1401 | * | http:Gone.PostAsync | Gone.PostAsync\n");
        var stale = await _shop.RunAsync("baseline");
        Assert.Single(stale.Lines, l => l.StartsWith("IC1401 | * | http:Gone.PostAsync | Gone.PostAsync", StringComparison.Ordinal) && l.EndsWith("mended", StringComparison.Ordinal));
        Assert.EndsWith("\nintent baseline --prune takes out what is mended\n", stale.Output, StringComparison.Ordinal);

        await _shop.RunAsync("baseline", "--prune");

        Assert.Equal(lines, (await _shop.RunAsync("baseline")).Lines);
    }

    [Theory]
    [InlineData("--accept")]
    [InlineData("--prune")]
    public async Task Continuous_integration_accepts_nothing(string option)
    {
        var run = await _shop.RunInCiAsync("baseline", option);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"error: {option} is a decision, and continuous integration takes none", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_shop.Baseline));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        File.WriteAllText(_shop.Baseline, "<<<<<<< HEAD\n");

        var run = await _shop.RunAsync("baseline");

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("error: intent.baseline(1): a mark of a merge conflict", run.Errors, StringComparison.Ordinal);
    }
}
