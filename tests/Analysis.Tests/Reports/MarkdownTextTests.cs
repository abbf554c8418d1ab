using IntentContracts.Analysis.Reports.Documents;

namespace IntentContracts.Analysis.Tests.Reports;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("plain words, and.dots", "plain words, and.dots")]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("a | b", "a &#124; b")]
    [InlineData("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))")]
    [InlineData("![x](http://evil/p.png)", "\\!\\[x\\](http://evil/p.png)")]
    [InlineData("`code` *bold* ~~gone~~ $math$", "\\`code\\` \\*bold\\* \\~\\~gone\\~\\~ \\$math\\$")]
    [InlineData("_private _ snake_case", "\\_private \\_ snake_case")]
    [InlineData("back\\slash &amp;", "back\\\\slash &amp;amp;")]
    [InlineData("# not a heading", "\\# not a heading")]
    [InlineData("- not a list", "\\- not a list")]
    [InlineData("1. not a list", "1\\. not a list")]
    [InlineData("12) not a list", "12\\) not a list")]
    [InlineData("v1. is fine", "v1. is fine")]
    [InlineData("one\r\n\r\n# two\u2028three", "one # two three")]
    [InlineData("nul\0 bidi\u202E", "nul\uFFFD bidi\uFFFD")]
    [InlineData("", "")]
    public void Escape_ShowsTheTextAndDoesNothing(string text, string expected) => Assert.Equal(expected, MarkdownText.Escape(text));

    // Not as InlineData: attributes are stored as UTF-8, which has no unpaired surrogates.
    [Fact]
    public void Escape_UnpairedSurrogate_BecomesReplacementCharacter() =>
        Assert.Equal("\uFFFD \uD83D\uDE00 \uFFFD", MarkdownText.Escape("\uDE00 \uD83D\uDE00 \uD83D"));

    [Theory]
    [InlineData("List<T>", "`List<T>`")]
    [InlineData("a || b", "<code>a &#124;&#124; b</code>")]
    [InlineData("tick ` `` <b>", "<code>tick &#96; &#96;&#96; &#60;b&#62;</code>")]
    [InlineData("line\nbreak", "`line break`")]
    [InlineData("", "")]
    public void Code_IsOneSpanWithoutBars(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));
}
