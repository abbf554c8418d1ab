using System.Text.Json;
using IntentContracts.Analysis.Reports.Json;

namespace IntentContracts.Analysis.Tests.Reports;

public sealed class JsonWriterTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("quote \" backslash \\ slash /")]
    [InlineData("line\nfeed\rreturn\ttab\b\f\0\u001F\u007F\u0085")]
    [InlineData("\u2028 \u2029 \uFEFF")]
    [InlineData("pair \uD83D\uDE00 umlaut ü")]
    [InlineData("</script><!-- -->")]
    public void Quote_ReadsBackAsItWas(string text)
    {
        var literal = JsonText.Quote(text);

        Assert.Equal(text, JsonSerializer.Deserialize<string>(literal));
        Assert.DoesNotContain(literal, c => char.IsControl(c) || c is '\u2028' or '\u2029');
    }

    // Not as InlineData: attributes are stored as UTF-8, which has no unpaired surrogates.
    [Fact]
    public void Quote_UnpairedSurrogate_BecomesReplacementCharacter()
    {
        Assert.Equal("high \uFFFD alone", ReadBack("high \uD83D alone"));
        Assert.Equal("low \uFFFD alone", ReadBack("low \uDE00 alone"));
        Assert.Equal("\uFFFD\uFFFD", ReadBack("\uDE00\uD83D"));
        Assert.Equal("end \uFFFD", ReadBack("end \uD83D"));

        static string? ReadBack(string text) => JsonSerializer.Deserialize<string>(JsonText.Quote(text));
    }

    [Fact]
    public void Structure_IsIndentedAndInOrder()
    {
        var json = new JsonWriter();
        using (json.Object())
        {
            json.Property("z", "first");
            json.Property("number", -3);
            json.Property("list", ["x", "y"]);
            using (json.Array("empty"))
            {
            }

            using (json.Object("inner"))
            {
                json.Property("yes", true);
            }
        }

        Assert.Equal(
            """
            {
              "z": "first",
              "number": -3,
              "list": [
                "x",
                "y"
              ],
              "empty": [],
              "inner": {
                "yes": true
              }
            }

            """,
            json.ToString());
    }
}
