using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Findings;

public sealed class MessageTextTests
{
    [Fact]
    public void A_long_path_gives_up_what_the_sentence_says_already_before_any_method()
    {
        using var solution = new RuleCase().Add("Worker", """
            namespace Shop;
            public sealed class GracePeriodWorker(EventBusOverTheWire bus) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken ct) => CheckConfirmedGracePeriodOrders();
                private Task CheckConfirmedGracePeriodOrders() => bus.PublishAsync();
            }
            public sealed class EventBusOverTheWire(HttpClient http)
            {
                public Task PublishAsync() => http.PostAsync("/events", null); // error IC1401
            }
            """);

        var message = Assert.Single(solution.Verify().Diagnostics).Message;

        Assert.Contains("GracePeriodWorker.ExecuteAsync can run HttpClient.PostAsync twice", message, StringComparison.Ordinal);
        Assert.Contains(" · GracePeriodWorker.CheckConfirmedGracePeriodOrders → EventBusOverTheWire.PublishAsync · ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_that_leaves_no_room_still_names_the_entry()
    {
        var name = "ReconcileEverythingThatHasHappenedSinceTheLastTimeThatSomebodyLookedAsync";
        using var solution = new RuleCase().Add("Api", $$"""
            namespace Shop;
            public sealed class Stock(DbContext context)
            {
                public async Task {{name}}()
                {
                    await context.SaveChangesAsync();
                    context.Update(this);
                    await context.SaveChangesAsync(); // error IC1101
                }
            }
            public sealed class StockController(Stock stock) : ControllerBase
            {
                [HttpPost("/warehouses/{warehouse}/stock")] public Task Reconcile() => stock.{{name}}();
            }
            """);

        Assert.Contains(" · POST /warehouses/{warehouse}/stock → … · ", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }
}
