using IntentContracts.Tasks.Configuration;

namespace IntentContracts.Tasks.Tests.Configuration;

public sealed class SwallowedPatternsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_star_that_MSBuild_would_swallow_is_refused_with_what_to_write()
    {
        var e = Assert.Throws<ConfigurationException>(() => Refuse("M:Shop.Jobs.*"));

        Assert.Equal(
            "App.csproj has the IntentEntryPoint 'M:Shop.Jobs.*', which MSBuild takes for a file pattern and drops: write %2A for *, as in 'M:Shop.Jobs.%2A'",
            e.Message);
    }

    [Theory]
    [InlineData("M:Shop.Jobs.%2A")]
    [InlineData("M:Shop.Job.Run")]
    public void What_arrives_is_fine(string include) => Refuse(include);

    [Fact]
    public void A_file_that_does_not_exist_says_nothing() => SwallowedPatterns.Refuse([_folder["Directory.Build.props"]]);

    private void Refuse(string include)
    {
        File.WriteAllText(_folder["App.csproj"], $"""<Project><ItemGroup><IntentEntryPoint Include="{include}" /></ItemGroup></Project>""");
        SwallowedPatterns.Refuse([_folder["App.csproj"]]);
    }
}
