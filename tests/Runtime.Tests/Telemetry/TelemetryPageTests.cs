namespace IntentContracts.Runtime.Tests.Telemetry;

public sealed class TelemetryPageTests
{
    [Fact]
    public void The_page_says_what_is_reported()
    {
        var page = Path.Combine(Repository.Root, "docs", "telemetry.md");
        var received = Path.ChangeExtension(page, ".received.md");
        var text = TelemetryPage.Text().ReplaceLineEndings("\n");
        if (File.Exists(page) && File.ReadAllText(page).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"docs/telemetry.md does not say what src/Runtime/Telemetry declares.\nIf the declarations are right: mv '{received}' '{page}'");
    }

    /// <summary>That what is reported is declared, each test with <see cref="Measurements"/> sees.</summary>
    [Fact]
    public void What_is_declared_is_reported_somewhere()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Runtime"), "*.cs", SearchOption.AllDirectories)
            .Where(static f => Path.GetFileName(f) != "Instruments.cs")
            .Select(File.ReadAllText));

        Assert.All(TelemetryPage.Instruments().SelectMany(static i => i.Values), value => Assert.Contains($"\"{value.Value}\"", sources, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_event_has_an_id_of_its_own_and_a_message() =>
        Assert.All(
            TelemetryPage.Events().GroupBy(static e => e.Log.EventId),
            static events => Assert.NotEmpty(Assert.Single(events).Log.Message));

    [Fact]
    public void Instruments_are_named_and_described_as_OpenTelemetry_asks() =>
        Assert.All(TelemetryPage.Instruments(), static i =>
        {
            Assert.Matches("^intentcontracts(\\.[a-z]+)+$", i.Instrument.Name);
            Assert.EndsWith(".", i.Instrument.Description, StringComparison.Ordinal);
            Assert.Matches("^(s|\\{[a-z]+\\})$", i.Instrument.Unit);
        });
}
