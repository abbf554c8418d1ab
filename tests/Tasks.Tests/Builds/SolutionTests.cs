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
}
