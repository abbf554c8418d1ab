using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Tests.Reports;

public sealed class SourceLinksTests
{
    [Theory]
    [InlineData("", 1, "`src/A b.cs:31`")]
    [InlineData("..", 0, "[`src/A b.cs:31`](../src/A%20b.cs#L31)")]
    [InlineData("../", 1, "[`src/A b.cs:31`](../../src/A%20b.cs#L31)")]
    [InlineData("https://host/repo/blob/c0ffee", 1, "[`src/A b.cs:31`](https://host/repo/blob/c0ffee/src/A%20b.cs#L31)")]
    public void To_LinksRelativeToThePage(string prefix, int depth, string expected) =>
        Assert.Equal(expected, new SourceLinks(prefix, depth).To(new("src/A b.cs", 31, 5, 31, 20)));

    [Fact]
    public void To_FileWithoutLine_HasNoFragment() =>
        Assert.Equal("[`a.csproj`](../a.csproj)", new SourceLinks("..", 0).To(Place.None with { File = "a.csproj" }));

    [Fact]
    public void To_HostileFileName_CannotCloseTheLink() =>
        Assert.Equal("[`a) [x](b.cs:1`](../a%29%20%5Bx%5D%28b.cs#L1)", new SourceLinks("..", 0).To(new("a) [x](b.cs", 1, 1, 1, 2)));

    [Fact]
    public void To_UnknownPlace_IsNothing() => Assert.Equal("", new SourceLinks("..", 0).To(Place.None));
}
