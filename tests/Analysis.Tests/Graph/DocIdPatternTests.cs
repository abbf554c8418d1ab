using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class DocIdPatternTests
{
    [Theory]
    [InlineData("M:A.B.C", "M:A.B.C", true)]
    [InlineData("M:A.B.C", "M:A.B.Cd", false)]
    [InlineData("M:A.*", "M:A.B.C(System.Int32)", true)]
    [InlineData("*.Run(*)", "M:A.Run(System.Int32)", true)]
    [InlineData("*.Run(*)", "M:A.Runs(System.Int32)", false)]
    [InlineData("M:A*A", "M:A", false)]
    [InlineData("M:*.Jobs.*Async", "M:Shop.Jobs.Import.RunAsync", true)]
    public void A_star_stands_for_any_text(string pattern, string id, bool matches) => Assert.Equal(matches, DocIdPattern.Matches(pattern, id));
}
