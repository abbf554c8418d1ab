using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Tests.Reports;
using IntentContracts.Report.Tests.Browser;

namespace IntentContracts.Report.Tests;

/// <summary>What a person who has never seen the project can read about one entry point, and who reaches what.</summary>
[Collection(InOneBrowser.Name)]
public sealed class EntryTests(Chromium chromium)
{
    [BrowserFact]
    public async Task A_deep_link_answers_the_four_questions()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "entries/post-orders");

        Assert.Equal("POST /orders · Shop.Api", await report.Page.TitleAsync());
        var answers = await report.Page.Locator(".answers").InnerTextAsync();
        Assert.Contains("db commit", answers, StringComparison.Ordinal);
        Assert.Contains("orders. It also touches what belongs to payments.", answers, StringComparison.Ordinal);
        Assert.Contains("Its caller may run it again. A duplicate gets the first outcome.", answers, StringComparison.Ordinal);
        Assert.Contains("The gateway moves to its own team in spring.", answers, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_sequence_has_guards_around_what_they_guard_and_effects_in_the_order_of_the_source()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "entries/post-orders");
        var sequence = report.Page.Locator(".sequence");

        Assert.Equal(["http", "db commit"], await sequence.Locator("li.effect .badge").AllInnerTextsAsync());
        Assert.Equal(2, await sequence.Locator(".frame.idempotent > .frame.transaction li.effect").CountAsync());
        Assert.Contains("request.OrderId", await sequence.Locator(".frame.idempotent > .frame-head").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("https://git.test/shop/blob/abc/src/Infrastructure/PaymentClient.cs#L11", await sequence.Locator("li.effect .place").First.GetAttributeAsync("href"));
    }

    [BrowserFact]
    public async Task Retries_stand_around_what_they_repeat()
    {
        var entry = SampleReport.Full.Entries[0];
        var path = entry.Effects[1].Path;
        var http = entry.Effects[1] with
        {
            Attempts = 12,
            Retries = [new("resilience handler", "4", "Program.cs:18")],
            Path = [.. path.Take(3), path[3] with { Retries = [new("Polly pipeline", "3", "OrderService.cs:27")] }],
        };
        await using var report = await OpenReport.Open(chromium, SampleReport.Full with { Entries = [entry with { Effects = [entry.Effects[0], http] }] }, "entries/post-orders");

        Assert.Equal(1, await report.Page.Locator(".frame.retry:has-text('Polly pipeline, up to ×3') .frame.retry:has-text('resilience handler, up to ×4') li.effect:has-text('up to ×12')").CountAsync());
    }

    [BrowserFact]
    public async Task What_a_duplicate_gets_and_how_it_can_fail()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "entries/post-orders");
        var text = await report.Page.Locator("main").InnerTextAsync();

        Assert.Contains("IdempotencyConflictException, at once", text, StringComparison.Ordinal);
        Assert.Contains("IllegalTransitionException", text, StringComparison.Ordinal);
        Assert.DoesNotContain("EnsuresViolationException", text, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task An_address_of_something_that_is_gone_says_so()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "entries/post-refunds");

        Assert.Contains("no such page", await report.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_explorer_shows_who_causes_an_effect()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "explore");
        await report.Page.FillAsync("#pick", "postasync");
        await report.Page.ClickAsync("#picks a");
        await report.Page.Locator("main:has-text('Who causes http: HttpClient.PostAsync')").WaitForAsync();

        Assert.Contains("Who causes http: HttpClient.PostAsync", await report.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            ["PaymentClient.ChargeAsync", "OrderService.PlaceAsyncCore", "OrderService.PlaceAsync", "OrderEndpoints.Post"],
            await report.Page.Locator("[role=treeitem]:visible > span > code").AllInnerTextsAsync());
        Assert.Equal("POST /orders", await report.Page.Locator(".arrives a").InnerTextAsync());
    }

    [BrowserFact]
    public async Task The_explorer_shows_what_an_entry_point_does_and_opens_and_closes()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "entries/post-orders");
        await report.Page.ClickAsync("text=Explore its paths");
        await report.Page.Locator("[role=treeitem]").First.WaitForAsync();
        var items = report.Page.Locator("[role=treeitem]:visible");
        Assert.Equal(5, await items.CountAsync());

        await report.Page.ClickAsync("text=Close all");
        Assert.Equal(1, await items.CountAsync());
        await report.Page.ClickAsync("text=Open all");

        Assert.Equal(6, await items.CountAsync());
    }

    [BrowserFact]
    public async Task Types_show_invariants_states_and_who_triggers_them()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "types/order");

        Assert.Equal(["Draft", "Placed", "Cancelled"], await report.Page.Locator(".state-name").AllTextContentsAsync());
        Assert.Equal(4, await report.Page.Locator(".machine .arrow").CountAsync());
        Assert.Contains("Total >= 0 || IsRefund", await report.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Owners_have_a_matrix_whose_cells_open()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "owners");

        await report.Page.ClickAsync("[title='orders runs 1 effects that change and 0 that read of payments']");
        await report.Page.Locator("main:has-text('orders → payments')").WaitForAsync();

        Assert.Contains("orders → payments", await report.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Assumptions_have_a_ledger_and_stand_on_the_page_of_their_owner()
    {
        await using var report = await OpenReport.Open(chromium, SampleReport.Full, "ledgers?show=assumptions");

        Assert.Equal(
            ["expired, on 2026-10-31", "ends soon, on 2026-12-01", "holds until 2027-03-31", "no end", "no end and no probe"],
            await report.Page.Locator("td[data-column=Status]").AllInnerTextsAsync());
        await report.Go("owners/platform");
        Assert.Equal(["redis evicts nothing"], await report.Page.Locator("tbody th").AllInnerTextsAsync());
    }

    [BrowserFact]
    public async Task Findings_in_the_baseline_are_no_longer_to_decide()
    {
        var findings = SampleReport.Full.Findings.Select(f => f with { IsBaselined = f.RuleId == "IC1401" }).ToList();
        await using var report = await OpenReport.Open(chromium, SampleReport.Full with { Findings = findings, Counts = new(3, 3, 1, 1, 1, 1) }, "ledgers?show=baseline");

        Assert.Contains("publish is reached without", await report.Page.Locator("article.finding").InnerTextAsync(), StringComparison.Ordinal);
        await report.Go("?status=baselined");
        Assert.Equal(["ShippingWorker.ExecuteAsync"], await report.Titles());
        Assert.Contains("1 finding to decide", await report.Page.Locator("main .lead").InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Changes_are_shown_when_there_is_something_to_compare_with_and_the_weakened_come_first()
    {
        var changes = new ChangeReport[]
        {
            new("added", "publishes OrderPlaced, outside the boundary", "M:Shop.OrderEndpoints.Post", "orders", Place.None),
            new("weakened", "retries of the gateway 1 → 4", "M:Shop.OrderEndpoints.Post", "payments", Place.None),
        };
        await using (var report = await OpenReport.Open(chromium, SampleReport.Full with { Changes = changes, Since = "main" }, "changes"))
        {
            Assert.Equal(["weakened", "new"], await report.Page.Locator("tbody .badge").AllInnerTextsAsync());
            Assert.Contains("2 promises differ from main", await report.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        }

        await using (var report = await OpenReport.Open(chromium, SampleReport.Full with { Changes = changes, Since = "main" }))
        {
            Assert.Contains("2 promises changed since main, 1 weakened.", await report.Page.Locator("main .lead").InnerTextAsync(), StringComparison.Ordinal);
        }

        await using var other = await OpenReport.Open(chromium, SampleReport.Full);
        Assert.Equal(0, await other.Page.Locator("nav a:has-text('Changes')").CountAsync());
    }
}
