using IntentContracts.Tests.Generators.Guards;

namespace IntentContracts.Tests.Generators.Shapes;

/// <summary>Conditions on members of every shape, compiled and run against the real runtime.</summary>
public sealed class ConditionShapeTests
{
    [Theory]
    [InlineData("void", "public partial void Take(int n);", "private void TakeCore(int n) => Balance -= n;", "Outcome.Of(() => { a.Take(§); return a.Balance; })")]
    [InlineData("value", "public partial int Take(int n);", "private int TakeCore(int n) => Balance -= n;", "Outcome.Of(() => a.Take(§))")]
    [InlineData("generic", "public partial T Take<T>(T n) where T : struct, IConvertible, IComparable<int>;", "private T TakeCore<T>(T n) where T : struct, IConvertible, IComparable<int> { Balance -= n.ToInt32(null); return (T)(object)Balance; }", "Outcome.Of(() => a.Take(§))", "n.CompareTo(0) > 0", "Balance == old(Balance) - n.ToInt32(null)")]
    [InlineData("ref, in", "public partial int Take(ref int n, in int fee);", "private int TakeCore(ref int n, in int fee) => Balance -= n + fee;", "Outcome.Of(() => { var n = §; return a.Take(ref n, 0); })")]
    [InlineData("out", "public partial int Take(int n, out int left);", "private int TakeCore(int n, out int left) { Balance -= n; left = Balance; return left; }", "Outcome.Of(() => a.Take(§, out _))", "n > 0", "left == old(Balance) - n")]
    [InlineData("span", "public partial int Take(scoped ReadOnlySpan<int> s);", "private int TakeCore(scoped ReadOnlySpan<int> s) => Balance -= s[0];", "Outcome.Of(() => a.Take([§]))", "s[0] > 0", "Balance == old(Balance) - s[0]")]
    [InlineData("params span", "public partial int Take(params ReadOnlySpan<int> s);", "private int TakeCore(ReadOnlySpan<int> s) => Balance -= s[0];", "Outcome.Of(() => a.Take(§, 0))", "s[0] > 0", "Balance == old(Balance) - s[0]")]
    [InlineData("span result", "public partial Span<int> Take(int n);", "private Span<int> TakeCore(int n) { Balance -= n; return new[] { Balance }; }", "Outcome.Of(() => a.Take(§)[0])", "n > 0", "result[0] == old(Balance) - n")]
    [InlineData("pointer", "public unsafe partial int Take(int* p);", "private unsafe int TakeCore(int* p) => Balance -= *p;", "Pointer.Of(a, §)", "*p > 0", "Balance == old(Balance) - *p")]
    [InlineData("keywords", "public partial int @event(int @class);", "private int eventCore(int @class) => Balance -= @class;", "Outcome.Of(() => a.@event(§))", "@class > 0", "result == old(Balance) - @class")]
    [InlineData("names of the shell", "public partial int Take(int n, int scope, int core, int self, int fault, int old1, int state);", "private int TakeCore(int n, int scope, int core, int self, int fault, int old1, int state) => Balance -= n;", "Outcome.Of(() => a.Take(§, 0, 0, 0, 0, 0, 0))")]
    [InlineData("unicode", "public partial int Nimm(int größe);", "private int NimmCore(int größe) => Balance -= größe;", "Outcome.Of(() => a.Nimm(§))", "größe > 0", "result == old(Balance) - größe")]
    [InlineData("Task", "public partial Task Take(int n);", "private async Task TakeCore(int n) { await Task.Yield(); Balance -= n; }", "await Outcome.Of(async () => { await a.Take(§); return a.Balance; })")]
    [InlineData("Task<T>", "public partial Task<int> Take(int n);", "private async Task<int> TakeCore(int n) { await Task.Yield(); return Balance -= n; }", "await Outcome.Of(() => a.Take(§))", "n > 0", "result == old(Balance) - n")]
    [InlineData("completed Task<T>", "public partial Task<int> Take(int n);", "private Task<int> TakeCore(int n) => Task.FromResult(Balance -= n);", "await Outcome.Of(() => a.Take(§))")]
    [InlineData("ValueTask", "public partial ValueTask Take(int n);", "private async ValueTask TakeCore(int n) { await Task.Yield(); Balance -= n; }", "await Outcome.Of(async () => { await a.Take(§); return a.Balance; })")]
    [InlineData("ValueTask<T>", "public partial ValueTask<int> Take(int n);", "private async ValueTask<int> TakeCore(int n) { await Task.Yield(); return Balance -= n; }", "await Outcome.Of(() => a.Take(§).AsTask())", "n > 0", "result == old(Balance) - n")]
    [InlineData("generic Task<T>", "public partial Task<T> Take<T>(T n) where T : notnull;", "private async Task<T> TakeCore<T>(T n) where T : notnull { await Task.Yield(); Balance -= (int)(object)n; return (T)(object)Balance; }", "await Outcome.Of(() => a.Take(§))", "!n.Equals(0) && !n.Equals(-1)", "!result.Equals(-25)")]
    [InlineData("Task with in", "public partial Task<int> Take(in int n);", "private Task<int> TakeCore(in int n) => Later(n); private async Task<int> Later(int n) { await Task.Yield(); return Balance -= n; }", "await Outcome.Of(() => a.Take(§))")]
    [InlineData("on parameters", "public partial int Take([Requires(\"n != 77\")] int n);", "private int TakeCore(int n) => Balance -= n;", "Outcome.Of(() => a.Take(§))")]
    public async Task Conditions_are_checked_on_entry_and_exit(string shape, string declaration, string core, string call, string requires = "n > 0", string ensures = "Balance == old(Balance) - n")
    {
        var generated = Compile.Generate(
            $$"""
            public sealed partial class Account
            {
                public int Balance { get; private set; }
                public bool Forgets { get; set; }
                public Account(int balance) { Balance = balance; }
                [Requires("{{requires}}"), Ensures("{{ensures}}"), Ensures("Balance > -20")]
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
                    var broken = {{call.Replace("§", "-1", StringComparison.Ordinal)}};
                    var unkept = {{call.Replace("§", "30", StringComparison.Ordinal)}};
                    return held + " " + broken + " " + unkept;
                }
            }
            """,
            Outcome.Source,
            shape == "pointer"
                ? "public static class Pointer { public static unsafe string Of(Account a, int n) { try { return a.Take(&n).ToString(); } catch (RequiresViolationException e) { return \"required:\" + e.Condition; } catch (EnsuresViolationException e) { return \"unkept:\" + e.Condition; } } }"
                : "");

        Assert.Equal($"2 required:{requires} unkept:{(shape == "generic Task<T>" ? "Balance > -20" : "Balance > -20")}", await generated.RunAsync());
    }

