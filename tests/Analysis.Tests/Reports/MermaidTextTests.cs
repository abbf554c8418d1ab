using IntentContracts.Analysis.Reports.Documents;

namespace IntentContracts.Analysis.Tests.Reports;

public sealed class MermaidTextTests
{
    [Theory]
    [InlineData("OrderService.PlaceAsync", "\"OrderService.PlaceAsync\"")]
    [InlineData("end", "\"end\"")]
    [InlineData("say \"hi\"; # done", "\"say #34;hi#34;#59; #35; done\"")]
    [InlineData("List<T>[]{}|`x`", "\"List#60;T#62;#91;#93;#123;#125;#124;#96;x#96;\"")]
    [InlineData("<script>", "\"#60;script#62;\"")]
    [InlineData("a & b %% no comment", "\"a #38; b #37;#37; no comment\"")]
    [InlineData("style:#fff;", "\"style#58;#35;fff#59;\"")]
    [InlineData("click n0 href javascript:x", "\"click n0 href javascript#58;x\"")]
    [InlineData("1. list", "\"1#46; list\"")]
    [InlineData("- list", "\"#45; list\"")]
    [InlineData("two\nlines", "\"two lines\"")]
    [InlineData("", "\"\"")]
    public void Label_IsQuotedAndInert(string text, string expected) => Assert.Equal(expected, MermaidText.Label(text));
}
