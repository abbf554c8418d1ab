using IntentContracts.Tasks.Configuration;

namespace IntentContracts.Tasks.Tests.Configuration;

public sealed class CommonFolderTests
{
    [Theory]
    [InlineData("/s/Api", new string[0], "/s/Api")]
    [InlineData("/s/Api", new[] { "/s/Api/Plugins" }, "/s/Api")]
    [InlineData("/s/Api", new[] { "/s/Lib", "/s/Core/Deep" }, "/s")]
    [InlineData("/s/Api", new[] { "/s/Api.Contracts" }, "/s")]
    [InlineData("/s/Api/", new[] { "/s/Lib/" }, "/s")]
    public void Is_the_deepest_that_holds_all(string first, string[] others, string common) =>
        Assert.Equal(common, CommonFolder.Of(first, others).TrimEnd('/'));
}
