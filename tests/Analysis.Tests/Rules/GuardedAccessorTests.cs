namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>Cores of properties, indexers, events and constructors, and what takes the place of their shells.</summary>
public sealed class GuardedAccessorTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    private const string Account = """
        namespace Shop
        {
            [Invariant("Limit >= 0")]
            public partial class Account
            {
                private readonly int[] _days = new int[7];

                [Requires("limit >= 0")]
                public partial Account(int limit);
                private void AccountCore(int limit) { LimitCore = limit; }

                public Account() { LimitCore = 1; Changed += () => { }; EnsureInvariants(); }

                [Requires("value < 1000")]
                public partial int Limit { get; set; }
                private int LimitCore { get => field; set { if (LimitCore != value) field = value; ChangedCore?.Invoke(); } }

                [Requires("day < 7")]
                public partial int this[int day] { get; set; }
                private int GetItemCore(int day) => _days[day];
                private void SetItemCore(int day, int value) => _days[day] = value;

                public partial event Action? Changed;
                private event Action? ChangedCore;

                public partial void Raise(int by);
                private void RaiseCore(int by) => Limit += by;
        MORE
            }
        }

        """;

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Shells_constructors_and_the_other_accessor_may_use_a_core(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }
            .Add("Shop", Account.Replace("MORE", "public int Twice => Limit * 2; public void Reset() => Limit = 0;", StringComparison.Ordinal));

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Anybody_else_goes_around(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", Account.Replace("MORE", """
                public void Force(int limit)
                {
                    LimitCore = limit; // error IC5001
                }
                public void Again()
                {
                    AccountCore(-1); // error IC5001
                }
                public void Day()
                {
                    SetItemCore(9, 1); // error IC5001
                }
                public void Listen(Action action)
                {
                    ChangedCore += action; // error IC5001
                }
        """, StringComparison.Ordinal));

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains(messages, m => m.StartsWith("Account.Listen uses ", StringComparison.Ordinal) && m.EndsWith("use Account.Changed instead", StringComparison.Ordinal));
        Assert.Contains("Account.Force sets Account.LimitCore around its guard (requires, invariant) · Account.Force → Account.LimitCore · set Account.Limit instead", messages);
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Only_a_member_that_hides_or_overrides_a_shell_replaces_it(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Shop", Account.Replace("MORE", "", StringComparison.Ordinal) + """
            public class Special : Shop.Account
            {
                public Special(int limit) : base(limit) { }
                public new int Limit
                {
                    get => 7;
                    set { } // error IC5001
                }
                public int Raise(string by) => by.Length;
            }
            public partial class Box<T>
            {
                [Requires("item != null")]
                public partial void Put(T item);
                protected virtual void PutCore(T item) { }
            }
            public class Text : Box<string>
            {
                public new void Put(string item) => Console.WriteLine(item); // error IC5001
                public void Put(int item) { }
                protected override void PutCore(string item) => base.PutCore(item + "!");
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_core_that_an_invariant_reads_is_reported_once()
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "" }.Add("Shop", """
            [Invariant("Level >= 0 && Depth >= 0")]
            public partial class Tank
            {
                public Tank() { DepthCore = 1; LevelCore = 1; EnsureInvariants(); }
                public partial int Level { get; set; }
                private int LevelCore { get; set; }
                public partial int Depth { get; set; }
                private int DepthCore;
                public void Drain()
                {
                    LevelCore = -1; // error IC5001
                }
                public void Dig()
                {
                    DepthCore = -1; // error IC5001
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_field_can_be_the_core_of_a_property()
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "" }.Add("Shop", """
            public partial class Tank
            {
                public Tank() { LevelCore = 1; }
                [Requires("value >= 0")]
                public partial int Level { get; set; }
                private int LevelCore;
                public int Shown => LevelCore;
                public void Drain()
                {
                    LevelCore = -1; // error IC5001
                }
            }
            """);

        solution.Verify();
    }
}
