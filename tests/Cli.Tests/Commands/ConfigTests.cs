using IntentContracts.Analysis;

namespace IntentContracts.Cli.Tests.Commands;

public sealed class ConfigTests : IDisposable
{
    private readonly BuiltShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Without_settings_the_rule_decides()
    {
        var run = await _shop.RunAsync("config", "explain", "ic1401");

        Assert.Equal(
            """
            IC1401 Effects need idempotency   in the project
              certain findings    error
              possible findings   warning

              → the rule   default error   decides

            """,
            run.Output);
    }

    [Fact]
    public async Task The_mode_has_a_say()
    {
        _shop.Build(CheckMode.Observe);

        var run = await _shop.RunAsync("config", "explain", "IC1401");

        Assert.Contains(" certain findings warning\n", run.Squeezed, StringComparison.Ordinal);
        Assert.Contains("→ IntentMode=Observe nothing is more than a warning decides", run.Squeezed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_a_file_is_named_before_a_property()
    {
        var config = Path.Combine(_shop.Folder, ".editorconfig");
        var source = Path.Combine(_shop.Folder, "Orders.cs");
        File.WriteAllText(config, "root = true\n[*]\nindent_size = 4\n[*.cs]\ndotnet_diagnostic.IC0004.severity = suggestion\n[Other.cs]\ndotnet_diagnostic.IC0004.severity = none\n");
        File.WriteAllText(source, "");
        _shop.Build(CheckMode.Enforce, "TreatWarningsAsErrors=true", "WarningsNotAsErrors=IC0004", "NoWarn=1701%3BIC0004", "Configuration=" + config);

        var run = await _shop.RunAsync("config", "explain", "IC0004", "--file", "Orders.cs");

        Assert.Equal(
            """
            IC0004 An intent stands where it cannot hold in Orders.cs
             severity note, in the documents only

             → .editorconfig:5 suggestion decides
             NoWarn lists IC0004
             the rule default error
             WarningsNotAsErrors lists IC0004: a warning stays one

            """,
            run.Squeezed);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_no_answer() => Assert.Equal(3, (await _shop.RunAsync("config", "explain", "IC1401", "--file", "Gone.cs")).ExitCode);
}
