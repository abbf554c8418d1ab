namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>Whatever is broken, the user gets a clear diagnostic or silence, and never a stack trace.</summary>
[Collection(RealBuilds.Name)]
public sealed class BrokenInputTests(PackageFeed feed)
{
    [Fact]
    public void A_project_that_does_not_compile_hears_the_compiler_alone_even_where_an_older_assembly_is_left()
    {
        var shop = new Shop(feed);
        shop.AssertFinding("warning", shop.Build("-p:IntentMode=Observe"));
        File.AppendAllText(shop["Api/Program.cs"], "\nnonsense");

        var broken = shop.Build("--no-restore", "-p:IntentMode=Observe");

        Assert.Equal(1, broken.ExitCode);
        Assert.NotEmpty(broken.Diagnostics);
        Assert.All(broken.Diagnostics, d => Assert.Contains(": error CS", d, StringComparison.Ordinal));
        Assert.Empty(broken.Summaries);
    }

    [Fact]
    public void Without_symbols_the_finding_stays()
    {
        var shop = new Shop(feed);

        AssertFinding(shop.Build("-p:DebugType=none"));

        shop.Build("--no-restore", "--no-incremental", "-p:DebugType=portable");
        File.Delete(shop["Payments/bin/Debug/net10.0/Payments.pdb"]);
        AssertFinding(shop.Build("--no-restore", "--no-dependencies"));

        static void AssertFinding(BuildOutput build)
        {
            Assert.Equal(1, build.ExitCode);
            AssertNoStackTrace(build);
            Assert.Contains(build.Diagnostics, d => d.Contains(": error IC1401: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_truncated_assembly_among_the_references_is_named()
    {
        var shop = new Shop(feed);
        shop.Build();
        var assembly = shop["Payments/bin/Debug/net10.0/Payments.dll"];
        File.WriteAllBytes(assembly, File.ReadAllBytes(assembly)[..1000]);

        // The compiler reads the reference assembly and does not notice.
        var build = shop.Build("--no-restore", "--no-dependencies");

        AssertNoStackTrace(build);
        var said = Assert.Single(build.Diagnostics, d => d.Contains(" IC", StringComparison.Ordinal));
        Assert.Contains(": warning IC9001: ", said, StringComparison.Ordinal);
        Assert.Contains("Payments.dll", said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_library_is_nobodys_problem()
    {
        var shop = new Shop(feed);
        File.Delete(shop["Payments/Gateway.cs"]);
        shop.Replace("Payments/Payments.csproj", " />", $"""
            >
              <ItemGroup>
                <PackageReference Include="IntentContracts" Version="{PackageFeed.Version}" />
              </ItemGroup>
            </Project>
            """);

        var build = shop.Run("build", "Payments");

        Assert.Equal(0, build.ExitCode);
        Assert.Empty(build.Diagnostics);
        Assert.Empty(build.Summaries);
    }

    private static void AssertNoStackTrace(BuildOutput build)
    {
        Assert.DoesNotContain(build.Lines, l => l.StartsWith("at ", StringComparison.Ordinal) || l.Contains("Exception", StringComparison.Ordinal));
        Assert.DoesNotContain(build.Lines, l => l.Contains("IC9005", StringComparison.Ordinal));
    }
}
