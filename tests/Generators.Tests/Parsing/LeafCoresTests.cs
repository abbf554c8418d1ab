namespace IntentContracts.Tests.Generators.Parsing;

/// <summary>Where nobody can be inside twice, nobody asks; where somebody could, somebody does.</summary>
public sealed class LeafCoresTests
{
    [Theory]
    [InlineData("an assignment", "private void DoCore(int n) => N = n;")]
    [InlineData("arithmetic, branches, locals", "private void DoCore(int n) { var twice = n * 2; if (twice > 3 && !(N == 1)) { N += twice / 2; } else { N--; return; } }")]
    [InlineData("a refusal", "private void DoCore(int n) { if (n < 0) { throw new ArgumentOutOfRangeException(nameof(n)); } _m = N = n; }")]
    [InlineData("another member's name through this", "private void DoCore(int n) { this._m = n; }")]
    public void A_leaf_needs_no_scope(string what, string core) => Expect(what, core, asks: false);

    [Theory]
    [InlineData("a call", "private void DoCore(int n) => Other(n); private void Other(int n) => Do(n);")]
    [InlineData("a call through this", "private void DoCore(int n) { this.Do(n); }")]
    [InlineData("a property with an accessor of its own", "private void DoCore(int n) => Wide = n; private int Wide { get => N; set => Do(value); }")]
    [InlineData("another shell's property", "private void DoCore(int n) => Limit = n; public partial int Limit { get; set; } private int LimitCore { get; set; }")]
    [InlineData("an accessor core with a body that calls", "private void DoCore(int n) => N = n; public partial int Limit { get; set; } private int LimitCore { get => N; set => Do(value); }")]
    [InlineData("a lambda", "private Action? _later; private void DoCore(int n) { _later = () => Do(n); }")]
    [InlineData("an event that is raised", "private event Action? Changed; private void DoCore(int n) { N = n; Changed?.Invoke(); }")]
    [InlineData("this, passed on", "private object? _self; private void DoCore(int n) { _self = this; Hub.Take(this); } private static class Hub { public static void Take(Orders o) => o.Do(1); }")]
    [InlineData("an operator of a type of its own", "private Money _money; private void DoCore(int n) { _money = _money + n; } private struct Money { public static Money operator +(Money a, int b) => a; }")]
    [InlineData("a conversion on the way out", "private void DoCore(int n) => N = n; public partial Money Get(); private Money GetCore() => N; public struct Money { public static implicit operator Money(int n) => default; }")]
    [InlineData("an indexer", "private List<int> _all = []; private void DoCore(int n) { _all[0] = n; }")]
    [InlineData("a static field, whose class may have to be set up", "private void DoCore(int n) { S = n; } private static int S = Start(); private static int Start() => 1;")]
    [InlineData("a new object", "private object? _o; private void DoCore(int n) { _o = new Thing(this); } private sealed class Thing { public Thing(Orders o) => o.Do(1); }")]
    [InlineData("a local function", "private void DoCore(int n) { Inner(); void Inner() => Do(n); }")]
    [InlineData("one of two cores", "private void DoCore(int n) => N = n; public partial void More(); private void MoreCore() => Do(1);")]
    [InlineData("an await", "private void DoCore(int n) => N = n; public partial Task LaterAsync(); private async Task LaterAsyncCore() { await Task.Yield(); Do(1); }")]
    [InlineData("a using declaration", "private void DoCore(int n) { using var x = new Thing(); } private sealed class Thing : IDisposable { public void Dispose() { } }")]
    [InlineData("text made of an object", "private string _s = \"\"; private void DoCore(int n) { _s = \"a\" + this; }")]
    public void What_only_looks_like_one_does(string what, string core) => Expect(what, core, asks: true);

    [Fact]
    public void A_class_that_can_be_derived_from_asks() =>
        Assert.Contains("InvariantScope", Guards(Source("private void DoCore(int n) => N = n;").Replace("sealed ", "", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_class_whose_base_has_invariants_asks() =>
        Assert.Contains(
            "InvariantScope",
            Guards(
                Source("private void DoCore(int n) => N = n;").Replace("class Orders", "class Orders : Base", StringComparison.Ordinal).Replace("EnsureInvariants(); }", "EnsureInvariants(); }", StringComparison.Ordinal),
                """[Invariant("A >= 0")] public partial class Base { public int A { get; set; } public Base() { EnsureInvariants(); } }"""),
            StringComparison.Ordinal);

    [Fact]
    public void One_core_in_another_file_that_is_none_is_enough()
    {
        var guards = Guards(
            Source("private void DoCore(int n) => N = n;"),
            "public sealed partial class Orders { public partial void More(int n); private void MoreCore(int n) { Do(n); } }");
        Assert.Equal(2, guards.Split("InvariantScope.Enter").Length - 1);
    }

    [Fact]
    public async Task A_completed_task_of_a_leaf_is_checked()
    {
        var generated = Compile.Generate(
            Source("private void DoCore(int n) => N = n; public partial ValueTask<int> PutAsync(int n); private ValueTask<int> PutAsyncCore(int n) { N = n; return new(n); }"),
            """
            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    var orders = new Orders();
                    var said = "";
                    try { orders.Do(-1); } catch (InvariantViolationException) { said += "do "; }
                    try { await orders.PutAsync(-1); } catch (InvariantViolationException) { said += "put "; }
                    return said + await orders.PutAsync(3);
                }
            }
            """);
        Assert.DoesNotContain("InvariantScope", string.Concat(generated.Sources.Select(s => s.SourceText.ToString())), StringComparison.Ordinal);
        Assert.Equal("do put 3", await generated.RunAsync());
    }

    private static void Expect(string what, string core, bool asks)
    {
        var guards = Guards(Source(core));
        Assert.True(guards.Contains("CheckInvariants", StringComparison.Ordinal), what);
        Assert.True(asks == guards.Contains("InvariantScope", StringComparison.Ordinal), what + "\n" + guards);
    }

    private static string Guards(params string[] sources)
    {
        var generated = Compile.Generate(sources);
        Assert.Empty(generated.Compilation.GetDiagnostics().Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(d => d.ToString()));
        return string.Concat(generated.Sources.Select(s => s.SourceText.ToString()));
    }

    private static string Source(string core) => $$"""
        [Invariant("N >= 0")]
        public sealed partial class Orders
        {
            public int _m;
            public int N { get; private set; }
            public int M => _m;
            public Orders() { EnsureInvariants(); }
            public partial void Do(int n);
            {{core}}
        }
        """;
}
