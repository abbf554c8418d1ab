namespace IntentContracts.Analysis.Tests.Rules;

public sealed class NothingGoesAroundAGuardTests
{
    // What the generator writes for a guarded Pay, in short: the shell, the core and the manifest's line.
    private const string Guarded = """
        [assembly: System.Reflection.AssemblyMetadata("IntentContracts.Manifest/1", "guard\tM:Shop.Order.Pay(System.Int32)\tM:Shop.Order.PayCore(System.Int32)\tinvariant\t\tApi.cs\t1\t1\t1\t1")]
        namespace Shop;
        public class Order
        {
            public void Pay(int amount) { PayCore(amount); }
            internal void PayCore(int amount) { Paid += amount; Action again = () => Pay(amount); again(); }
            public int Paid { get; private set; }
        }

        """;

    [Fact]
    public void Calling_or_capturing_a_core_is_an_error_at_the_place()
    {
        using var solution = new RuleCase { IsProgram = false }.Add("Api", Guarded + """
            public static class Shortcut
            {
                public static void Call(Order order)
                {
                    order.PayCore(1); // error IC5001
                }
                public static Action<int> Capture(Order order)
                {
                    return order.PayCore; // error IC5001
                }
                public static void InLambda(Order order)
                {
                    Action pay = () => order.PayCore(1); // error IC5001
                    pay();
                }
                public static void Right(Order order) => order.Pay(1);
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains("Shortcut.Call calls Order.PayCore around its guard (invariant) · Shortcut.Call → Order.PayCore · call Order.Pay instead", messages);
        Assert.Contains(messages, m => m.StartsWith("Shortcut.Capture captures Order.PayCore", StringComparison.Ordinal));
    }

    [Fact]
    public void A_member_that_hides_a_shell_is_an_error()
    {
        using var solution = new RuleCase { IsProgram = false }.Add("Api", Guarded + """
            public sealed class Special : Order
            {
                public new void Pay(int amount)
                {
                    System.Console.WriteLine(amount); // error IC5001
                }
                public void Pay(string amount) { }
            }
            """);

        var diagnostic = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal("IC5001", diagnostic.RuleId);
        Assert.Contains("Special.Pay takes the place of Order.Pay without its guard", diagnostic.Message, StringComparison.Ordinal);
    }
}
