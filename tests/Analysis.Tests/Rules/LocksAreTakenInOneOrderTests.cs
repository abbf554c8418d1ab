namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1005: both places are in the message, over calls as well; possible on every path.</summary>
public sealed class LocksAreTakenInOneOrderTests
{
    [Fact]
    public void A_deadlock_is_told_once_and_shows_both_places()
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

        var result = solution.Verify();

        Assert.Equal(
            "Stock.SoldOut takes Orders._gate while it holds Stock._gate; Orders.Place → Stock.Reserve takes them the other way round · GET /soldout → StockController.SoldOut → Stock.SoldOut → Orders.Cancel · take them in one order everywhere",
            Assert.Single(result.Diagnostics).Message);
        var sarif = Assert.Single(result.Files, f => f.Path.EndsWith(".sarif", StringComparison.Ordinal)).Text;
        Assert.Contains("the other order", sarif, StringComparison.Ordinal);
        Assert.Contains("takes Orders._gate", sarif, StringComparison.Ordinal);
        Assert.Contains("takes Stock._gate", sarif, StringComparison.Ordinal);
    }

    [Fact]
    public void Locks_of_two_kept_objects_are_called_by_the_members_that_keep_them()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("App", """
            public sealed class Pan { public readonly object Gate = new(); }
            public sealed class Scales(Pan left, Pan right)
            {
                private readonly Pan _left = left;
                private readonly Pan _right = right;
                public void There()
                {
                    lock (_left.Gate)
                    {
                        lock (_right.Gate) { Console.Write(""); }
                    }
                }
                public void Back()
                {
                    lock (_right.Gate)
                    {
                        lock (_left.Gate) { Console.Write(""); } // warning IC1005
                    }
                }
            }
            """);

        Assert.StartsWith("Scales.Back takes Scales._left.Gate while it holds Scales._right.Gate; Scales.There takes them the other way round", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_only_the_user_of_a_checked_library_contradicts_is_told_in_the_users_build(bool isFirst)
    {
        const string Use = """
                public sealed class {0}(Depot depot)
                {
                    public void Fill() => depot.Load(() => Console.Write(""));
                    public void Close() { lock (Locks.Door) { depot.Cool(); } } // warning IC1005
                }
            """;
        using var solution = new RuleCase { Scope = CheckScope.All, Guards = "", Only = ["IC1005"] }
            .Add(isFirst ? "Base" : "Zoo", """
                public static class Locks { public static readonly object Heat = new(); public static readonly object Door = new(); }
                public sealed class Depot
                {
                    private int _shelves;
                    public void Load(Action then) { lock (Locks.Heat) { lock (Locks.Door) { then(); } } }
                    public void Cool() { lock (Locks.Heat) { _shelves++; } }
                }
                """)
            .Add("Program", Use.Replace("{0}", "Porter", StringComparison.Ordinal));

        Assert.StartsWith("Porter.Close takes Locks.Heat while it holds Locks.Door; Depot.Load takes them the other way round", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }
}