    [Theory]
    [InlineData("static", "public static partial class Maths { [Requires(\"n >= 0\"), Ensures(\"result * result <= n\")] public static partial int Root(int n); private static int RootCore(int n) => n == 50 ? 99 : (int)Math.Sqrt(n); }", "Outcome.Of(() => Maths.Root(§))", "9", "-1", "50", "3 required:n >= 0 unkept:result * result <= n")]
    [InlineData("extension", "public static partial class Maths { [Requires(\"n >= 0\")] public static partial int Root(this int n); private static int RootCore(int n) => (int)Math.Sqrt(n); }", "Outcome.Of(() => (§).Root())", "9", "-1", "16", "3 required:n >= 0 4")]
    [InlineData("struct", "public partial struct P { public int X; [Requires(\"n >= 0\"), Ensures(\"X == old(X) + n\")] public partial void Add(int n); private void AddCore(int n) { if (n < 50) X += n; } }", "Outcome.Of(() => { var p = new P(); p.Add(§); return p.X; })", "9", "-1", "50", "9 required:n >= 0 unkept:X == old(X) + n")]
    [InlineData("readonly struct", "public readonly partial struct P { public readonly int X; [Requires(\"n >= X\")] public readonly partial int Add(int n); private int AddCore(int n) => X + n; }", "Outcome.Of(() => new P().Add(§))", "9", "-1", "50", "9 required:n >= X 50")]
    [InlineData("ref struct", "public ref partial struct P { public Span<int> S; [Requires(\"n >= 0\"), Ensures(\"result == old(S.Length) + n\")] public partial int Add(int n); private int AddCore(int n) => n < 50 ? n : 0; }", "Outcome.Of(() => new P().Add(§))", "9", "-1", "50", "9 required:n >= 0 unkept:result == old(S.Length) + n")]
    [InlineData("record", "public partial record P(int X) { [Requires(\"n >= X\")] public partial int Add(int n); private int AddCore(int n) => X + n; }", "Outcome.Of(() => new P(1).Add(§))", "9", "-1", "50", "10 required:n >= X 51")]
    [InlineData("record struct", "public partial record struct P(int X) { [Requires(\"n >= X\")] public partial int Add(int n); private int AddCore(int n) => X + n; }", "Outcome.Of(() => new P(1).Add(§))", "9", "-1", "50", "10 required:n >= X 51")]
    [InlineData("nested generic", "public static partial class Outer<T> { public partial class Inner<U>(U u) { public U Value => u; [Requires(\"n >= 0\")] public partial (T?, U, int) Add(T? t, int n); private (T?, U, int) AddCore(T? t, int n) => (t, Value, n); } }", "Outcome.Of(() => new Outer<string>.Inner<long>(4).Add(\"x\", §).Item3)", "9", "-1", "50", "9 required:n >= 0 50")]
    [InlineData("property", "public static class Maths { public static int Root(int n) { var b = new Box(); b.Limit = n; return b.Limit; } } public partial class Box { [Requires(\"value >= 0\"), Ensures(\"Limit == value\")] public partial int Limit { get; set; } private int LimitCore { get; set { field = Math.Min(value, 40); } } }", "Outcome.Of(() => Maths.Root(§))", "9", "-1", "50", "9 required:value >= 0 unkept:Limit == value")]
    [InlineData("accessor", "public partial class Box { public partial int Limit { [Ensures(\"result < 40\")] get; [Requires(\"value >= 0\")] private set; } private int LimitCore { get; set; } public int Try(int n) { Limit = n; return Limit; } }", "Outcome.Of(() => new Box().Try(§))", "9", "-1", "50", "9 required:value >= 0 unkept:result < 40")]
    [InlineData("getter of a property", "public partial class Box { [Requires(\"value >= 0\"), Ensures(\"result < 40\")] public required partial int Limit { get; init; } private readonly int LimitCore; }", "Outcome.Of(() => new Box { Limit = § }.Limit)", "9", "-1", "50", "9 required:value >= 0 unkept:result < 40")]
    [InlineData("indexer", "public partial class Box { private readonly int[] _a = new int[3]; [Requires(\"value >= 0\")] public partial int this[[Requires(\"i < 3\")] int i] { get; set; } private int GetItemCore(int i) => _a[i]; private void SetItemCore(int i, int value) => _a[i] = value; }", "Outcome.Of(() => { var b = new Box(); b[§ / 5] = §; return b[§ / 5]; })", "9", "-1", "50", "9 required:value >= 0 required:i < 3")]
    [InlineData("event", "public partial class Box { private int _n; [Requires(\"value != null\"), Ensures(\"_n < 40\")] public partial event Action? Changed; private event Action? ChangedCore { add { _n += Next; } remove { } } public static int Next; public static int Try(int n) { Next = n; new Box().Changed += n < 0 ? null : () => { }; return n; } }", "Outcome.Of(() => Box.Try(§))", "9", "-1", "50", "9 required:value != null unkept:_n < 40")]
    [InlineData("constructor", "public partial class Box { public int N; [Requires(\"n >= 0\"), Ensures(\"N < 40\")] public partial Box(int n); private void BoxCore(int n) => N = n; }", "Outcome.Of(() => new Box(§).N)", "9", "-1", "50", "9 required:n >= 0 unkept:N < 40")]
    [InlineData("virtual core", "public abstract partial class Base { [Requires(\"n >= 0\"), Ensures(\"result < 40\")] public partial int Root(int n); protected abstract int RootCore(int n); } public sealed class Derived : Base { protected override int RootCore(int n) => n; }", "Outcome.Of(() => ((Base)new Derived()).Root(§))", "9", "-1", "50", "9 required:n >= 0 unkept:result < 40")]
    [InlineData("interface contract", "public interface IRoot { [Requires(\"number >= 0\"), Ensures(\"result < 40\")] int Root(int number); } public sealed partial class R : IRoot { public partial int Root(int n); private int RootCore(int n) => n; }", "Outcome.Of(() => new R().Root(§))", "9", "-1", "50", "9 required:number >= 0 unkept:result < 40")]
    [InlineData("abstract contract", "public abstract class Base { [Requires(\"n >= 0\")] public abstract int Root(int n); } public sealed partial class Derived : Base { [Ensures(\"result < 40\")] public override partial int Root(int n); private int RootCore(int n) => n; }", "Outcome.Of(() => ((Base)new Derived()).Root(§))", "9", "-1", "50", "9 required:n >= 0 unkept:result < 40")]
    [InlineData("interface property", "public interface IBox { [Requires(\"value >= 0\"), Ensures(\"result < 40\")] int Limit { get; set; } } public partial class Box : IBox { public partial int Limit { get; set; } private int LimitCore { get; set; } }", "Outcome.Of(() => { IBox b = new Box(); b.Limit = §; return b.Limit; })", "9", "-1", "50", "9 required:value >= 0 unkept:result < 40")]
    [InlineData("iterator", "public partial class Box { [Requires(\"n >= 0\")] public partial IEnumerable<int> Count(int n); private IEnumerable<int> CountCore(int n) { for (var i = 0; i < n; i++) yield return i; } }", "Outcome.Of(() => new Box().Count(§).Count())", "9", "-1", "50", "9 required:n >= 0 50")]
    [InlineData("async stream", "public partial class Box { [Requires(\"n >= 0\")] public partial IAsyncEnumerable<int> Count(int n, CancellationToken ct = default); private async IAsyncEnumerable<int> CountCore(int n, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct) { for (var i = 0; i < n; i++) { await Task.Yield(); yield return i; } } }", "await Outcome.Of(async () => { var n = 0; await foreach (var _ in new Box().Count(§)) n++; return n; })", "9", "-1", "50", "9 required:n >= 0 50")]
    [InlineData("ref result", "public partial class Box { private int[] _a = new int[60]; [Requires(\"n >= 0\")] public partial ref int At(int n); private ref int AtCore(int n) => ref _a[n]; }", "Outcome.Of(() => { var b = new Box(); b.At(§) = §; return b.At(§); })", "9", "-1", "50", "9 required:n >= 0 50")]
    [InlineData("nameof", "public partial class Box { private bool IsPositive(int n) => n >= 0; private bool IsSmall(int result) => result < 40; [Requires(nameof(IsPositive)), Ensures(nameof(IsSmall))] public partial int Same(int n); private int SameCore(int n) => n; }", "Outcome.Of(() => new Box().Same(§))", "9", "-1", "50", "9 required:IsPositive(n) unkept:IsSmall(result)")]
    [InlineData("overloads", "public partial class Box { [Requires(\"n >= 0\")] public partial int Same(int n); private int SameCore(int n) => n; [Requires(\"s.Length > 0\")] public partial int Same(string s); private int SameCore(string s) => Same(int.Parse(s)); [Requires(\"x\")] public partial int Same2(bool x); private int Same2Core(bool x) => 1; }", "Outcome.Of(() => new Box().Same(\"§\"))", "9", "-1", "50", "9 required:n >= 0 50")]
    [InlineData("unsafe type", "public unsafe partial class Box { [Requires(\"*p >= 0\")] public partial int At(int* p); private int AtCore(int* p) => *p; public static int Try(int n) => new Box().At(&n); }", "Outcome.Of(() => Box.Try(§))", "9", "-1", "50", "9 required:*p >= 0 50")]
    [InlineData("function pointer", "public unsafe partial class Box { [Requires(\"f(n) >= 0\")] public partial int Call(delegate*<int, int> f, int n); private int CallCore(delegate*<int, int> f, int n) => f(n); private static int Same(int n) => n; public static int Try(int n) => new Box().Call(&Same, n); }", "Outcome.Of(() => Box.Try(§))", "9", "-1", "50", "9 required:f(n) >= 0 50")]
    [InlineData("generic override with T?", "public abstract class Base { public abstract T? Pick<T>(T? t, int n); } public sealed partial class Box : Base { [Requires(\"n >= 0\")] public override partial T? Pick<T>(T? t, int n) where T : default; private T? PickCore<T>(T? t, int n) => t; }", "Outcome.Of(() => new Box().Pick(§, §))", "9", "-1", "50", "9 required:n >= 0 50")]
    [InlineData("static property", "public partial class Box { [Requires(\"value >= 0\")] public static partial int Limit { get; set; } private static int LimitCore { get; set; } public static int Try(int n) { Limit = n; return Limit; } }", "Outcome.Of(() => Box.Try(§))", "9", "-1", "50", "9 required:value >= 0 50")]
    [InlineData("static contract", "public interface IRoot<T> where T : IRoot<T> { [Requires(\"n >= 0\")] static abstract int Root(int n); } public sealed partial class Box : IRoot<Box> { public static partial int Root(int n); private static int RootCore(int n) => n; }", "Outcome.Of(() => Box.Root(§))", "9", "-1", "50", "9 required:n >= 0 50")]
    [InlineData("old element of a list", "public partial class Box { private readonly List<int> _n = [0]; [Requires(\"n >= 0\"), Ensures(\"_n[0] == old(_n[0]) + n\")] public partial int Add(int n); private int AddCore(int n) { if (n < 50) _n[0] += n; return _n[0]; } }", "Outcome.Of(() => new Box().Add(§))", "9", "-1", "50", "9 required:n >= 0 unkept:_n[0] == old(_n[0]) + n")]
    [InlineData("static core", "public partial class Box { [Requires(\"n >= 0\")] public partial int Same(int n); private static int SameCore(int n) => n; }", "Outcome.Of(() => new Box().Same(§))", "9", "-1", "50", "9 required:n >= 0 50")]
    public async Task Shapes_of_types_and_members(string shape, string source, string call, string good, string bad, string unkept, string expected)
    {
        var generated = Compile.Generate(
            source,
            $$"""
            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    return {{call.Replace("§", good, StringComparison.Ordinal)}} + " " + {{call.Replace("§", bad, StringComparison.Ordinal)}} + " " + {{call.Replace("§", unkept, StringComparison.Ordinal)}};
                }
            }
            """,
            Outcome.Source);
        Assert.True(expected == await generated.RunAsync(), shape + ": " + await generated.RunAsync());
        Assert.Empty((await Refuses.AllAsync(generated)).Select(d => d.ToString()));
    }
}
