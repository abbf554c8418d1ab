using IntentContracts.Tests.Generators.Guards;

namespace IntentContracts.Tests.Generators.Shapes;

/// <summary>Invariants of interfaces, and those that setters, indexers, events and constructors keep.</summary>
public sealed class InvariantOriginTests
{
    [Fact]
    public async Task An_interface_has_invariants_that_its_implementations_keep()
    {
        var generated = Compile.Generate(
            """
            using Limits = Bank.Rules.Limits;
            namespace Bank
            {
                namespace Rules { public static class Limits { public const int Most = 100; } }
                [Invariant("Balance <= Limits.Most")]
                public interface IAccount { int Balance { get; } }
            }
            """,
            """
            public sealed partial class Account : Bank.IAccount
            {
                public int Balance { get; private set; }
                public Account(int n) { Balance = n; EnsureInvariants(); }
                public partial void Add(int n);
                private void AddCore(int n) => Balance += n;
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    return Outcome.Of(() => { new Account(1).Add(5); return 1; }) + " " + Outcome.Of(() => { new Account(1).Add(500); return 1; }) + " " + Outcome.Of(() => new Account(101));
                }
            }
            """,
            Outcome.Source);
        Assert.Equal("1 broken:Balance <= Limits.Most broken:Balance <= Limits.Most", await generated.RunAsync());
        Assert.Empty((await Refuses.AllAsync(generated)).Select(d => d.ToString()));
    }

    [Theory]
    [InlineData("setter", "public partial int Limit { get; set; } private int LimitCore { get; set { field = value; N = value; } }", "b.Limit = §")]
    [InlineData("init", "public partial int Limit { get; init; } private int LimitCore { get; init { field = value; N = value; } }", "b = new Box(1) { Limit = § }")]
    [InlineData("indexer", "public partial int this[int i] { get; set; } private int GetItemCore(int i) => N; private void SetItemCore(int i, int value) => N = value;", "b[0] = §")]
    [InlineData("event", "public partial event Action? E; private event Action? ECore { add => N = Next; remove { } } public int Next;", "b.Next = §; b.E += () => { }")]
    [InlineData("constructor", "public partial Box(long n); private void BoxCore(long n) => N = (int)n;", "b = new Box((long)§)")]
    public async Task Whatever_changes_the_object_keeps_its_invariants(string shape, string members, string act)
    {
        var generated = Compile.Generate(
            $$"""
            [Invariant("N >= 0")]
            public sealed partial class Box { public int N { get; private set; } public Box(int n) { N = n; EnsureInvariants(); } {{members}} }
            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    var b = new Box(1);
                    return Outcome.Of(() => { {{act.Replace("§", "7", StringComparison.Ordinal)}}; return b.N; }) + " " + Outcome.Of(() => { {{act.Replace("§", "-7", StringComparison.Ordinal)}}; return b.N; });
                }
            }
            """,
            Outcome.Source);
        Assert.True(await generated.RunAsync() == "7 broken:N >= 0", shape + ": " + await generated.RunAsync());
        Assert.Empty((await Refuses.AllAsync(generated)).Select(d => d.ToString()));
    }

    [Theory]
    [InlineData("Off", "1 -5 -5")]
    [InlineData("Observe", "1 -5 -5")]
    [InlineData("Enforce,Requires=Off", "1 unkept:result > 0 unkept:result > 0")]
    [InlineData("Enforce", "1 required:n > 0 required:n > 0")]
    public async Task Guards_are_compiled_to_what_the_project_says(string mode, string expected)
    {
        var generated = Compile.Generate(
            Compile.Sources(
                """
                [Invariant("N < 1000")]
                public sealed partial class Box
                {
                    public int N;
                    public Box() { EnsureInvariants(); }
                    [Requires("n > 0"), Ensures("result > 0"), Ensures("old(N) == 0 || n != 1 || result / (N - N) > 0")] public partial int Same(int n);
                    private int SameCore(int n) { N = n; return n; }
                    [Requires("n > 0"), Ensures("result > 0")] public partial Task<int> SameAsync(int n);
                    private async Task<int> SameAsyncCore(int n) { await Task.Yield(); return n; }
                }
                public static class Scenario
                {
                    public static async Task<string> Run() => Outcome.Of(() => new Box().Same(1)) + " " + Outcome.Of(() => new Box().Same(-5)) + " " + await Outcome.Of(() => new Box().SameAsync(-5));
                }
                """,
                Outcome.Source),
            new Options(("build_property.ProjectDir", "/src/"), ("build_property.IntentGuards", mode)));
        Assert.Equal(expected, await generated.RunAsync());
    }
}
