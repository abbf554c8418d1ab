using System.Text.Json;
using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Reports;

/// <summary>From source over our generator and the compiled assembly to the pages: what was declared is what a reviewer reads.</summary>
public sealed class GuardedDocumentTests
{
    private const string Shop = """
        var app = WebApplication.Create();
        app.MapPost("/orders/pay", (Shop.Order order) => order.Pay("x"));
        app.MapPost("/orders/cancel", (Shop.Order order) => order.CancelAsync());
        app.Run();

        namespace Shop
        {
            public enum OrderStatus { Draft, Paid, Cancelled }

            /// <summary>What a customer wants.</summary>
            [Invariant("Lines >= 0", Because = "nobody orders less than nothing")]
            [StateMachine(nameof(Status), Initial = OrderStatus.Draft, Terminal = new object[] { OrderStatus.Cancelled })]
            public sealed partial class Order
            {
                public Order() { EnsureInvariants(); }
                public OrderStatus Status { get; private set; }
                public int Lines { get; private set; }

                [Transition(From = new object[] { OrderStatus.Draft }, To = OrderStatus.Paid)]
                [Requires("by.Length > 0", Because = "an audit | asks")]
                [Ensures("Lines == old(Lines)")]
                public partial void Pay(string by);
                private void PayCore(string by) { }

                [Transition(From = new object[] { OrderStatus.Draft, OrderStatus.Paid }, To = OrderStatus.Cancelled)]
                public partial Task CancelAsync();
                private Task CancelAsyncCore() { Lines = 0; return Task.CompletedTask; }

                [Requires("value < 100")]
                public partial int Limit { get; set; }
                private int LimitCore { get; set; }
            }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Type_page_shows_states_conditions_and_who_triggers_them(bool optimised)
    {
        var page = Page("types/order.md", "", optimised);

        Assert.Contains(
            """
            stateDiagram-v2
                state "Draft" as s0
                state "Paid" as s1
                state "Cancelled" as s2
                [*] --> s0
                s0 --> s1 : Order.Pay by POST /orders/pay
                s0 --> s2 : Order.CancelAsync by POST /orders/cancel
                s1 --> s2 : Order.CancelAsync by POST /orders/cancel
                s2 --> [*]

            """.ReplaceLineEndings("\n"),
            page,
            StringComparison.Ordinal);
        Assert.Contains("| `Order.Pay` | before | `by.Length > 0` | an audit &#124; asks | `Shop.cs:", page, StringComparison.Ordinal);
        Assert.Contains("| `Order.Pay` | after, on success | `Lines == old(Lines)` |", page, StringComparison.Ordinal);
        Assert.Contains("| `Order.Limit (set)` | before | `value < 100` |", page, StringComparison.Ordinal);
        Assert.Contains("| `Order.Pay` | requires → transition → ensures → invariant | [POST /orders/pay](../entries/post-orders-pay.md) |", page, StringComparison.Ordinal);
        Assert.Contains("| `Draft` | `Paid` | `Order.Pay` | [POST /orders/pay](../entries/post-orders-pay.md) |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_page_shows_what_must_hold_on_the_way_and_nothing_of_other_ways()
    {
        var page = Page("entries/post-orders-pay.md", "", optimised: false);

        Assert.Contains("| `Order.Pay` | requires → transition → ensures → invariant | `Draft` → `Paid` |", page, StringComparison.Ordinal);
        Assert.Contains("| `Order.Pay` | before | `by.Length > 0` |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("CancelAsync", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Limit", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_says_which_guards_do_less_and_what_nobody_sees()
    {
        var page = Page("index.md", "Invariant=Observe", optimised: false);

        Assert.Contains("## Guards that were compiled to less", page, StringComparison.Ordinal);
        Assert.Contains("requires → transition → ensures → invariant (observe)", page, StringComparison.Ordinal);
        Assert.Contains("## What is not seen", page, StringComparison.Ordinal);
        Assert.Contains("| [Order](types/order.md) | `Lines >= 0` | `Order.Status` | 3 |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("compiled to less", Page("index.md", "", optimised: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_gives_the_modes_apart_from_the_kinds()
    {
        using var json = JsonDocument.Parse(Page("intent.json", "Invariant=Observe", optimised: false));
        var pay = json.RootElement.GetProperty("members").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "Order.Pay");

        Assert.Equal(
            ["requires enforce", "transition enforce", "ensures enforce", "invariant observe"],
            pay.GetProperty("guards").EnumerateArray().Select(g => g.GetProperty("kind").GetString() + " " + g.GetProperty("mode").GetString()));
        Assert.Equal(["Draft"], pay.GetProperty("transitions")[0].GetProperty("from").EnumerateArray().Select(f => f.GetString()));
        Assert.Single(pay.GetProperty("entryPoints").EnumerateArray());
    }

    private static string Page(string path, string guards, bool optimised)
    {
        using var solution = new RuleCase { Guards = guards, Optimised = optimised }.Add("Shop", Shop);
        return solution.Run().Files.Single(f => f.Path == path).Text;
    }
}
