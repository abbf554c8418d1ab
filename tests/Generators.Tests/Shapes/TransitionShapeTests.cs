using IntentContracts.Tests.Generators.Guards;

namespace IntentContracts.Tests.Generators.Shapes;

/// <summary>State machines, compiled and run against the real runtime.</summary>
public sealed class TransitionShapeTests
{
    private const string Machine = """
        public enum Status { Draft, Paid, Shipped, Cancelled }

        [StateMachine(nameof(Status), Initial = Status.Draft, Terminal = [Status.Shipped, Status.Cancelled])]
        public sealed partial class Order
        {
            public Status Status { get; private set; }
            public string Log = "";

            [Transition(From = [Status.Draft], To = Status.Paid)]
            public partial void Pay(int amount);
            private void PayCore(int amount) { Log += "pay "; if (amount < 0) { throw new TimeoutException("body"); } if (amount == 1) { Status = Status.Shipped; } if (amount == 2) { Status = Status.Paid; } }

            [Transition(From = [Status.Paid], To = Status.Shipped), Ensures("result != 7")]
            public partial Task<int> ShipAsync(int days);
            private async Task<int> ShipAsyncCore(int days) { if (days < 0) { throw new TimeoutException("early"); } await Task.Yield(); Log += "ship "; if (days == 99) { throw new TimeoutException("late"); } return days; }

            [Transition(From = [Status.Draft], To = Status.Cancelled), Transition(From = [Status.Paid], To = Status.Cancelled)]
            public partial ValueTask CancelAsync();
            private ValueTask CancelAsyncCore() => default;
        }

        """;

    [Theory]
    [InlineData("void: set on success", "o.Pay(5); return o.Status;", "Paid")]
    [InlineData("void: set by the core", "o.Pay(2); return o.Status;", "Paid")]
    [InlineData("void: put back when the core fails", "var x = Outcome.Of(() => { o.Pay(-1); return 0; }); return x + \" \" + o.Status;", "TimeoutException:body Draft")]
    [InlineData("void: another target", "var x = Outcome.Of(() => { o.Pay(1); return 0; }); return x + \" \" + o.Status;", "IllegalTransitionException:Order.Pay leads to Paid, and its body made Order Shipped Draft")]
    [InlineData("void: wrong state", "o.Pay(5); var x = Outcome.Of(() => { o.Pay(5); return 0; }); return x + \" \" + o.Status + \" \" + o.Log;", "IllegalTransitionException:Order is Paid; Order.Pay is permitted from Draft Paid pay ")]
    [InlineData("async: set on success", "o.Pay(5); await o.ShipAsync(1); return o.Status;", "Shipped")]
    [InlineData("async: put back when the core fails later", "o.Pay(5); var x = await Outcome.Of(() => o.ShipAsync(99)); return x + \" \" + o.Status;", "TimeoutException:late Paid")]
    [InlineData("async: put back when the core fails at once", "o.Pay(5); var x = await Outcome.Of(() => o.ShipAsync(-1)); return x + \" \" + o.Status;", "TimeoutException:early Paid")]
    [InlineData("async: put back when a check fails", "o.Pay(5); var x = await Outcome.Of(() => o.ShipAsync(7)); return x + \" \" + o.Status;", "unkept:result != 7 Paid")]
    [InlineData("async: wrong state is a failed task", "var x = await Outcome.Of(() => o.ShipAsync(1)); return x + \" \" + o.Status;", "IllegalTransitionException:Order is Draft; Order.ShipAsync is permitted from Paid Draft")]
    [InlineData("two edges", "await o.CancelAsync(); var p = new Order(); p.Pay(3); await p.CancelAsync(); return o.Status + \" \" + p.Status;", "Cancelled Cancelled")]
    public async Task A_transition_holds(string what, string scenario, string expected)
    {
        var generated = Compile.Generate(
            Machine,
            $$"""
            public static class Scenario
            {
                public static async Task<string> Run() { await Task.Yield(); var o = new Order(); return ((Func<Task<object>>)(async () => { await Task.Yield(); {{scenario}} }))().Result.ToString()!; }
            }
            """,
            Outcome.Source);
        Assert.True(expected == await generated.RunAsync(), what + ": " + await generated.RunAsync());
        Assert.Empty((await Refuses.AllAsync(generated)).Select(d => d.ToString()));
    }

    [Theory]
    [InlineData("no transition leads to Shipped from Draft: add it, or remove the state from the transitions and Terminal", "Terminal = [S.Shipped, S.Paid]", "[Transition(From = [S.Draft], To = S.Paid)] public partial void Pay(); private void PayCore() { }")]
    [InlineData("nothing leads on from Paid: declare it Terminal, or add a transition", "Terminal = []", "[Transition(From = [S.Draft], To = S.Paid)] public partial void Pay(); private void PayCore() { }")]
    [InlineData("Draft is terminal, and a transition leads on from it: remove it from Terminal, or from the transition's From", "Terminal = [S.Draft, S.Paid]", "[Transition(From = [S.Draft], To = S.Paid)] public partial void Pay(); private void PayCore() { }")]
    public Task Transitions_that_do_not_fit(string message, string arguments, string members) => Refuses.WithAsync(
        "IC1603",
        message,
        $$"""
        public enum S { Draft, Paid, Shipped }
        [[|StateMachine(nameof(State), Initial = S.Draft, {{arguments}})|]]
        public sealed partial class Order { public S State { get; private set; } {{members}} }
        """);

    [Fact]
    public Task Two_targets_from_one_state() => Refuses.WithAsync(
        "IC1603",
        "'Pay' leads from Draft to more than one state, so its guard cannot know which: make them two methods",
        """
        public enum S { Draft, Paid, Shipped }
        [StateMachine(nameof(State), Initial = S.Draft, Terminal = [S.Paid, S.Shipped])]
        public sealed partial class Order
        {
            public S State { get; private set; }
            [Transition(From = [S.Draft], To = S.Paid), Transition(From = [S.Draft], To = S.Shipped)] public partial void [|Pay|]();
            private void PayCore() { }
        }
        """);
}
