using IntentContracts.Cli.Commands;
using IntentContracts.Cli.Terminals;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("error: 'wy' means nothing here · did you mean why?\nintent --help says what there is\n", "wy", "http")]
    [InlineData("error: 'reprot' means nothing here · did you mean report?\nintent --help says what there is\n", "reprot")]
    public async Task A_wrong_command_is_answered_with_near_ones(string answer, params string[] arguments)
    {
        var run = await Intent.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(answer.Split('\n')[0], run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_help_and_json()
    {
        var root = IntentTool.Root(new(TextWriter.Null, TextWriter.Null, ".", _ => null));
        Assert.All(root.Subcommands, command => Assert.False(string.IsNullOrEmpty(command.Description)));
        foreach (var command in root.Subcommands.Where(c => c.Name != "completion"))
        {
            var leaf = command.Subcommands.Count > 0 ? command.Subcommands[0] : command;
            Assert.Contains(leaf.Options, o => o.Name == "--json");
        }

        Assert.Contains("  intent [command] [options]", (await Intent.RunAsync("--help")).Output, StringComparison.Ordinal);
        Assert.Contains("  intent explain [<rule>] [options]", (await Intent.RunAsync("explain", "--help")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_answered_with_help()
    {
        var run = await Intent.RunAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("  intent [command] [options]", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _intent intent")]
    [InlineData("zsh", "compdef _intent intent")]
    [InlineData("fish", "complete -c intent")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName intent")]
    public async Task Each_shell_gets_its_script(string shell, string line)
    {
        var run = await Intent.RunAsync("completion", shell);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_has_somebody_to_ask()
    {
        var run = await Intent.RunAsync("[suggest:9]", "intent re");

        Assert.Contains("reach", run.Output, StringComparison.Ordinal);
        Assert.Contains("report", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_rule_can_be_explained()
    {
        foreach (var rule in RuleTable.All)
        {
            var run = await Intent.RunAsync("explain", rule.Id.ToLowerInvariant());

            Assert.Equal(0, run.ExitCode);
            Assert.StartsWith(rule.Id + ": " + rule.Title + "\n", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("```", run.Output, StringComparison.Ordinal);
        }

        Assert.Equal(RuleTable.All.Count, (await Intent.RunAsync("explain")).Lines.Length);
    }

    [Fact]
    public async Task A_failure_of_the_tool_is_one_of_its_own()
    {
        var terminal = new Terminal(new Broken(), new StringWriter(), ".", _ => null);

        Assert.Equal(4, await IntentTool.RunAsync(["explain", "IC1401"], terminal));
    }

    private sealed class Broken : StringWriter
    {
        public override void Write(char value) => throw new InvalidOperationException("broken");
    }
}
