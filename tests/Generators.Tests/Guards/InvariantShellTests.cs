namespace IntentContracts.Tests.Generators.Guards;

/// <summary>Shells of types with invariants, compiled and run against the real runtime.</summary>
public sealed class InvariantShellTests
{
    [Theory]
    [InlineData("void", "public partial void Take(int n);", "private void TakeCore(int n) => Balance -= n;", "Outcome.Of(() => { a.Take(§); return a.Balance; })")]
    [InlineData("value", "public partial int Take(int n);", "private int TakeCore(int n) => Balance -= n;", "Outcome.Of(() => a.Take(§))")]
    [InlineData("tuple and nullable", "public partial (int Left, string? Note) Take(int n);", "private (int Left, string? Note) TakeCore(int n) => (Balance -= n, null);", "Outcome.Of(() => a.Take(§).Left)")]
    [InlineData("generic", "public partial T Take<T>(T n) where T : struct, IConvertible;", "private T TakeCore<T>(T n) where T : struct, IConvertible { Balance -= n.ToInt32(null); return (T)(object)Balance; }", "Outcome.Of(() => a.Take(§))")]
    [InlineData("ref, out, in", "public partial void Take(ref int n, out int left, in int fee);", "private void TakeCore(ref int n, out int left, in int fee) { Balance -= n + fee; n = 0; left = Balance; }", "Outcome.Of(() => { var n = §; a.Take(ref n, out var left, 0); return left + n; })")]
    [InlineData("ref readonly", "public partial int Take(ref readonly int n);", "private int TakeCore(ref readonly int n) => Balance -= n;", "Outcome.Of(() => { var n = §; return a.Take(ref n); })")]
    [InlineData("span", "public partial int Take(scoped ReadOnlySpan<int> n);", "private int TakeCore(scoped ReadOnlySpan<int> n) => Balance -= n[0];", "Outcome.Of(() => a.Take([§]))")]
    [InlineData("params", "public partial int Take(params int[] n);", "private int TakeCore(int[] n) => Balance -= n.Sum();", "Outcome.Of(() => a.Take(§, 0))")]
    [InlineData("params span", "public partial int Take(params ReadOnlySpan<int> n);", "private int TakeCore(ReadOnlySpan<int> n) => Balance -= n[0];", "Outcome.Of(() => a.Take(§, 0))")]
    [InlineData("default values", "public partial int Take(int n, int fee = 0, string? why = \"x\");", "private int TakeCore(int n, int fee, string? why) => Balance -= n + fee;", "Outcome.Of(() => a.Take(§))")]
    [InlineData("keywords", "public partial int @event(int @class);", "private int eventCore(int @class) => Balance -= @class;", "Outcome.Of(() => a.@event(§))")]
    [InlineData("names of the shell", "public partial int Take(int scope, int result, int core, int self);", "private int TakeCore(int scope, int result, int core, int self) => Balance -= scope;", "Outcome.Of(() => a.Take(§, 0, 0, 0))")]
    [InlineData("pointer", "public unsafe partial int Take(int* n);", "private unsafe int TakeCore(int* n) => Balance -= *n;", "Pointer.Of(a, §)")]
    [InlineData("dynamic", "public partial dynamic Take(dynamic n);", "private dynamic TakeCore(dynamic n) => Balance -= (int)n;", "Outcome.Of(() => a.Take(§))")]
    [InlineData("Task", "public partial Task Take(int n);", "private async Task TakeCore(int n) { await Task.Yield(); Balance -= n; }", "await Outcome.Of(async () => { await a.Take(§); return a.Balance; })")]
    [InlineData("Task<T>", "public partial Task<int> Take(int n);", "private async Task<int> TakeCore(int n) { await Task.Yield(); return Balance -= n; }", "await Outcome.Of(() => a.Take(§))")]
    [InlineData("completed Task<T>", "public partial Task<int> Take(int n);", "private Task<int> TakeCore(int n) => Task.FromResult(Balance -= n);", "await Outcome.Of(() => a.Take(§))")]
    [InlineData("ValueTask", "public partial ValueTask Take(int n);", "private async ValueTask TakeCore(int n) { await Task.Yield(); Balance -= n; }", "await Outcome.Of(async () => { await a.Take(§); return a.Balance; })")]
    [InlineData("ValueTask<T>", "public partial ValueTask<int> Take(int n);", "private async ValueTask<int> TakeCore(int n) { await Task.Yield(); return Balance -= n; }", "await Outcome.Of(() => a.Take(§).AsTask())")]
    [InlineData("generic Task<T>", "public partial Task<T> Take<T>(T n) where T : notnull;", "private async Task<T> TakeCore<T>(T n) where T : notnull { await Task.Yield(); Balance -= (int)(object)n; return (T)(object)Balance; }", "await Outcome.Of(() => a.Take(§))")]
    [InlineData("Task<T> with in", "public partial Task<int> Take(in int n);", "private Task<int> TakeCore(in int n) => Later(n); private async Task<int> Later(int n) { await Task.Yield(); return Balance -= n; }", "await Outcome.Of(() => a.Take(§))")]
    public async Task Checks_on_success_whatever_the_shape(string shape, string declaration, string core, string call)
    {
        var generated = Compile.Generate(
            $$"""
            [Invariant("Balance >= 0")]
            public sealed partial class Account
            {
                public int Balance { get; private set; }
                public Account(int balance) { Balance = balance; EnsureInvariants(); }
                {{declaration}}
                {{core}}
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    var a = new Account(5);
                    var held = {{call.Replace("§", "3", StringComparison.Ordinal)}};
                    var broken = {{call.Replace("§", "30", StringComparison.Ordinal)}};
                    return held + " " + broken;
                }
            }
            """,
            Outcome.Source,
            shape == "pointer"
                ? "public static class Pointer { public static unsafe string Of(Account a, int n) { try { return a.Take(&n).ToString(); } catch (InvariantViolationException e) { return \"broken:\" + e.Condition; } } }"
                : "");

        Assert.Equal("2 broken:Balance >= 0", await generated.RunAsync());
    }

