namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>The first hour with code that was there before the check.</summary>
[Collection(RealBuilds.Name)]
public sealed class BaselineTests(PackageFeed feed)
{
    private const string Line = "IC1401 | POST /charges | http:HttpClient.PostAsync | M:Payments.Gateway.ChargeAsync(System.String,System.Threading.CancellationToken)";

    [Fact]
    public void What_is_there_is_frozen_and_only_what_is_new_fails_the_build_until_it_is_mended()
    {
        var shop = new Shop(feed);

        // A machine that accepts findings would be a check that cannot fail.
        var inCi = shop.Build("-p:IntentBaseline=Accept", "-p:ContinuousIntegrationBuild=true");
        Assert.Equal(1, inCi.ExitCode);
        Assert.Contains("error IC9004: IntentBaseline is 'Accept', and continuous integration accepts nothing", Assert.Single(inCi.Diagnostics), StringComparison.Ordinal);
        Assert.False(File.Exists(shop["Api/intent.baseline"]));

        var accepted = shop.Build("--no-restore", "-p:IntentBaseline=Accept", "-p:IntentContinuousIntegration=false");
        Assert.True(accepted.ExitCode == 0, accepted.ToString());
        Assert.Contains(accepted.Summaries, s => s.Contains("froze 1 finding in intent.baseline", StringComparison.Ordinal));
        Assert.Equal([Line], File.ReadAllLines(shop["Api/intent.baseline"]).Where(l => l[0] != '#'));

        var quiet = shop.Build("--no-restore");
        Assert.True(quiet.ExitCode == 0 && quiet.Diagnostics.Count == 0, quiet.ToString());
        Assert.Contains("0 findings, 1 in the baseline", quiet.Summaries[^1], StringComparison.Ordinal);

        shop.Replace("Api/Program.cs", "app.Run();", "app.MapPost(\"/again\", (string order, CancellationToken ct) => gateway.ChargeAsync(order, ct));\napp.Run();");
        var broken = shop.Build("--no-restore");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("error IC1401: POST /again can run HttpClient.PostAsync twice", Assert.Single(broken.Diagnostics), StringComparison.Ordinal);

        shop.Replace("Payments/Payments.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />", $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="IntentContracts" Version="{PackageFeed.Version}" /></ItemGroup></Project>""");
        shop.Replace("Payments/Gateway.cs", "public async", "[IntentContracts.NaturallyIdempotent(\"the provider deduplicates by order\")] public async");
        var stale = shop.Build();
        Assert.Equal(1, stale.ExitCode);
        Assert.StartsWith(shop["Api/intent.baseline"] + "(3,1): error IC0002: ", Assert.Single(stale.Diagnostics), StringComparison.Ordinal);

        var pruned = shop.Build("--no-restore", "-p:IntentBaseline=Prune", "-p:IntentContinuousIntegration=false");
        Assert.True(pruned.ExitCode == 0 && pruned.Diagnostics.Count == 0, pruned.ToString());
        Assert.DoesNotContain(Line, File.ReadAllLines(shop["Api/intent.baseline"]));
    }

    [Fact]
    public void A_level_that_means_nothing_is_an_error_that_says_how_it_is_written()
    {
        var shop = new Shop(feed);
        shop.Replace("Api/Api.csproj", "<ItemGroup>", "<ItemGroup><IntentLevel Include=\"Payments\" />");

        var build = shop.Build();

        Assert.Equal(1, build.ExitCode);
        Assert.EndsWith("error IC9004: IntentLevel 'Payments' has no Mode: write <IntentLevel Include=\"Payments\" Mode=\"Observe\" />", Assert.Single(build.Diagnostics), StringComparison.Ordinal);

        shop.Replace("Api/Api.csproj", "Include=\"Payments\"", "Include=\"Payments\" Mode=\"Observe\"");
        shop.AssertFinding("warning", shop.Build("--no-restore"));
    }
}
