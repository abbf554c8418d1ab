namespace IntentContracts.Analysis.Tests.Rules;

public sealed class ConditionsOnlyReadTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_condition_that_changes_something_is_an_error_at_the_condition(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", """
            public class Counter { public int Value; public bool Bump() => ++Value > 0; }
            public class Log { public static int Calls; }

            [Invariant("Touch() >= 0")] // error IC2001
            [Invariant("_counter.Bump()")] // error IC2001
            [Invariant("File.Exists(\"x\") || Save()")] // error IC2001
            public partial class Account
            {
                private readonly Counter _counter = new();
                private int _hits;
                public Account() { EnsureInvariants(); }
                private int Touch() => Deep();
                private int Deep() { _hits++; return _hits; }
                private bool Save() { File.AppendAllText("x", "y"); return true; }

                [Requires("order.Take()")] // error IC2001
                [Ensures("Note(order)")] // error IC2001
                public partial void Pay(Order order);
                private void PayCore(Order order) { }
                private static bool Note(Order order) { Log.Calls = order.Id; return true; }

                [Requires("orders.All(o => o.Take())")] // warning IC2001
                public partial void PayAll(List<Order> orders);
                private void PayAllCore(List<Order> orders) { }
            }
            public class Order
            {
                public int Id { get; set; }
                public bool Take() { Id = 0; return true; }
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains("the condition \"Touch() >= 0\" writes Account._hits in Account.Deep · Account.Touch → Account.Deep · let it only read", messages);
        Assert.Contains(messages, m => m.StartsWith("the condition \"order.Take()\" writes Order.Id in Order.", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Contains("reaches File.AppendAllText in Account.Save", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_only_reads_makes_its_own_objects_or_fills_a_cache_is_none(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", """
            public class Sum { private int _total; public Sum Add(int n) { _total += n; return this; } public int Total => _total; public int Max { get; set; } }
            public struct Walk { private int _at; public bool Next() { _at++; return _at < 3; } }
            public class Line { public Line(int quantity) { Quantity = quantity; } public int Quantity { get; } public bool Fits => Quantity > 0; }
            public class Lines : IEnumerable<Line>
            {
                private readonly List<Line> _all = new();
                public IEnumerator<Line> GetEnumerator() { foreach (var line in _all) { yield return line; } }
                System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
            }

            [Invariant("Total() >= 0 && Walks() && Cached >= 0 && Lazy.Value > 0")]
            [Invariant("_lines.All(l => l.Fits) && Copy() != null && Counted() >= 0 && Local() >= 0")]
            public partial class Account
            {
                private readonly Lines _lines = new();
                private Sum? _sum;
                private int? _cached;
                private Lazy<int> Lazy { get; } = new(() => 1);
                public Account() { EnsureInvariants(); }
                private int Total() { var sum = new Sum { Max = 3 }; foreach (var line in _lines) { sum.Add(line.Quantity); } return sum.Total; }
                private bool Walks() { var walk = default(Walk); while (walk.Next()) { } return true; }
                private int Cached => _cached ??= Total();
                private Sum Copy() { if (_sum is null) { _sum = new Sum(); } return _sum; }
                private int Counted() { var n = 0; _lines.ToList().ForEach(l => n += l.Quantity); return n; }
                private int Local() { int n = 0; void Up() { n++; } Up(); return n; }

                [Requires("new Line(amount).Fits && Math.Abs(amount) > 0")]
                [Ensures("result >= old(Total())")]
                public partial int Pay(int amount);
                private int PayCore(int amount) => Total();
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_condition_may_not_call_a_guarded_member(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", """
            [Invariant("Check() && Limit >= 0")] // error IC5001
            public partial class Account
            {
                public Account() { EnsureInvariants(); }
                private bool Check() => Audit() > 0;
                public partial int Audit();
                private int AuditCore() => 1;
                [Requires("value >= 0")]
                public partial int Limit { get; set; }
                private int LimitCore { get; set; }
                [Requires("Limit > 0")]
                public partial void Pay();
                private void PayCore() { }
            }
            """);

        var message = Assert.Single(solution.Verify().Diagnostics).Message;

        Assert.Equal(
            "the condition \"Check() && Limit >= 0\" calls Account.Audit, whose guard (invariant) checks conditions again · Account.Check → Account.Audit · let it read what is not guarded: a field, or a method that only computes",
            message);
    }
}
