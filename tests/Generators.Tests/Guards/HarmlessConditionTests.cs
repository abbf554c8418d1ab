namespace IntentContracts.Tests.Generators.Guards;

/// <summary>A condition that cannot fail of itself needs nobody to catch it, and its shell can be put where it is called.</summary>
public sealed class HarmlessConditionTests
{
    [Theory]
    [InlineData("a comparison", "n > 0 && n != Limit", false)]
    [InlineData("arithmetic", "n + 1 > _m * 2", false)]
    [InlineData("a test for null", "Name is not null", false)]
    [InlineData("a division", "10 / n > 0", true)]
    [InlineData("a member of what may be null", "Name.Length > 0", true)]
    [InlineData("a call", "Check()", true)]
    [InlineData("a property that computes", "Wide > 0", true)]
    [InlineData("a virtual property", "Soft > 0", true)]
    [InlineData("a static field", "Shared > 0", true)]
    [InlineData("an operator of a type of its own", "_money == _other", true)]
    [InlineData("a text", "Name == \"a\"", true)]
    [InlineData("a nullable number", "_maybe > 0", true)]
    public void Only_what_can_throw_is_caught(string what, string condition, bool isCaught)
    {
        var generated = Compile.Generate($$"""
            public partial class Orders
            {
                public int _m;
                public Money _money, _other;
                public int? _maybe;
                public static int Shared = int.Parse("1");
                public int Limit { get; set; }
                public string Name { get; set; } = "";
                public int Wide => throw new TimeoutException();
                public virtual int Soft { get; set; }
                public bool Check() => true;
                [Requires("{{condition.Replace("\"", "\\\"", StringComparison.Ordinal)}}")]
                public partial int Do(int n);
                private int DoCore(int n) => n;
            }
            public struct Money { public static bool operator ==(Money a, Money b) => throw new TimeoutException(); public static bool operator !=(Money a, Money b) => false; public override bool Equals(object? o) => false; public override int GetHashCode() => 0; }
            """);
        Assert.Empty(generated.Problems());
        Assert.True(isCaught == string.Concat(generated.Sources.Select(s => s.SourceText.ToString())).Contains("catch", StringComparison.Ordinal), what);
    }

    [Fact]
    public void A_member_that_says_itself_how_to_be_compiled_keeps_that()
    {
        var generated = Compile.Generate("""
            using System.Runtime.CompilerServices;
            public partial class Orders
            {
                [Requires("n > 0"), MethodImpl(MethodImplOptions.NoInlining)]
                public partial int Do(int n);
                private int DoCore(int n) => n;
                [Requires("value > 0")]
                public partial int Limit { get; [MethodImpl(MethodImplOptions.NoInlining)] set; }
                private int LimitCore { get; set; }
                [Requires("n > 0")]
                public partial int Put(int n);
                private int PutCore(int n) => n;
            }
            """);
        Assert.Empty(generated.Problems());
        Assert.Equal(2, string.Concat(generated.Sources.Select(s => s.SourceText.ToString())).Split("AggressiveInlining").Length);
    }

    [Fact]
    public async Task A_violation_of_a_task_is_carried_by_the_task()
    {
        var generated = Compile.Generate(
            """
            public partial class Orders
            {
                public int Balance { get; set; }
                [Requires("n > 0"), Ensures("Balance == old(Balance) + n")]
                public partial Task<int> Do(int n);
                private Task<int> DoCore(int n) { Balance += n == 2 ? 1 : n; return Task.FromResult(n); }
            }
            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    var orders = new Orders();
                    var refused = orders.Do(-1);
                    var broken = orders.Do(2);
                    return refused.Exception!.InnerException!.GetType().Name + " " + broken.Exception!.InnerException!.GetType().Name + " " + await orders.Do(3);
                }
            }
            """);
        Assert.Equal("RequiresViolationException EnsuresViolationException 3", await generated.RunAsync());
    }
}
