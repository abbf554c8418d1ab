namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>One user's way from the first failing build to a published program. The steps share one folder, as they do in life.</summary>
[Collection(RealBuilds.Name)]
public sealed class DecisionTests(PackageFeed feed)
{
    [Fact]
    public void A_missing_decision_fails_every_build_until_it_is_made_and_as_loudly_as_the_user_wants()
    {
        var shop = new Shop(feed);

        shop.AssertFinding("error", shop.Build());
        Assert.False(File.Exists(shop["Api/bin/Debug/net10.0/Api.dll"]), "a program that failed its check must not be there to be run");
        shop.AssertFinding("error", shop.Build("--no-restore"));

        shop.AssertFinding("warning", shop.Build("--no-restore", "-p:IntentMode=Observe"));
        shop.AssertFinding("warning", shop.Build("--no-restore", "-p:IntentMode=Observe"));
        shop.AssertFinding("error", shop.Build("--no-restore", "-p:IntentMode=Observe", "-p:TreatWarningsAsErrors=true"));
        AssertSilent(shop.Build("--no-restore", "-p:IntentMode=Observe", "-p:NoWarn=IC1401"));

        shop.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.IC1401.severity = none\n");
        AssertSilent(shop.Build("--no-restore"));
        File.Delete(shop[".editorconfig"]);
        shop.AssertFinding("error", shop.Build("--no-restore"));
    }

    [Fact]
    public void A_decision_passes_stays_silent_and_ships_nothing_but_libraries()
    {
        var shop = new Shop(feed);
        shop.Replace("Payments/Payments.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageReference Include="IntentContracts" Version="{PackageFeed.Version}" />
              </ItemGroup>
            </Project>
            """);
        const string signature = "    public async Task ChargeAsync(string order, CancellationToken ct)";
        const string declared = """
                [IntentContracts.Idempotent(Key = "order")]
                public partial Task ChargeAsync(string order, CancellationToken ct);

                private async Task ChargeAsyncCore(string order, CancellationToken ct)
            """;
        shop.Replace("Payments/Gateway.cs", "sealed class", "sealed partial class");
        shop.Replace("Payments/Gateway.cs", signature, declared);

        var build = shop.Build();
        AssertSilent(build);
        Assert.Matches(@"^IntentContracts: \d+ entry points?, 1 effect, 0 unresolved, 0 findings, \d+ ms$", Assert.Single(build.Summaries));
        Assert.True(File.Exists(shop["Api/bin/Debug/net10.0/intent/index.md"]));
        Assert.True(File.Exists(shop["Api/obj/Debug/net10.0/intent/intent.sarif"]));

        var again = shop.Build("--no-restore");
        AssertSilent(again);
        Assert.Empty(again.Summaries);

        Directory.Delete(shop["Api/bin"], recursive: true);
        AssertSilent(shop.Build("--no-restore"));
        Assert.True(File.Exists(shop["Api/bin/Debug/net10.0/intent/index.md"]), "documents that were deleted come back");

        AssertSilent(shop.Run("publish", "Api", "--no-restore", "-o", shop["out"]));
        Assert.Equal(
            ["Api.deps.json", "Api.dll", "Api.pdb", "Api.runtimeconfig.json", "IntentContracts.Attributes.dll", "IntentContracts.Runtime.dll", "Payments.dll", "Payments.pdb", "Polly.Core.dll"],
            Directory.EnumerateFiles(shop["out"], "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(shop["out"], f))
                .Where(f => f is not ("web.config" or "Api.staticwebassets.endpoints.json"))
                .Order(StringComparer.Ordinal));

        shop.Run("clean", "Api");
        Assert.False(File.Exists(shop["Api/bin/Debug/net10.0/intent/index.md"]));
        Assert.False(File.Exists(shop["Api/obj/Debug/net10.0/intent/checked.stamp"]));
    }

    private static void AssertSilent(BuildOutput build)
    {
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Empty(build.Diagnostics);
    }
}
