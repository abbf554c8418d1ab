using IntentContracts.Analysis.Tests.Reports;
using IntentContracts.Report.Tests.Browser;

namespace IntentContracts.Report.Tests;

/// <summary>The list of entry points: search, filters, what else bears a name.</summary>
[Collection(InOneBrowser.Name)]
public sealed class IndexTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Search_finds_titles_summaries_effects_members_rules_and_fields()
    {
        (string Text, string Titles)[] searches =
        [
            ("orders", "POST /orders|GET /status"),
            ("places", "POST /orders"),
            ("HttpClient", "POST /orders"),
            ("PaymentClient.Charge", "POST /orders"),
            ("ic1401", "ShippingWorker.ExecuteAsync"),
            ("owner:nobody", "ShippingWorker.ExecuteAsync"),
            ("owner:payments", "POST /orders"),
            ("effect:publish", "ShippingWorker.ExecuteAsync"),
            ("status:excepted", "POST /orders"),
            ("kind:\"hosted service\"", "ShippingWorker.ExecuteAsync"),
            ("orders status", "GET /status"),
        ];
        await using var report = await OpenReport.Open(chromium, SampleReport.Full);
        foreach (var (text, titles) in searches)
        {
            await report.Page.FillAsync("#query", text);

            Assert.Equal((text, titles), (text, string.Join("|", await report.Titles())));
        }
    }

    [BrowserFact]
    public async Task The_ledgers_count_what_is_in_them_assumptions_too()
    {
        var full = SampleReport.Full;
        var ledgers = full.Exceptions.Count + full.Refusals.Count + full.Assumptions.Count + full.Unresolved.Count;
        await using var report = await OpenReport.Open(chromium, full);

        Assert.Equal("Ledgers" + ledgers, await report.Page.Locator("nav a:has-text('Ledgers')").TextContentAsync());
    }

    [BrowserFact]
    public async Task The_list_is_ordered_by_what_somebody_chooses_and_the_address_says_so()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full);
        var titles = await report.Titles();

        await report.Page.FocusAsync("#order");
        await report.Page.SelectOptionAsync("#order", "effects");
        Assert.Contains("order=effects", report.Page.Url, StringComparison.Ordinal);
        Assert.Equal("order", await report.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        Assert.Equal(SampleReport.Full.Entries.OrderByDescending(e => e.Effects.Count).Select(e => e.Title), await report.Titles());

        await report.Page.ReloadAsync();
        await report.Page.Locator("html[data-ready]").WaitForAsync();
        Assert.Equal("effects", await report.Page.InputValueAsync("#order"));
        await report.Page.SelectOptionAsync("#order", "");
        Assert.Equal(titles, await report.Titles());
    }

    [BrowserFact]
    public async Task Search_also_names_members_effects_types_and_owners()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full);

        await report.Page.FillAsync("#query", "order");

        Assert.Equal(["OrderEndpoints.Post", "OrderService.PlaceAsync", "OrderService.PlaceAsyncCore", "Order", "orders"], await report.Page.Locator(".also a").AllInnerTextsAsync());
    }

    [BrowserFact]
    public async Task A_search_without_a_hit_says_so()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full);

        await report.Page.FillAsync("#query", "refund");

        Assert.Contains("No entry point fits", await report.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await report.Titles());
    }

    [BrowserFact]
    public async Task Filters_narrow_the_list_and_are_in_the_address()
    {
        (string Filter, string Value, string Titles)[] filters =
        [
            ("status", "findings", "ShippingWorker.ExecuteAsync"),
            ("status", "undecided", "ShippingWorker.ExecuteAsync"),
            ("status", "unowned", "ShippingWorker.ExecuteAsync"),
            ("status", "settled", "GET /status"),
            ("owner", "orders", "POST /orders|GET /status"),
            ("kind", "hosted service", "ShippingWorker.ExecuteAsync"),
            ("effect", "db commit", "POST /orders"),
            ("rule", "IC2301", "POST /orders"),
        ];
        await using var report = await OpenReport.Open(chromium, SampleReport.Full);
        foreach (var (filter, value, titles) in filters)
        {
            await report.Page.SelectOptionAsync("#filter-" + filter, value);

            Assert.Equal((value, titles), (value, string.Join("|", await report.Titles())));
            Assert.EndsWith("#/?" + filter + "=" + value.Replace(' ', '+'), report.Page.Url, StringComparison.Ordinal);
            await report.Page.SelectOptionAsync("#filter-" + filter, "");
        }
    }

    [BrowserFact]
    public async Task Search_and_filters_are_in_the_address_and_survive_the_way_back()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "?q=order&owner=orders");
        Assert.Equal(["POST /orders", "GET /status"], await report.Titles());
        Assert.Equal("order", await report.Page.InputValueAsync("#query"));

        await report.Page.Locator("table.entries a.item").First.ClickAsync();

        // The page follows its address in an event of its own, after the click.
        await report.Page.Locator("h1:has-text('POST /orders')").WaitForAsync();
        await report.Page.GoBackAsync();
        await report.Page.Locator("table.entries").WaitForAsync();

        Assert.Equal(["POST /orders", "GET /status"], await report.Titles());
        await report.Page.ClickAsync("text=Clear");
        await report.Page.Locator("table.entries tbody tr").Nth(2).WaitForAsync();
        Assert.Equal(3, (await report.Titles()).Count);
    }

    [BrowserFact]
    public async Task A_report_without_entry_points_says_what_to_do()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full with { Entries = [] });

        Assert.Contains("[CriticalPath]", await report.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }
}
