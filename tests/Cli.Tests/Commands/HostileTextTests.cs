namespace IntentContracts.Cli.Tests.Commands;

/// <summary>What stands in attributes is shown and never acts: no escape sequence, no reordering, no markup of the terminal library, no Markdown.</summary>
public sealed class HostileTextTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("brief")]
    [InlineData("report", "--format", "md")]
    [InlineData("why", "http", "--json")]
    [InlineData("brief", "--json")]
    public async Task Nothing_acts(params string[] arguments)
    {
        var run = await shop.RunAsync(arguments);

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(run.Output, c => (char.IsControl(c) && c != '\n') || c == '\u202E');
    }

    [Fact]
    public async Task Brackets_are_text() => Assert.Contains("[bold]everything[/]", (await shop.RunAsync("brief")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_brief_says_what_is_taken_for_granted()
    {
        var line = Assert.Single((await shop.RunAsync("brief")).Output.Split('\n'), l => l.StartsWith("- `Program`: clocks ", StringComparison.Ordinal));

        Assert.EndsWith(" to a second, until 2099-01-01 (owner web)", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_colours_the_only_sequences_are_ours()
    {
        var run = await Intent.RunInAsync(Path.GetDirectoryName(shop.Assembly)!, ["why", "[red]x[/]\u001b]0;title\u0007", "--assembly", "Shop.dll"], colours: true);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("[red]x[/]\uFFFD]0;title\uFFFD", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_are_for_terminals()
    {
        var folder = Path.GetDirectoryName(shop.Assembly)!;
        string[] arguments = ["why", "http", "--assembly", "Shop.dll"];

        Assert.DoesNotContain('\u001b', (await Intent.RunInAsync(folder, arguments)).Output);
        Assert.Contains('\u001b', (await Intent.RunInAsync(folder, arguments, colours: true)).Output);
    }
}
