using IntentContracts.Cli.Settings;

namespace IntentContracts.Cli.Tests.Settings;

public sealed class SectionPatternTests
{
    [Theory]
    [InlineData("*", "a/B.cs", true)]
    [InlineData("*.cs", "a/b/C.cs", true)]
    [InlineData("*.cs", "a/b/C.csx", false)]
    [InlineData("src/*.cs", "src/A.cs", true)]
    [InlineData("src/*.cs", "src/a/A.cs", false)]
    [InlineData("src/**.cs", "src/a/A.cs", true)]
    [InlineData("src/**/A.cs", "src/A.cs", true)]
    [InlineData("{tests,samples}/**.cs", "samples/x/A.cs", true)]
    [InlineData("{tests,samples}/**.cs", "src/x/A.cs", false)]
    [InlineData("[AB].cs", "B.cs", true)]
    [InlineData("[!AB].cs", "B.cs", false)]
    [InlineData("?.cs", "A.cs", true)]
    [InlineData("v{1..3}.cs", "v2.cs", true)]
    [InlineData("v{1..3}.cs", "v4.cs", false)]
    [InlineData("/A.cs", "A.cs", true)]
    [InlineData("/A.cs", "b/A.cs", false)]
    [InlineData("a+b(c).cs", "a+b(c).cs", true)]
    [InlineData("[", "a", false)]
    public void A_section_speaks_of_files(string pattern, string path, bool matches) => Assert.Equal(matches, SectionPattern.Matches(pattern, path));
}