    [Theory]
    [InlineData("public partial int Take(int n);", "private int TakeCore(int n) { Balance = -1; throw new TimeoutException(\"body\"); }", "Outcome.Of(() => a.Take(1))", "TimeoutException:body")]
    [InlineData("public partial Task<int> Take(int n);", "private async Task<int> TakeCore(int n) { Balance = -1; await Task.Yield(); throw new TimeoutException(\"body\"); }", "await Outcome.Of(() => a.Take(1))", "TimeoutException:body")]
    [InlineData("public partial Task<int> Take(int n);", "private Task<int> TakeCore(int n) { Balance = -1; throw new TimeoutException(\"body\"); }", "await Outcome.Of(() => a.Take(1))", "thrown TimeoutException:body")]
    [InlineData("public partial Task<int> Take(int n);", "private Task<int> TakeCore(int n) { Balance = -1; return Task.FromCanceled<int>(new CancellationToken(true)); }", "a.Take(1).Status", "Canceled")]
    [InlineData("public partial Task<int> Take(int n);", "private Task<int> TakeCore(int n) { Balance = -1; return Task.FromResult(1); }", "a.Take(1).Status", "Faulted")]
    public async Task The_body_has_the_last_word(string declaration, string core, string call, string expected) =>
        Assert.Equal(expected, await Compile.Generate(
            $$"""
            [Invariant("Balance >= 0")]
            public sealed partial class Account
            {
                public int Balance { get; private set; }
                public Account(int balance) { Balance = balance; EnsureInvariants(); }
                {{declaration}}
                {{core}}
            }

            public static class Scenario
            {
                public static async Task<string> Run() { await Task.Yield(); var a = new Account(5); return ({{call}}).ToString(); }
            }
            """,
            Outcome.Source).RunAsync());

