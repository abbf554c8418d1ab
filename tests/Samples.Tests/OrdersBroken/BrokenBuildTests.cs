namespace IntentContracts.Samples.Tests.OrdersBroken;

public sealed class BrokenBuildTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "Orders.Broken");

    /// <summary>What each marked mistake is called.</summary>
    private static readonly string[] Rules = ["IC1401", "IC1101", "IC2301", "IC0001", "IC0002", "IC5001"];

    [Theory]
    [InlineData("Debug", "-m")]
    [InlineData("Release", "-m:1")]
    public async Task The_build_fails_with_the_six_mistakes_and_nothing_else_each_time(string configuration, string nodes)
    {
        DeleteEarlierOutput();

        var first = await BuildAsync(configuration, nodes);
        var second = await BuildAsync(configuration, nodes);

        AssertSixMistakes(first);
        AssertSixMistakes(second);
        Assert.Equal(Sorted(first), Sorted(second));
    }

    [Fact]
    public void Every_mistake_is_marked_once() =>
        Assert.Equal([1, 2, 3, 4, 5, 6], Mistake.ReadAll(Folder).Select(mistake => mistake.Number));

    private static Task<DotNetRun> BuildAsync(string configuration, string nodes) => DotNet.RunAsync(
        TimeSpan.FromMinutes(5),
        "build", Folder, "-c", configuration, nodes, "-v:q", "-tl:off", "-nologo", "-p:NuGetAudit=false");

    private static void AssertSixMistakes(DotNetRun build)
    {
        Assert.True(build.ExitCode == 1, build.Output);
        var expected = Mistake.ReadAll(Folder).Select(mistake => $"{mistake.Path}({mistake.Line}): error {Rules[mistake.Number - 1]}");
        var reported = BuildError.ReadAll(build.Output);

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            reported.Select(error => $"{error.Path}({error.Line}): {error.Level} {error.Code}").Order(StringComparer.Ordinal));
        Assert.Matches(@"\b0 Warning\(s\)\s+6 Error\(s\)", build.Output);
        Assert.All(reported, error => Assert.NotEqual(0, error.Column));
        Assert.All(reported, error => Assert.InRange(error.Message.Length, 1, 300));
        AssertPath(reported, "IC1401", "POST /orders", "OrderService.PlaceAsync", "HttpPaymentGateway.ChargeAsync");
        AssertPath(reported, "IC1101", "PUT /stock/{sku}", "StockService.CountAsync");
        AssertPath(reported, "IC2301", "ShippingWorker", "CarrierManifestFile.AnnounceAsync");
        AssertPath(reported, "IC5001", "ShippingPace.Follow", "ShippingPace.ChangeCore");
    }

    private static void AssertPath(IEnumerable<BuildError> reported, string rule, params string[] steps)
    {
        var message = reported.Single(error => error.Code == rule).Message;
        Assert.All(steps, step => Assert.Contains(step, message, StringComparison.Ordinal));
    }

    private static string Sorted(DotNetRun build) =>
        string.Join('\n', BuildError.ReadAll(build.Output).Select(error => error.ToString()).Order(StringComparer.Ordinal));

    private static void DeleteEarlierOutput()
    {
        foreach (var project in Directory.EnumerateDirectories(Folder))
        {
            foreach (var output in new[] { "bin", "obj" }.Select(name => Path.Combine(project, name)).Where(Directory.Exists))
            {
                Directory.Delete(output, recursive: true);
            }
        }
    }
}
