using System.Text.Json;
using IntentContracts.Analysis.Lock;

namespace IntentContracts.Cli.Tests.Commands;

public sealed class ReportTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task It_lists_entry_points_and_findings()
    {
        var run = await shop.RunAsync("report");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Shop   4 entry points, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("src/Shop.cs:33: warning IC1401: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_tells_when_it_is_asked()
    {
        Assert.Equal(1, (await shop.RunAsync("report", "--exit-code")).ExitCode);
        Assert.Equal(0, (await shop.RunAsync("report", "--exit-code", "--area", "state-machines")).ExitCode);
    }

    [Theory]
    [InlineData("--area", "idempotency", true)]
    [InlineData("--area", "ownership", false)]
    [InlineData("--rule", "ic1401", true)]
    [InlineData("--owner", "shop", true)]
    [InlineData("--owner", "@shop", true)]
    [InlineData("--owner", "nobody", false)]
    public async Task It_shows_the_part_that_is_asked_for(string option, string value, bool has) =>
        Assert.Equal(has, (await shop.RunAsync("report", option, value)).Output.Contains("IC1401", StringComparison.Ordinal));

    [Theory]
    [InlineData("--area", "idempotence", "error: 'idempotence' is no area · did you mean Idempotency?")]
    [InlineData("--rule", "IC1410", "error: 'IC1410' is no rule · did you mean IC1401")]
    public async Task A_wrong_word_is_answered_with_near_ones(string option, string value, string answer)
    {
        var run = await shop.RunAsync("report", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(answer, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_goes_to_a_file()
    {
        var file = Path.Combine(Path.GetDirectoryName(shop.Assembly)!, "out", "report.md");

        var run = await shop.RunAsync("report", "-o", file);

        Assert.Equal("", run.Output);
        Assert.StartsWith("# Shop\n\n| Entry point | Kind | Owner | Effects |\n", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_is_the_whole_document_and_links_from_where_it_stands()
    {
        var file = Path.Combine(Path.GetDirectoryName(shop.Assembly)!, "html", "intent.html");

        var run = await shop.RunAsync("report", "--format", "html", "-o", file);

        Assert.Equal(("", ""), (run.Output, run.Errors));
        var html = await File.ReadAllTextAsync(file);
        Assert.StartsWith("<!doctype html>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Endpoints.Import", html, StringComparison.Ordinal);
        Assert.StartsWith("error: the HTML document has filters of its own", (await shop.RunAsync("report", "--format", "html", "--rule", "IC1401")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_says_what_changed_since_a_lock()
    {
        var folder = Path.Combine(Path.GetDirectoryName(shop.Assembly)!, "since");
        Directory.CreateDirectory(folder);
        var old = Path.Combine(folder, "old.lock");
        var file = Path.Combine(folder, "intent.html");
        await File.WriteAllTextAsync(old, LockText.Write(new("Shop", [], [], [], null)));

        var run = await shop.RunAsync("report", "--format", "html", "--since", old, "-o", file);

        Assert.Equal(("", ""), (run.Output, run.Errors));
        var html = await File.ReadAllTextAsync(file);
        Assert.Contains("entry point, new", html, StringComparison.Ordinal);
        Assert.Contains("\"since\":", html, StringComparison.Ordinal);
        Assert.StartsWith("error: --since is for --format html", (await shop.RunAsync("report", "--since", old)).Errors, StringComparison.Ordinal);
        await File.WriteAllTextAsync(old, "nonsense\n");
        Assert.Contains("cannot be read: line 1", (await shop.RunAsync("report", "--format", "html", "--since", old)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_can_be_read()
    {
        using var json = JsonDocument.Parse((await shop.RunAsync("report", "--json", "--rule", "IC1401")).Output);

        Assert.Equal("Shop", json.RootElement.GetProperty("project").GetString());
        Assert.All(json.RootElement.GetProperty("findings").EnumerateArray(), f => Assert.Equal("IC1401", f.GetProperty("ruleId").GetString()));
    }
}
