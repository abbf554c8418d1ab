using IntentContracts.Shared;

namespace IntentContracts.Architecture.Tests.Rules;

/// <summary>The presets of the package are the table of rules with one severity for all.</summary>
public sealed class PresetTests
{
    [Theory]
    [InlineData("Observe", "warning", "every rule is a warning")]
    [InlineData("Strict", "error", "every rule is an error, for possible findings too")]
    [InlineData("Off", "none", "every rule is silent")]
    public void Preset_IsTheTable(string name, string severity, string meaning)
    {
        var file = $"src/Tasks/build/presets/IntentContracts.{name}.globalconfig";
        var text = Text(name, severity, meaning);

        Assert.True(
            File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n") == text,
            file + " must be:\n" + text);
    }

    [Fact]
    public void NoOtherPreset_IsShipped() =>
        Assert.Equal(3, Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Tasks", "build", "presets")).Count());

    private static string Text(string name, string severity, string meaning) =>
        $"""
        # IntentPreset={name}: {meaning}. Written from the table of rules; a test compares them.
        # The level is below that of any global config of yours. An .editorconfig wins over all of them.
        is_global = true
        global_level = -100


        """.ReplaceLineEndings("\n")
        + string.Concat(RuleTable.All.Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = {severity}\n"));
}
