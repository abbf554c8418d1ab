using IntentContracts.Analysis.Tests.Reports;
using IntentContracts.Report.Tests.Browser;
using Microsoft.Playwright;

namespace IntentContracts.Report.Tests;

/// <summary>Text from source stays text; the page asks nobody for anything. That nothing was requested and nothing stands on the console, every test here checks on disposal.</summary>
[Collection(InOneBrowser.Name)]
public sealed class SafetyTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Hostile_text_in_every_field_of_every_view_is_shown_and_does_nothing()
    {
        await using var report = await OpenReport.Open(chromium, HostileReport.Create());
        var routes = await report.Page.EvaluateAsync<string[]>("() => { const d = JSON.parse(document.getElementById('data').textContent); return [d.entries[0][0], d.types[0][0], d.owners[0][1]]; }");
        List<string> views = ["", "findings", "explore", "owners", "types", "ledgers", "changes", .. routes];
        foreach (var view in views)
        {
            await report.Go(view);
            var text = await report.Page.Locator("main").InnerTextAsync();
            Assert.DoesNotContain("Not here", text, StringComparison.Ordinal);
            Assert.Contains("<script>alert(", text, StringComparison.Ordinal);
            await AssertIsHarmless(report);
        }

        foreach (var link in new[] { "explore?effect=", "explore?member=", "explore?entry=" })
        {
            var name = await report.Page.EvaluateAsync<string>("link => { const d = JSON.parse(document.getElementById('data').textContent); return link + encodeURIComponent(link.endsWith('effect=') ? `${d.effects[0][0]}: ${d.effects[0][1]}` : link.endsWith('member=') ? d.members[0][1] : d.entries[0][0]); }", link);
            await report.Go(name);
            Assert.NotEqual(0, await report.Page.Locator("[role=treeitem]").CountAsync());
            await AssertIsHarmless(report);
        }
    }

    [BrowserFact]
    public async Task A_hostile_address_does_nothing()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full);
        string[] routes =
        [
            "?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.owned%3D1%3E",
            "?owner=%3Cscript%3Ewindow.owned%3D1%3C%2Fscript%3E",
            "explore?effect=%3Cimg%20src%3Dx%20onerror%3Dwindow.owned%3D1%3E",
            "entries/%3Cimg%20src%3Dx%20onerror%3Dwindow.owned%3D1%3E",
            "owners?runs=%3Cimg%20src%3Dx%3E&owns=javascript%3A1",
            "__proto__",
            "constructor?q=%E0%A4%A",
        ];
        foreach (var route in routes)
        {
            await report.Go(route);
            await AssertIsHarmless(report);
        }
    }

    [BrowserFact]
    public async Task Every_view_works_from_a_file_without_a_server()
    {
        var folder = Directory.CreateTempSubdirectory("intent-report");
        try
        {
            var file = Path.Combine(folder.FullName, "intent.html");
            await File.WriteAllTextAsync(file, OpenReport.Html(SampleReport.Full, "../.."));
            var page = await chromium.Browser.NewPageAsync();
            var complaints = new List<string>();
            page.Console += (_, message) => complaints.Add(message.Text);
            page.PageError += (_, error) => complaints.Add(error);

            await page.GotoAsync(new Uri(file).AbsoluteUri + "#/entries/post-orders");

            Assert.Equal("POST /orders", await page.InnerTextAsync("h1"));
            Assert.Equal("../../src/Api/OrderEndpoints.cs#L12", await page.Locator(".meta .place").GetAttributeAsync("href"));
            Assert.Empty(complaints);
            await page.CloseAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Links go to views of the page, to the source and to the pages of rules: never to a script.
    private static async Task AssertIsHarmless(OpenReport report)
    {
        Assert.Equal("undefined", await report.Page.EvaluateAsync<string>("() => typeof window.owned"));
        Assert.Equal(2, await report.Page.Locator("script").CountAsync());
        Assert.Equal(0, await report.Page.Locator("img, iframe, object, embed, [onerror], [onfocus], base").CountAsync());
        var targets = await report.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[href]')].map(a => a.href)");
        Assert.All(targets, target => Assert.StartsWith("http", target, StringComparison.Ordinal));
    }
}
