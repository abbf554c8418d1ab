using IntentContracts.Analysis.Reports;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Tests.Reports;

public sealed class ReportWriterTests
{
    private static readonly ReportOptions s_options = new() { SourceLinkPrefix = "../..", ProjectFile = "src/Api/Shop.Api.csproj", ToolVersion = "1.2.3" };

    // The SARIF log has a snapshot of its own, in SarifLogTests; of intent.html, HtmlDocumentTests has the data.
    public static TheoryData<string> Paths() => [.. ReportWriter.Write(SampleReport.Full, s_options).Select(f => f.Path).Where(path => path is not ("intent.sarif" or "intent.html"))];

    [Theory]
    [MemberData(nameof(Paths))]
    public void WholeReport(string path)
    {
        var extension = Path.GetExtension(path)[1..];
        var file = ReportWriter.Write(SampleReport.Full, s_options).Single(f => f.Path == path);

        Snapshot.Match(file.Text, extension, path[..^(extension.Length + 1)].Replace('/', '.'));
    }

    [Fact]
    public void EmptyReport()
    {
        var files = ReportWriter.Write(SampleReport.Empty, new());

        Assert.Equal(["intent.json", "intent.sarif", "index.md"], files.Select(f => f.Path));
        Snapshot.Match(files[2].Text, "md");
    }

    [Fact]
    public void SameReport_SameBytes_WithLineFeedsOnly()
    {
        var first = ReportWriter.Write(SampleReport.Full, s_options);
        var second = ReportWriter.Write(SampleReport.Full, s_options);

        Assert.Equal(first, second);
        Assert.All(first, file =>
        {
            Assert.DoesNotContain('\r', file.Text);
            Assert.EndsWith("\n", file.Text, StringComparison.Ordinal);
            Assert.False(file.Text.EndsWith("\n\n", StringComparison.Ordinal), file.Path + " ends with an empty line");
        });
    }

    [Fact]
    public void EveryRelativeLinkBetweenPages_LeadsToAPage()
    {
        var pages = ReportWriter.Write(SampleReport.Full, s_options with { SourceLinkPrefix = "" })
            .Where(f => f.Folder == OutputFolder.Documents && f.Path != "intent.html")
            .ToDictionary(f => f.Path, f => f.Text);
        var links = 0;

        foreach (var (path, text) in pages)
        {
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(text, @"\]\((?<to>[^)]+\.md)\)"))
            {
                var to = link.Groups["to"].Value;
                if (to.Contains("://", StringComparison.Ordinal))
                {
                    continue;
                }

                var target = new Uri(new Uri("http://docs/" + path), to).AbsolutePath[1..];
                Assert.True(pages.ContainsKey(target), path + " links to " + to);
                links++;
            }
        }

        Assert.True(links > 10, "only " + links + " links were found");
    }
}