    [Fact]
    public async Task Checks_at_the_outermost_exit_only() =>
        Assert.Equal("0 True", await Compile.Generate(
            """
            [Invariant("From + To == 10")]
            public sealed partial class Transfer
            {
                public int From { get; private set; } = 10;
                public int To { get; private set; }
                public Transfer() { EnsureInvariants(); }
                public partial Task MoveAsync(int n);
                private async Task MoveAsyncCore(int n) { Take(n); await Task.Yield(); Give(n); }
                public partial void Take(int n);
                private void TakeCore(int n) => From -= n;
                public partial void Give(int n);
                private void GiveCore(int n) => To += n;
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    var t = new Transfer();
                    await t.MoveAsync(10);
                    var alone = false;
                    try { t.Take(1); } catch (InvariantViolationException) { alone = true; }
                    return t.From + 1 + " " + alone;
                }
            }
            """).RunAsync());

    [Fact]
    public async Task A_derived_type_adds_its_conditions_to_those_of_its_base() =>
        Assert.Equal("broken:Balance <= 100 | broken:Balance >= 0 | broken:Balance <= 100 | 50", await Compile.Generate(
            """
            [Invariant("Balance >= 0")]
            public abstract partial class Account
            {
                public int Balance { get; protected set; }
                protected Account(int balance) { Balance = balance; EnsureInvariants(); }
                public partial void Add(int n);
                private void AddCore(int n) => Balance += n;
            }
            """,
            """
            [Invariant("Balance <= 100")]
            public partial class Capped : Account
            {
                public Capped(int balance) : base(0) { Balance = balance; EnsureInvariants(); }
                public partial void Set(int n);
                private void SetCore(int n) => Balance = n;
            }

            public sealed partial class Plain : Capped
            {
                public Plain() : base(50) { }
                public partial void Reset();
                private void ResetCore() => Balance = 50;
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    return string.Join(" | ",
                        Outcome.Of(() => { new Capped(1).Add(1000); return 0; }),
                        Outcome.Of(() => { new Capped(1).Set(-1); return 0; }),
                        Outcome.Of(() => new Capped(101)),
                        Outcome.Of(() => { var p = new Plain(); p.Reset(); return p.Balance; }));
                }
            }
            """,
            Outcome.Source).RunAsync());

    [Theory]
    [InlineData("public partial struct Money", "Money")]
    [InlineData("public readonly ref partial struct Money", "Money")]
    [InlineData("public partial record struct Money", "Money")]
    [InlineData("public sealed partial record Money", "Money")]
    [InlineData("public partial class Money<T> where T : class", "Money<string>")]
    [InlineData("internal partial class @record", "@record")]
    public async Task Guards_every_kind_of_type(string type, string use) =>
        Assert.Equal("broken:Amount >= 0 7", await Compile.Generate(
            $$"""
            namespace Deep.Down
            {
                [Invariant("Amount >= 0")]
                {{type}}
                {
                    public int Amount { get; }
                    public {{use.Split('<')[0]}}(int amount) { Amount = amount; EnsureInvariants(); }
                    public partial int Plus(int n);
                    private int PlusCore(int n) => Amount + n;
                }
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    return Outcome.Of(() => new Deep.Down.{{use}}(-1).Amount) + " " + Outcome.Of(() => new Deep.Down.{{use}}(3).Plus(4));
                }
            }
            """,
            Outcome.Source).RunAsync());

    [Fact]
    public async Task A_struct_is_checked_at_each_exit() =>
        Assert.Equal("broken:Amount >= 0", await Compile.Generate(
            """
            [Invariant("Amount >= 0")]
            public partial struct Money
            {
                public int Amount { get; private set; }
                public partial void Twice();
                private void TwiceCore() { Once(-1); Once(1); }
                public partial void Once(int n);
                private void OnceCore(int n) => Amount += n;
            }

            public static class Scenario
            {
                public static async Task<string> Run() { await Task.Yield(); return Outcome.Of(() => { var m = default(Money); m.Twice(); return m.Amount; }); }
            }
            """,
            Outcome.Source).RunAsync());

