namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>The ways in which continuous integration builds what a user builds.</summary>
[Collection(RealBuilds.Name)]
public sealed class SolutionTests(PackageFeed feed)
{
    [Fact]
    public void A_solution_in_parallel_or_not_in_Release_with_mapped_paths_has_the_finding_once_and_at_the_real_place()
    {
        var shop = new Shop(feed);
        // What source control would tell: the compiler then writes /_/Payments/Gateway.cs into the symbols.
        shop.Replace("Directory.Build.props", "</Project>", """
              <ItemGroup>
                <SourceRoot Include="$(MSBuildThisFileDirectory)" />
              </ItemGroup>
            </Project>
            """);

        shop.AssertFinding("error", shop.Run("build", "Shop.slnx", "-m", "-c", "Release", "-p:ContinuousIntegrationBuild=true"));
        shop.AssertFinding("error", shop.Run("build", "Shop.slnx", "-m:1", "-c", "Release", "-p:ContinuousIntegrationBuild=true", "--no-restore", "--no-incremental"));
    }

    [Fact]
    public void References_are_read_while_the_project_is_compiled_and_not_where_nothing_is()
    {
        var shop = new Shop(feed);

        Assert.Contains("ReadFactsAhead", shop.Run("build", "Api/Api.csproj", "-v:d").ToString(), StringComparison.Ordinal);
        Assert.Contains("Skipping target \"ReadIntentFactsAhead\"", shop.Run("build", "Api/Api.csproj", "-v:d").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_the_one_in_between_keeps_to_itself_is_followed_all_the_same()
    {
        var shop = new Shop(feed);
        shop.Write("Shop/Shop.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <ProjectReference Include="../Payments/Payments.csproj" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        shop.Write("Shop/Till.cs", """
            namespace Shop;

            public sealed class Till
            {
                private readonly Payments.Gateway gateway = new(new HttpClient());

                public Task ChargeAsync(string order, CancellationToken ct) => gateway.ChargeAsync(order, ct);
            }
            """);
        shop.Replace("Api/Api.csproj", "../Payments/Payments.csproj", "../Shop/Shop.csproj");
        shop.Replace("Api/Program.cs", "using Payments;", "using Shop;");
        shop.Replace("Api/Program.cs", "new Gateway(new HttpClient())", "new Till()");

        var build = shop.Build();

        Assert.Equal(1, build.ExitCode);
        var line = Assert.Single(build.Diagnostics);
        Assert.StartsWith(shop.Call + ",", line, StringComparison.Ordinal);
        Assert.Contains("POST /charges → Till.ChargeAsync → Gateway.ChargeAsync → HttpClient.PostAsync", line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_referenced_project_has_beside_it_without_symbols_is_nobodys_own_code()
    {
        var shop = new Shop(feed);
        File.Copy(typeof(Assert).Assembly.Location, shop["Payments/xunit.assert.dll"]);
        shop.Write("Payments/Payments.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <Reference Include="xunit.assert" HintPath="xunit.assert.dll" />
              </ItemGroup>
            </Project>
            """);
        shop.Write("Payments/Checks.cs", """
            namespace Payments;

            public static class Checks { public static void Is(bool so) => Xunit.Assert.True(so); }
            """);

        shop.Build();

        var asked = File.ReadAllLines(Directory.GetFiles(shop["Api"], "check.txt", SearchOption.AllDirectories).Single());
        Assert.Contains(asked, line => line.StartsWith("OwnReferences=", StringComparison.Ordinal) && line.Contains("Payments.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, line => line.StartsWith("OwnReferences=", StringComparison.Ordinal) && line.Contains("xunit.assert", StringComparison.Ordinal));
    }
}
