using System.Text.Json;
using System.Text.RegularExpressions;
using IntentContracts.Analysis.Reports;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Tests.Reports;

/// <summary>Every text of a report at once is something that would break out of a table, a link, a diagram or a string.</summary>
public sealed partial class HostileReportTests
{
    private const string Evil = "</a>\n\n# Owned\n| x | `y` [z](javascript:1) <script>alert(\"1\")</script> ;end \\ \u202E \uD83D \u2028 ```\n---\n";

    [Fact]
    public void JsonAndSarif_StillParse()
    {
        foreach (var file in Files().Where(f => f.Folder == OutputFolder.Machine))
        {
            using var parsed = JsonDocument.Parse(file.Text);
            Assert.Contains("<script>", AllStrings(parsed.RootElement).First(s => s.Contains("Owned", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Pages_HoldNoMarkupFromTheReport()
    {
        var pages = Files().Where(f => f.Folder == OutputFolder.Documents).ToList();

        Assert.Equal(["entries", "index.md", "owners", "types", "unresolved.md"], pages.Select(p => p.Path.Split('/')[0]).Distinct());
        Assert.All(pages, page =>
        {
            Assert.Matches("^[a-z0-9/.-]+$", page.Path);
            var lines = page.Text.Split('\n');
            Assert.DoesNotContain(lines, line => line.StartsWith("# Owned", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, line => line.StartsWith("| x", StringComparison.Ordinal));
            Assert.DoesNotContain("](javascript", MarkdownOnly(page.Text), StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
            Assert.Equal(0, lines.Count(line => line.StartsWith("```", StringComparison.Ordinal)) % 2);
        });
    }

    [Fact]
    public void EveryTable_HasAsManyCellsInEachRow()
    {
        foreach (var page in Files().Where(f => f.Folder == OutputFolder.Documents))
        {
            var tables = page.Text.Split("\n\n").Where(block => block.StartsWith('|')).ToList();
            Assert.All(tables, table => Assert.Single(table.TrimEnd('\n').Split('\n').Select(row => row.Count(c => c == '|')).Distinct()));
        }
    }

    [Fact]
    public void Diagram_HasOnlyLinesOfItsOwn()
    {
        var page = Files().Single(f => f.Path.StartsWith("entries/", StringComparison.Ordinal)).Text;
        var diagram = page.Split("```mermaid\n")[1].Split("\n```")[0].Split('\n');

        Assert.Equal("flowchart TD", diagram[0]);
        Assert.All(diagram.Skip(1), line => Assert.Matches(DiagramLine(), line));
    }

    [Fact]
    public void State_diagram_has_only_lines_of_its_own()
    {
        var page = Files().Single(f => f.Path.StartsWith("types/", StringComparison.Ordinal)).Text;
        var diagram = page.Split("```mermaid\n")[1].Split("\n```")[0].Split('\n');

        Assert.Equal("stateDiagram-v2", diagram[0]);
        Assert.Equal(5, diagram.Length);
        Assert.All(diagram.Skip(1), line => Assert.Matches(StateLine(), line));
    }

    [GeneratedRegex("""^    (state "[^"<>;#`:]*(#\d+;[^"<>;#`:]*)*" as s\d+|(\[\*\]|s\d+) --> (\[\*\]|s\d+)( : [^"<>;#`:{}\[\]]*(#\d+;[^"<>;#`:{}\[\]]*)*)?)$""")]
    private static partial Regex StateLine();

    [GeneratedRegex("""^    n\d+([\[({]+"[^"<>;#`]*(#\d+;[^"<>;#`]*)*"[\])}]+| (-->|-\.->) n\d+)$""")]
    private static partial Regex DiagramLine();

    // A backslash before the bracket makes it text.
    private static string MarkdownOnly(string page) => page.Replace("\\]", "", StringComparison.Ordinal);

    private static IEnumerable<string> AllStrings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(AllStrings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => AllStrings(p.Value)),
        _ => [],
    };

    private static IReadOnlyList<OutputFile> Files()
    {
        var place = new Place("src/" + Evil, 3, 1, 3, 9);
        var step = new StepReport(Evil, Evil, place, place, [Evil]);
        var intent = new IntentReportItem("Idempotent", "Key = \"" + Evil, Evil, place);
        var effect = new EffectReport(Evil, Evil, true, [step, step], place, Evil, [intent]);
        var report = new IntentReport(
            Evil,
            [new(Evil, Evil, Evil, true, Evil, Evil, place, [effect])],
            [new("IC1401", RuleSeverity.Error, true, Evil, place, [Evil], [step], Evil, Evil, ""), new(Evil, RuleSeverity.Error, true, Evil, place, [Evil], [step], Evil, Evil, Evil)],
            [new(Evil, Evil, Evil, Evil, Evil, Evil, place)],
            [new(Evil, Evil, Evil, Evil, place)],
            [new(Evil, Evil, Evil, Evil, place, [new(Evil, Evil, place)], [Evil], [new(Evil, Evil, [Evil], [Evil], place, [new(Evil, Evil, Evil, place)])])],
            [new(Evil, Evil, Evil, Evil, place, [Evil, "requires:" + Evil], [new("requires", Evil, Evil, place), new(Evil, Evil, Evil, place)], [new([Evil], Evil, place)], [Evil])],
            [new(Evil, Evil, Evil, place)],
            new(1, 1, 1, 2, 1));
        return ReportWriter.Write(report, new() { SourceLinkPrefix = ".." });
    }
}
