using IntentContracts.Analysis.Tests.Reports;
using IntentContracts.Report.Tests.Browser;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IntentContracts.Report.Tests;

/// <summary>Themes, keyboard, print, narrow pages, and many entry points.</summary>
[Collection(InOneBrowser.Name)]
public sealed class SurfaceTests(Chromium chromium, ITestOutputHelper output)
{
    [BrowserFact]
    public async Task It_is_dark_where_the_system_is_and_the_button_overrules_that()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, scheme: ColorScheme.Dark);
        Assert.True(await Brightness(report) < 60);

        await report.Page.ClickAsync("#theme");
        Assert.Equal("Light", await report.Page.InnerTextAsync("#theme"));
        Assert.True(await Brightness(report) > 200);

        await report.Page.ReloadAsync();
        Assert.True(await Brightness(report) > 200);
        await report.Page.ClickAsync("#theme");
        Assert.True(await Brightness(report) < 60);
    }

    [BrowserFact]
    public async Task Everything_can_be_done_from_the_keyboard()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full);
        var keyboard = report.Page.Keyboard;

        await keyboard.PressAsync("/");
        await keyboard.TypeAsync("orders");
        Assert.Equal(2, (await report.Titles()).Count);
        await keyboard.PressAsync("ArrowDown");
        Assert.Equal("POST /orders", await Focused(report));
        await keyboard.PressAsync("j");
        Assert.Equal("GET /status", await Focused(report));
        await keyboard.PressAsync("k");
        await keyboard.PressAsync("Enter");
        await report.Page.Locator("h1:has-text('POST /orders')").WaitForAsync();

        await keyboard.PressAsync("Escape");
        await report.Page.Locator("table.entries").WaitForAsync();
        Assert.Equal(["POST /orders", "GET /status"], await report.Titles());
        await keyboard.PressAsync("?");
        Assert.True(await report.Page.Locator("dialog").IsVisibleAsync());
        await keyboard.PressAsync("Escape");
        Assert.False(await report.Page.Locator("dialog").IsVisibleAsync());
    }

    [BrowserFact]
    public async Task The_first_tab_stop_skips_to_the_content_and_focus_is_seen()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full);
        await report.Page.EvaluateAsync("() => document.activeElement.blur()");

        await report.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await Focused(report));
        Assert.True((await report.Page.Locator("#skip").BoundingBoxAsync())!.Y >= 0);
        Assert.NotEqual("none", await report.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
        await report.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await report.Page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [BrowserFact]
    public async Task Trees_are_walked_with_arrows()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "explore?entry=entries%2Fpost-orders");
        var keyboard = report.Page.Keyboard;
        await report.Page.FocusAsync("[role=treeitem]");

        await keyboard.PressAsync("ArrowLeft");
        Assert.Equal(1, await report.Page.Locator("[role=treeitem]:visible").CountAsync());
        await keyboard.PressAsync("ArrowRight");
        await keyboard.PressAsync("ArrowDown");
        Assert.Equal("OrderService.PlaceAsync", await report.Page.EvaluateAsync<string>("() => document.activeElement.querySelector('code').innerText"));
        await keyboard.PressAsync("End");
        await keyboard.PressAsync("Enter");
        await report.Page.WaitForFunctionAsync("() => location.hash.includes('explore?effect=')");

        Assert.Contains("explore?effect=", report.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task On_paper_there_is_everything_and_no_controls()
    {
        await using var report = await OpenReport.Open(chromium, LargeReport.Create(150));
        Assert.Equal(60, (await report.Titles()).Count);
        await report.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await report.Page.EvaluateAsync("() => window.dispatchEvent(new Event('beforeprint'))");

        Assert.Equal(150, (await report.Titles()).Count);
        Assert.False(await report.Page.Locator(".bar").IsVisibleAsync());
        Assert.False(await report.Page.Locator(".filters").IsVisibleAsync());
        Assert.True(await Brightness(report) > 200);
        Assert.True((await report.Page.PdfAsync()).Length > 10_000);
    }

    [BrowserFact]
    public async Task A_phone_scrolls_down_and_not_aside()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, width: 390);
        foreach (var route in new[] { "", "entries/post-orders", "owners", "types/order", "ledgers", "findings", "explore?entry=entries%2Fpost-orders" })
        {
            await report.Go(route);

            Assert.Equal((route, 390), (route, await report.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")));
        }
    }

    /// <summary>Issue 6 asks for less than two seconds at a thousand entry points. Time of the processor and not of the clock: machines that run tests do other things as well.</summary>
    [BrowserFact]
    public async Task A_thousand_entry_points_are_there_at_once_and_searched_while_typing()
    {
        var large = LargeReport.Create(1000);
        await using var report = await OpenReport.Open(chromium, large);
        Assert.Equal(60, (await report.Titles()).Count);

        var session = await report.Page.Context.NewCDPSessionAsync(report.Page);
        await session.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        await report.Page.ReloadAsync();
        await report.Page.Locator("html[data-ready]").WaitForAsync();
        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble());
        var seconds = metrics["TaskDuration"];
        output.WriteLine(FormattableString.Invariant($"interactive after {seconds:F2} s of the page's thread, of which {metrics["ScriptDuration"]:F2} s are script"));
        Assert.True(seconds is > 0 and < 2, FormattableString.Invariant($"it took {seconds:F2} s"));

        var typed = await report.Page.EvaluateAsync<double>("() => { const q = document.getElementById('query'); const t = performance.now(); q.value = 'things/997'; q.dispatchEvent(new Event('input', { bubbles: true })); return performance.now() - t; }");
        output.WriteLine(FormattableString.Invariant($"first search after {typed:F0} ms"));
        Assert.Equal(["POST /area49/things/997"], await report.Titles());

        await report.Page.FillAsync("#query", "");
        await report.Page.ClickAsync("text=Show the other 940");
        Assert.Equal(1000, (await report.Titles()).Count);
    }

    [BrowserFact]
    public async Task More_rows_come_when_somebody_scrolls_there()
    {
        await using var report = await OpenReport.Open(chromium, LargeReport.Create(1000));

        await report.Page.EvaluateAsync("() => window.scrollTo(0, document.body.scrollHeight)");
        await report.Page.Locator("table.entries tbody tr").Nth(100).WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private static Task<string> Focused(OpenReport report) => report.Page.EvaluateAsync<string>("() => document.activeElement.innerText");

    private static Task<int> Brightness(OpenReport report) =>
        report.Page.EvaluateAsync<int>("() => Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])");
}
