using IntentContracts.Shared;

namespace IntentContracts.Tests.Generators.Manifests;

public sealed class LineEscapesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain · ü 😀", "plain · ü 😀")]
    [InlineData("a\tb\nc\rd", @"a\tb\nc\rd")]
    [InlineData(@"C:\new\u0041", @"C:\\new\\u0041")]
    public void Letters_stand_for_what_would_end_a_field_or_a_line(string text, string escaped)
    {
        Assert.Equal(escaped, LineEscapes.Escape(text));
        Assert.Equal(text, LineEscapes.Unescape(escaped));
    }

    [Fact]
    public void What_a_format_names_is_written_as_a_number_and_goes_before_letters()
    {
        const string text = "a|b\\c\nd|";
        var escaped = LineEscapes.Escape(text, c => c is '|' or '\\');

        Assert.Equal(@"a\u007cb\u005cc\nd\u007c", escaped);
        Assert.Equal(text, LineEscapes.Unescape(escaped));
    }

    [Fact]
    public void Half_a_pair_can_be_named_and_a_whole_one_is_left_alone()
    {
        var escaped = LineEscapes.Escape("😀\ud83d", char.IsSurrogate);

        Assert.Equal("😀\\ud83d", escaped);
        Assert.Equal("😀\ud83d", LineEscapes.Unescape(escaped));
    }

    [Theory]
    [InlineData(@"ends\", @"ends\")]
    [InlineData(@"\q", "q")]
    [InlineData(@"\u12", "u12")]
    [InlineData(@"\uzzzz", "uzzzz")]
    public void What_nobody_wrote_so_is_read_without_complaint(string escaped, string text) => Assert.Equal(text, LineEscapes.Unescape(escaped));

    /// <summary>Every character alone and between others, as the lock and the manifest write it.</summary>
    [Fact]
    public void Whatever_is_written_is_read_again()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var text = "a" + (char)c + @"\u" + (char)c;

            Assert.Equal(text, LineEscapes.Unescape(LineEscapes.Escape(text)));
            Assert.Equal(text, LineEscapes.Unescape(LineEscapes.Escape(text, char.IsControl)));
        }
    }
}
