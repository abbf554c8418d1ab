using IntentContracts.Tests.Generators.Guards;

namespace IntentContracts.Tests.Generators.Shapes;

/// <summary>Where the rule that refuses a member is silenced, the member throws: it never runs without the guard that was asked for.</summary>
public sealed class RefusedRunTests
{
    private const string Machine = "public enum S { A, B } [StateMachine(nameof(State), Initial = S.A, Terminal = [S.B])] public partial class Box { public S State { get; private set; } public static bool Ran; ";

    [Theory]
    [InlineData("IC5003", "method", "public partial class Box { public static bool Ran; [Requires(\"true\")] public virtual partial int Take(int n); private int TakeCore(int n) { Ran = true; return n; } }", "new Box().Take(1)")]
    [InlineData("IC5003", "async method", "public partial class Box { public static bool Ran; [Requires(\"true\")] public virtual partial Task<int> Take(int n); private async Task<int> TakeCore(int n) { Ran = true; await Task.Yield(); return n; } }", "new Box().Take(1).Result")]
    [InlineData("IC5003", "no accessibility", "public partial class Box { public static bool Ran; [Requires(\"true\")] partial void Take(int n); private void TakeCore(int n) => Ran = true; public int Try() { Take(1); return 1; } }", "new Box().Try()")]
    [InlineData("IC5003", "getter", "public partial class Box { public static bool Ran; [Ensures(\"true\")] public virtual partial int Limit { get; } private int LimitCore { get { Ran = true; return 1; } } }", "new Box().Limit")]
    [InlineData("IC5003", "setter", "public partial class Box { public static bool Ran; [Requires(\"true\")] public virtual partial int Limit { get; set; } private int LimitCore { get => 1; set => Ran = true; } }", "(new Box().Limit = 1)")]
    [InlineData("IC5003", "event", "public partial class Box { public static bool Ran; [Requires(\"true\")] public virtual partial event Action? E; private event Action? ECore { add { Ran = true; } remove { } } public int Try() { E += null; return 1; } }", "new Box().Try()")]
    [InlineData("IC5003", "iterator", "public partial class Box { public static bool Ran; [Ensures(\"true\")] public partial IEnumerable<int> Items(); private IEnumerable<int> ItemsCore() { Ran = true; yield return 1; } }", "new Box().Items().Count()")]
    [InlineData("IC5003", "struct", "public partial struct Box { public static bool Ran; [RetryPolicy] public partial Task Take(); private Task TakeCore() { Ran = true; return Task.CompletedTask; } }", "new Box().Take()")]
    [InlineData("IC5005", "other core", "public partial class Box { public static bool Ran; [Requires(\"true\")] public partial int Take(int n); private int TakeCore(long n) { Ran = true; return 1; } }", "new Box().Take(1)")]
    [InlineData("IC5005", "constructor", "public partial class Box { public static bool Ran; [Requires(\"true\")] public partial Box(int n); private void BoxCore(long n) => Ran = true; }", "new Box(1)")]
    [InlineData("IC0004", "deadline", "public partial class Box { public static bool Ran; [Deadline(\"no\")] public partial Task Take(CancellationToken ct); private Task TakeCore(CancellationToken ct) { Ran = true; return Task.CompletedTask; } }", "new Box().Take(default)")]
    [InlineData("IC0004", "one of two guards", "public partial class Box { public static bool Ran; [RetryPolicy, Exclusive] public partial Task Take(); private Task TakeCore() { Ran = true; return Task.CompletedTask; } }", "new Box().Take()")]
    [InlineData("IC0004", "transition", Machine + "[Transition(From = [S.A])] public partial void Go(); private void GoCore() => Ran = true; public int Try() { Go(); return 1; } }", "new Box().Try()")]
    [InlineData("IC0008", "condition", "public partial class Box { public static bool Ran; [Requires(\"n = 1\")] public partial int Take(int n); private int TakeCore(int n) { Ran = true; return n; } }", "new Box().Take(1)")]
    public async Task A_refused_member_throws(string rule, string shape, string source, string call)
    {
        var generated = Compile.Generate(
            source,
            $$"""
            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    try { return "ran: " + {{call}}; }
                    catch (IntentContractException e) { return e.RuleId + " " + Box.Ran; }
                }
            }
            """,
            Outcome.Source);
        Assert.Contains(rule, (await Refuses.AllAsync(generated)).Select(d => d.Id));
        Assert.True(rule + " False" == await generated.RunAsync(), shape + ": " + await generated.RunAsync());
    }

    [Fact]
    public void A_promise_that_cannot_be_checked_fails_after_the_core() => Assert.Contains(
        "throw new global::IntentContracts.IntentContractException(\"There is no guard here: IC0008",
        Compile.Generate("public partial class Box { [Ensures(\"result = 1\")] public partial int Take(int n); private int TakeCore(int n) => n; }").File("Guards/Box.g.cs"),
        StringComparison.Ordinal);

    [Fact]
    public void A_file_local_type_is_refused_by_the_generator_since_the_compiler_stops_before_the_analyzer()
    {
        var compilation = Compile.Sources("file sealed partial class Box { [Requires(\"n > 0\")] public partial int Take(int n); private int TakeCore(int n) => n; }");
        Compile.Driver().RunGeneratorsAndUpdateCompilation(compilation, out _, out var said);
        var refusal = Assert.Single(said);
        Assert.Equal("'Take' cannot be guarded: the type 'Box' is file-local and no generated file can add to it; make it internal", refusal.GetMessage(null));
        Assert.Equal("(0,71)-(0,75)", refusal.Location.GetLineSpan().Span.ToString());
    }
}
