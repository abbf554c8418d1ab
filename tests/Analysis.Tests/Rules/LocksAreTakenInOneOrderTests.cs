namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1005: both places are in the message, over calls as well; possible on every path.</summary>
public sealed class LocksAreTakenInOneOrderTests
{
    [Fact]
    public void The_later_place_names_the_earlier_one()
    {
        using var solution = new RuleCase().Add("App", """
            public sealed class Orders(Stock stock)
            {
                private readonly object _gate = new();
                public void Place() { lock (_gate) { stock.Reserve(); } }
                public void Cancel() { lock (_gate) { Console.Write(""); } }
            }
            public sealed class Stock
            {
                private readonly object _gate = new();
                public Orders? Orders { get; init; }
                public void Reserve() { lock (_gate) { Console.Write(""); } }
                public void SoldOut()
                {
                    lock (_gate)
                    {
                        Orders!.Cancel(); // warning IC1005
                    }
                }
            }
            public sealed class StockController(Orders orders, Stock stock) : ControllerBase
            {
                [HttpGet("/place")] public void Place() => orders.Place();
                [HttpGet("/soldout")] public void SoldOut() => stock.SoldOut();
            }
            """);

        var finding = Assert.Single(solution.Verify().Diagnostics);

        Assert.Equal(
            "Stock.SoldOut takes Orders._gate while it holds Stock._gate; Orders.Place → Stock.Reserve takes them the other way round · GET /soldout → StockController.SoldOut → Stock.SoldOut → Orders.Cancel · take them in one order everywhere",
            finding.Message);
    }
}
