using System.Text.Json;
using System.Text.RegularExpressions;
using IntentContracts.Analysis.Reports;

namespace IntentContracts.Analysis.Tests.Reports;

/// <summary>Every text of a report at once is something that would break out of a table, a link, a diagram or a string.</summary>
public sealed partial class HostileReportTests
{
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
        var pages = Files().Where(f => f.Folder == OutputFolder.Documents && f.Path != "intent.html").ToList();

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

    /// <summary>The browser's view of it is in tests/Report.Tests.</summary>
    [Fact]
    public void Html_HasNoElementFromTheReport()
    {
        var html = Files().Single(f => f.Path == "intent.html").Text;
        var data = html.Split("id=\"data\">")[1].Split("</script>")[0];

        Assert.Equal(2, Regex.Count(html, "<script"));
        Assert.DoesNotContain('<', data);
        Assert.DoesNotContain('\u2028', html);
        Assert.DoesNotContain('\u202E', html);
        using var parsed = JsonDocument.Parse(data);
        Assert.Contains(AllStrings(parsed.RootElement), text => text.Contains("<script>", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryTable_HasAsManyCellsInEachRow()
    {
        foreach (var page in Files().Where(f => f.Folder == OutputFolder.Documents && f.Path != "intent.html"))
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

        Assert.Equal("sequenceDiagram", diagram[0]);
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

    [GeneratedRegex("""^(    )+((participant|actor) p\d+ as |p\d+--?>>p\d+: |Note over p\d+: |loop |critical in one transaction|end$)([^"<>;#`:{}\[\]]*(#\d+;[^"<>;#`:{}\[\]]*)*)$""")]
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

    private static IReadOnlyList<OutputFile> Files() => ReportWriter.Write(HostileReport.Create(), new() { SourceLinkPrefix = ".." });
}
