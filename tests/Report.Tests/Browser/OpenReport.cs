using IntentContracts.Analysis;
using IntentContracts.Analysis.Reports;
using IntentContracts.Analysis.Reports.Model;
using Microsoft.Playwright;

namespace IntentContracts.Report.Tests.Browser;

/// <summary>
/// A report in a tab. Whatever the page asks for besides itself is refused and noted; whatever it says on the console is noted: on disposal both must be nothing.
/// </summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private const string Address = "http://report.test/intent.html";

    private readonly IBrowserContext _context;

    private OpenReport(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => Complaints.Add(message.Type + ": " + message.Text);
        page.PageError += (_, error) => Complaints.Add("error: " + error);
    }

    public IPage Page { get; }

    /// <summary>Addresses that the page asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What stands on the console: errors, and violations of the page's own policy.</summary>
    public List<string> Complaints { get; } = [];

    public static string Html(IntentReport report, string sourceLinkPrefix = "https://git.test/shop/blob/abc") =>
        ReportWriter.Write(report, new() { SourceLinkPrefix = sourceLinkPrefix, ToolVersion = "1.2.3" }).Single(f => f is { Folder: OutputFolder.Documents, Path: "intent.html" }).Text;

    public static async Task<OpenReport> Open(Chromium chromium, IntentReport report, string route = "", ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var context = await chromium.Browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        context.SetDefaultTimeout(15_000);
        var open = new OpenReport(context, await context.NewPageAsync());
        var html = Html(report);
        await context.RouteAsync("**/*", async request =>
        {
            if (request.Request.Url == Address)
            {
                await request.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" });
                return;
            }

            open.Requests.Add(request.Request.Url);
            await request.AbortAsync();
        });
        await open.Go(route);
        return open;
    }

    public async Task Go(string route)
    {
        await Page.GotoAsync(Address + "#/" + route);
        await Page.Locator("html[data-ready]").WaitForAsync();

        // Of another address in the same page it is told by an event.
        await Page.EvaluateAsync("() => new Promise(done => setTimeout(done, 0))");
    }

    /// <summary>The titles of the entry points in the list.</summary>
    public async Task<IReadOnlyList<string>> Titles() => await Page.Locator("table.entries a.item").AllInnerTextsAsync();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(Complaints);
        Assert.Empty(Requests);
    }
}