    [Fact]
    public async Task Nested_types_overloads_and_parts_in_several_files_are_one_type() =>
        Assert.Equal("broken:Lines.Count() < 3 broken:Empty(Name) == false 2", await Compile.Generate(
            """
            using static Shop.Rules;
            namespace Shop;

            public partial class Outer<TKey> where TKey : notnull
            {
                [Invariant("Empty(Name) == false")]
                internal sealed partial class Order
                {
                    public string Name { get; private set; }
                    public Order(string name) { Name = name; EnsureInvariants(); }
                    public partial int Add(TKey line);
                    private int AddCore(TKey line) { Lines.Add(line); return Lines.Count; }
                    public partial int Add(TKey line, int times);
                    private int AddCore(TKey line, int times) { for (var i = 0; i < times; i++) Lines.Add(line); return Lines.Count; }
                }
            }

            internal static class Rules { public static bool Empty(string s) => s.Length == 0; }
            """,
            """
            namespace Shop
            {
                using Many = System.Linq.Enumerable;

                public partial class Outer<TKey>
                {
                    [Invariant("Lines.Count() < 3")]
                    partial class Order
                    {
                        public List<TKey> Lines { get; } = [];
                        public partial void Clear();
                        private void ClearCore() => Lines.Clear();
                    }
                }
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    return Outcome.Of(() => new Shop.Outer<int>.Order("a").Add(1, 3)) + " "
                        + Outcome.Of(() => new Shop.Outer<int>.Order("")) + " "
                        + Outcome.Of(() => { var o = new Shop.Outer<int>.Order("a"); o.Add(1); o.Clear(); return o.Add(1) + o.Lines.Count; });
                }
            }
            """,
            Outcome.Source).RunAsync());

    [Fact]
    public async Task A_condition_may_be_a_member_by_name_and_take_several_lines() =>
        Assert.Equal("broken:IsWhole() broken:IsEven broken:Count >= 0 && Count < 10", await Compile.Generate(
            """"
            [Invariant(nameof(IsWhole))]
            [Invariant(nameof(IsEven))]
            [Invariant("""
                Count >= 0 &&
                Count < 10
                """)]
            public sealed partial class Box
            {
                public int Count { get; private set; }
                public bool Whole { get; init; } = true;
                public Box(int count) { Count = count; EnsureInvariants(); }
                private bool IsWhole() => Count != 5;
                private bool IsEven => Count % 2 == 0;
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    return string.Join(" ", Outcome.Of(() => new Box(5)), Outcome.Of(() => new Box(7)), Outcome.Of(() => new Box(12)));
                }
            }
            """",
            Outcome.Source).RunAsync());

    [Fact]
    public async Task An_override_is_guarded_when_nothing_can_override_it_again() =>
        Assert.Equal("broken:N < 2", await Compile.Generate(
            """
            public abstract class Job { public abstract Task<T> RunAsync<T>(T x) where T : class; }

            [Invariant("N < 2")]
            public partial class Counter : Job
            {
                public int N { get; private set; }
                public Counter() { EnsureInvariants(); }
                public sealed override partial Task<T> RunAsync<T>(T x) where T : class;
                private async Task<T> RunAsyncCore<T>(T x) where T : class { await Task.Yield(); N++; return x; }
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    var c = new Counter();
                    await c.RunAsync("");
                    return await Outcome.Of(async () => { await c.RunAsync(""); return 0; });
                }
            }
            """,
            Outcome.Source).RunAsync());

    [Fact]
    public void A_partial_method_of_another_generator_is_left_alone()
    {
        var generated = Compile.Generate(
            """
            [Invariant("N >= 0")]
            public sealed partial class Parser
            {
                public int N { get; }
                public Parser() { EnsureInvariants(); }
                [System.Text.RegularExpressions.GeneratedRegex("a+")]
                private partial System.Text.RegularExpressions.Regex Pattern();
                partial void OnChanged();
                public static partial int Parse(string text);
            }
            """);
        Assert.DoesNotContain("Pattern", generated.File("Guards/Parser.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("OnChanged", generated.File("Guards/Parser.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("Parse(", generated.File("Guards/Parser.g.cs"), StringComparison.Ordinal);
    }
}
