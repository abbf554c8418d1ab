using IntentContracts.Analysis.Reports;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Tests.Reports;
using IntentContracts.Report.Tests.Browser;
using Xunit.Abstractions;

namespace IntentContracts.Report.Tests;

/// <summary>The diagrams of the Markdown pages, drawn by Mermaid.</summary>
[Collection(InOneBrowser.Name)]
public sealed class MermaidTests(Chromium chromium, ITestOutputHelper output)
{
    [BrowserFact]
    public async Task Every_diagram_is_drawn_without_an_error()
    {
        var (script, why) = await Mermaid.Get();
        if (script is null)
        {
            // A registry that is down must not stop a build; the count says how many diagrams were seen.
            output.WriteLine("0 diagrams drawn: " + why);
            return;
        }

        var page = await chromium.Browser.NewPageAsync();
        await page.SetContentAsync("<!doctype html><title>Mermaid</title>");
        await page.AddScriptTagAsync(new() { Content = script });
        await page.EvaluateAsync("() => mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })");
        var diagrams = new[] { SampleReport.Full, HostileReport.Create(), LargeReport.Create(3) }.SelectMany(Diagrams).ToList();
        Assert.True(diagrams.Count >= 6, "only " + diagrams.Count + " diagrams were found");
        foreach (var (from, text) in diagrams)
        {
            var drawn = await page.EvaluateAsync<string>("async text => { try { await mermaid.parse(text); return (await mermaid.render('d' + Math.random().toString(36).slice(2), text)).svg; } catch (e) { return 'Error: ' + e.message; } }", text);
            Assert.True(drawn.StartsWith("<svg", StringComparison.Ordinal), from + ": " + drawn + "\n" + text);
            Assert.DoesNotContain("Unsupported markdown", drawn, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", drawn, StringComparison.Ordinal);
        }

        output.WriteLine(diagrams.Count + " diagrams drawn");
        await page.CloseAsync();
    }

    private static IEnumerable<(string From, string Text)> Diagrams(IntentReport report) =>
        from file in ReportWriter.Write(report, new() { SourceLinkPrefix = "../.." })
        where file.Path.EndsWith(".md", StringComparison.Ordinal)
        from block in file.Text.Split("```mermaid\n").Skip(1)
        select (file.Path, block.Split("\n```")[0]);
}
