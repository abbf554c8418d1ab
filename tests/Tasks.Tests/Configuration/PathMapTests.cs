using IntentContracts.Analysis;
using IntentContracts.Tasks.Configuration;

namespace IntentContracts.Tasks.Tests.Configuration;

public sealed class PathMapTests
{
    [Fact]
    public void Reads_entries_in_the_order_in_which_the_compiler_tries_them() =>
        Assert.Equal([new PathRewrite("/disk/repo/", "/_/"), new PathRewrite("/disk/", "/_1/")], PathMap.Read("/disk/repo/=/_/,/disk/=/_1/"));

    [Fact]
    public void A_doubled_separator_is_the_character() =>
        Assert.Equal([new PathRewrite("/a,b=c/", "/_/")], PathMap.Read("/a,,b==c/=/_/"));

    [Theory]
    [InlineData("/disk/repo/App=./App/", "/disk/repo/App/", "./App/")]
    [InlineData("/disk/repo/=/_", "/disk/repo/", "/_/")]
    [InlineData(@"C:\repo=/_", @"C:\repo\", "/_/")]
    public void Folders_end_in_a_separator_as_they_do_for_the_compiler(string text, string real, string mapped) =>
        Assert.Equal(new PathRewrite(real, mapped), Assert.Single(PathMap.Read(text)));

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("/no/mapping")]
    [InlineData("a=b=c")]
    public void What_the_compiler_would_refuse_is_left_to_it(string text) => Assert.Empty(PathMap.Read(text));

    [Fact]
    public void The_comma_that_the_SDK_leaves_at_the_end_is_no_entry() =>
        Assert.Equal(new PathRewrite("/src/", "/_/"), Assert.Single(PathMap.Read("/src/=/_/,")));
}
