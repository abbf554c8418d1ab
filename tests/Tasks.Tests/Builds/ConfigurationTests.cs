namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>What the properties mean that a user sets, and what they are when nobody does.</summary>
[Collection(RealBuilds.Name)]
public sealed class ConfigurationTests(PackageFeed feed)
{
    private const string Nothing = """
        System.Console.WriteLine("nothing to enforce");
        """;

    [Fact]
    public void Enforcement_that_a_program_asked_for_must_find_something_to_enforce()
    {
        var shop = new Shop(feed);
        shop.Write("Api/Program.cs", Nothing);

        var byDefault = shop.Build();
        Assert.True(byDefault.ExitCode == 0, byDefault.ToString());
        Assert.Empty(byDefault.Diagnostics);

        var asked = shop.Build("--no-restore", "-p:IntentMode=Enforce");
        Assert.Equal(1, asked.ExitCode);
        Assert.Contains(": error IC0005: ", Assert.Single(asked.Diagnostics), StringComparison.Ordinal);

        var misspelt = shop.Build("--no-restore", "-p:IntentMode=Enforced");
        Assert.Equal(1, misspelt.ExitCode);
        Assert.Equal(
            shop["Api/Api.csproj"] + " : error IC9004: IntentMode is 'Enforced', which means nothing: write one of Enforce, Observe, Declare, Off",
            Assert.Single(misspelt.Diagnostics));
    }

    [Theory]
    [InlineData("", "Enforce")]
    [InlineData("-p:IsTestProject=true", "Off")]
    [InlineData("-p:IntentMode=Observe", "Observe")]
    public void The_mode_when_nobody_says(string argument, string mode)
    {
        var shop = new Shop(feed);
        var targets = Path.Combine(Repository.Root, "src", "Tasks", "build", "IntentContracts.targets");
        shop.Write("Api/Api.csproj", $"""<Project Sdk="Microsoft.NET.Sdk"><Import Project="{targets}" /></Project>""");

        var evaluated = DotNet.Run(shop["Api"], argument.Length == 0 ? ["msbuild", "-getProperty:IntentMode"] : ["msbuild", "-getProperty:IntentMode", argument]);

        Assert.Equal(mode, Assert.Single(evaluated.Lines));
    }
}
