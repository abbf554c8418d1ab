namespace IntentContracts.Analysis.Tests.Rules;

public sealed class StateIsWrittenInTransitionsOnlyTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    private const string Order = """
        namespace Shop
        {
            public enum OrderStatus { Draft, Paid, Shipped, Cancelled }

            [StateMachine(nameof(Status), Initial = OrderStatus.Draft, Terminal = new object[] { OrderStatus.Shipped, OrderStatus.Cancelled })]
            public partial class Order
            {
                public OrderStatus Status { get; set; } = OrderStatus.Draft;
                public int Lines { get; set; }
                private bool _locked;

                public Order() { }
                public Order(OrderStatus loaded) { Status = loaded; Restore(loaded); }

                [Transition(From = new object[] { OrderStatus.Draft }, To = OrderStatus.Paid)]
                public partial void Pay();
                private void PayCore() { Status = OrderStatus.Paid; Move(OrderStatus.Paid); }

                [Transition(From = new object[] { OrderStatus.Paid }, To = OrderStatus.Shipped)]
                public partial Task ShipAsync();
                protected virtual async Task ShipAsyncCore()
                {
                    await Task.Yield();
                    void Mark() => Status = OrderStatus.Shipped;
                    new List<int> { 1 }.ForEach(_ => Mark());
                }

                [Transition(From = new object[] { OrderStatus.Draft, OrderStatus.Paid }, To = OrderStatus.Cancelled)]
                public partial void Cancel();
                private void CancelCore() { Lines = 0; }

                private void Move(OrderStatus to) => Status = to;
                private void Restore(OrderStatus to) => Status = to;
                public void Unlock() { _locked = !_locked; Lines++; }
        MORE
            }

            public class Express : Order
            {
                public Express() { Status = OrderStatus.Paid; }
                protected override async Task ShipAsyncCore() { await Task.Yield(); Status = OrderStatus.Shipped; }
            }
        }

        """;

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Transitions_constructors_initialisers_and_what_only_they_call_may_write(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", Order.Replace("MORE", "", StringComparison.Ordinal));

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Every_other_write_is_an_error_where_it_stands(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", Order.Replace("MORE", """
                public Order(Order other)
                {
                    Status = OrderStatus.Paid;
                    other.Status = OrderStatus.Cancelled; // error IC1601
                }
                public void Hack()
                {
                    Status = OrderStatus.Paid; // error IC1601
                }
                public void Indirect() => Hidden();
                private void Hidden()
                {
                    Status = OrderStatus.Draft; // error IC1601
                }
                public static Order Made()
                {
                    return new Order { Status = OrderStatus.Paid }; // error IC1601
                }
                public Action Later() => () =>
                {
                    Status = OrderStatus.Paid; // error IC1601
                };
        """, StringComparison.Ordinal) + """
            public static class Mapper
            {
                public static void Map(Shop.Order order)
                {
                    order.Lines = 3;
                    order.Status = Shop.OrderStatus.Paid; // error IC1601
                }
                public static bool Reads(Shop.Order order) => order.Status == Shop.OrderStatus.Paid;
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains("Order.Hack writes Order.Status outside a transition · call Order.Cancel, Order.Pay or another transition, or declare [Transition] on Order.Hack", messages);
        Assert.Contains(messages, m => m.StartsWith("Order.Hidden writes Order.Status outside a transition · Order.Indirect → Order.Hidden · call", StringComparison.Ordinal));
        Assert.Contains("Mapper.Map writes Order.Status outside a transition · call Order.Cancel, Order.Pay or another transition", messages);
    }

    [Fact]
    public void A_program_reports_its_own_writes_with_the_entry_point_and_not_those_of_a_library_that_was_checked()
    {
        using var solution = new RuleCase { Guards = "" }
            .Add("Shop", Order.Replace("MORE", "public void Hack() { Status = OrderStatus.Paid; }", StringComparison.Ordinal))
            .Add("Api", """
                var app = WebApplication.CreateBuilder(args).Build();
                app.MapPost("/orders/reset", (Shop.Order order) => Resetter.Reset(order));
                app.MapPost("/orders/hack", (Shop.Order order) => order.Hack());
                app.Run();

                public static class Resetter
                {
                    public static void Reset(Shop.Order order)
                    {
                        order.Status = Shop.OrderStatus.Draft; // error IC1601
                    }
                }
                """);

        var message = Assert.Single(solution.Verify().Diagnostics).Message;

        Assert.Equal("Resetter.Reset writes Order.Status outside a transition · POST /orders/reset → Resetter.Reset · call Order.Cancel, Order.Pay or another transition", message);
    }

    [Fact]
    public void With_on_a_record_is_a_write_and_a_copy_is_none()
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "" }.Add("Shop", """
            public enum Light { Red, Green }

            [StateMachine(nameof(Now), Initial = Light.Red, Terminal = new object[] { Light.Green })]
            public sealed partial record Signal
            {
                public Light Now { get; set; }
                public string Name { get; init; } = "";
                private Light _other;

                [Transition(From = new object[] { Light.Red }, To = Light.Green)]
                public partial void Go();
                private void GoCore() { }
                public Signal Renamed() => this with { Name = "x" };
                public void Other() { _other = Light.Green; Console.WriteLine(_other); }
            }
            public static class Elsewhere
            {
                public static Signal Copy(Signal s) => s with { };
                public static Signal Turn(Signal s)
                {
                    return s with { Now = Light.Green }; // error IC1601
                }
            }
            """);

        solution.Verify();
    }
}
