namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>What an invariant reads, who writes it, and who makes the object.</summary>
public sealed class InvariantStateTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    private const string Account = """
        namespace Shop
        {
            public class Line { public int Quantity; }

            [Invariant("Balance >= 0")]
            [Invariant(nameof(IsSound))]
            public partial class Account
            {
                protected int _limit;
                private int _reads;
                private readonly List<Line> _lines = new();

                public Account(int balance) { Balance = balance; Start(); EnsureInvariants(); }
                public Account() : this(0) { }

                public int Balance { get; private set; }
                public int Bonus { get; set; }
                public string Name { get; set; } = "";
                private bool IsSound() => _limit > 0 && Bonus < 10 && _lines.All(l => l.Quantity > 0 && _limit > 1);

                public partial void Deposit(int amount);
                private void DepositCore(int amount) { Balance += amount; Count(); }
                public partial Task WithdrawAsync(int amount);
                protected virtual async Task WithdrawAsyncCore(int amount)
                {
                    await Task.Yield();
                    Action take = () => Balance -= amount;
                    take();
                }

                public int Read() { _reads++; return Balance; }
                public void Rename(string name) => Name = name;
                public void Restore(int balance) { Balance = balance; EnsureInvariants(); }
                private void Count() { Balance++; _limit = 3; }
                private void Start() => _limit = 7;
                public void AddLine() => _lines.Add(new Line { Quantity = 1 });
        MORE
            }

            public class Savings : Account
            {
                public Savings() { _limit = 5; }
                protected override async Task WithdrawAsyncCore(int amount) { _limit--; await base.WithdrawAsyncCore(amount); }
            }
        }

        """;

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Guarded_members_constructors_their_helpers_and_explicit_checks_may_write(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }
            .Add("Shop", Account.Replace("MORE", "private int Unused() => Balance = -1;", StringComparison.Ordinal));

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Unguarded_members_and_other_types_go_around(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", Account.Replace("MORE", """
                public void Drain()
                {
                    Balance = -1; // error IC5001
                }
                internal void Loosen() => Inner();
                private void Inner()
                {
                    _limit = 0; // error IC5001
                }
        """, StringComparison.Ordinal) + """
            public class Loose : Shop.Account
            {
                public void Cut()
                {
                    _limit = -1; // error IC5001
                }
            }
            public static class Elsewhere
            {
                public static void Spoil(Shop.Account account)
                {
                    account.Name = "x";
                    account.Bonus = 99; // error IC5001
                }
                public static Shop.Account Make() => new() { Name = "x" };
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains(
            "Account.Drain writes Account.Balance, which the invariant \"Balance >= 0\" reads, and nothing checks it afterwards · make Account.Drain partial with a core, or end it with EnsureInvariants()",
            messages);
        Assert.Contains(messages, m => m.Contains("Account.Loosen → Account.Inner", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Contains("change it through a guarded member of Account", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_constructor_that_never_checks_is_an_error_unless_a_mapper_alone_can_use_it(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", """
            [Invariant("Size > 0")]
            public partial class Box
            {
                private readonly List<int> _items = new();
                public int Size { get; private set; } = 1;

                private Box() { }
                public Box(int size) => Size = size; // error IC5001
                public Box(string size) : this(size, true) { }
                public Box(string size, bool check) { Size = size.Length; if (check) { Finish(); } }
                [Requires("size > 0")]
                public partial Box(long size);
                private void BoxCore(long size) => Size = (int)size;
                private void Finish() => EnsureInvariants();
                public int Count => _items.Count;
            }
            [Invariant("Name.Length > 0")]
            public sealed partial record Label
            {
                public Label(string name) { Name = name; EnsureInvariants(); }
                public string Name { get; }
                public Label Copy() => this with { };
            }
            [Invariant("X >= 0")]
            public partial class Empty
            {
                public int X { get; private set; }
                private Empty() => Console.WriteLine(); // error IC5001
                public static Empty Make() => new();
            }
            """);

        solution.Verify();
    }
}
