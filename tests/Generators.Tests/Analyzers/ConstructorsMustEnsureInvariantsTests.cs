namespace IntentContracts.Tests.Generators.Analyzers;

public sealed class ConstructorsMustEnsureInvariantsTests
{
    private const string Message = "this constructor of 'Box' can end without checking its invariants: make 'EnsureInvariants();' its last statement on every path that returns";

    [Theory]
    [InlineData("public [|Box|](int n) { N = n; }")]
    [InlineData("public [|Box|](int n) => N = n;")]
    [InlineData("public [|Box|](int n) { EnsureInvariants(); N = n; }")]
    [InlineData("public [|Box|](int n) { if (n > 0) { N = n; return; } EnsureInvariants(); }")]
    [InlineData("public [|Box|](int n) { if (n > 0) { EnsureInvariants(); } }")]
    [InlineData("public [|Box|](int n) { N = n; if (n > 0) return; EnsureInvariants(); }")]
    [InlineData("public Box(int n) { N = n; EnsureInvariants(); } public [|Box|]() : this(1) { N = 2; }")]
    [InlineData("public [|Box|](int n) { N = n; void Later() { EnsureInvariants(); } }")]
    [InlineData("public [|Box|](Box other) { N = 1; other.EnsureInvariants(); }")]
    public Task Every_returning_path_ends_with_the_check(string constructors) => Refuses.WithAsync(
        "IC5006",
        Message,
        $"#pragma warning disable CS8321\n[Invariant(\"N >= 0\")] public sealed partial class Box {{ public int N {{ get; }} {constructors} }}");

    [Theory]
    [InlineData("public Box(int n) { N = n; EnsureInvariants(); }")]
    [InlineData("public Box(int n) => EnsureInvariants();")]
    [InlineData("public Box(int n) { N = n; this.EnsureInvariants(); return; }")]
    [InlineData("public Box(int n) { if (n > 0) { N = n; EnsureInvariants(); return; } N = 1; EnsureInvariants(); }")]
    [InlineData("public Box(int n) { if (n < 0) { throw new ArgumentException(); } N = n; EnsureInvariants(); }")]
    [InlineData("public Box(int n) { switch (n) { case 1: N = 1; EnsureInvariants(); break; default: throw new ArgumentException(); } }")]
    [InlineData("public Box(int n) { lock (this) { N = n; EnsureInvariants(); } }")]
    [InlineData("public Box(int n) { throw new NotSupportedException(); }")]
    [InlineData("public Box(int n) { N = n; EnsureInvariants(); } public Box() : this(1) { }")]
    [InlineData("public Box(int n) { N = n; EnsureInvariants(); } static Box() { }")]
    public Task A_constructor_that_ends_with_the_check_is_silent(string constructors) => Refuses.NothingAsync(
        $"#pragma warning disable CS0162\n[Invariant(\"N >= 0\")] public sealed partial class Box {{ public int N {{ get; }} {constructors} }}");

    [Fact]
    public Task A_primary_constructor_cannot_check() => Refuses.WithAsync(
        "IC5006",
        "the primary constructor of 'Money' cannot check its invariants: write 'public Money(decimal Amount, string? Note) { …; EnsureInvariants(); }' instead",
        "[Invariant(\"Amount >= 0\")] public sealed partial record [|Money|](decimal Amount, string? Note);");

    [Fact]
    public Task A_class_without_a_constructor_can_be_made_unchecked() => Refuses.WithAsync(
        "IC5006",
        "'Money' can be made without checking its invariants: write 'public Money() { …; EnsureInvariants(); }'",
        "[Invariant(\"Amount >= 0\")] public sealed partial class [|Money|] { public int Amount { get; private set; } public partial void Set(int n); private void SetCore(int n) => Amount = n; }");

    [Fact]
    public Task A_derived_constructor_that_does_something_checks_again() => Refuses.WithAsync(
        "IC5006",
        "this constructor of 'Derived' can end without checking its invariants: make 'EnsureInvariants();' its last statement on every path that returns",
        """
        [Invariant("N >= 0")]
        public partial class Box { public int N { get; protected set; } public Box() { EnsureInvariants(); } }

        public class Derived : Box
        {
            public [|Derived|]() { N = -1; }
            public Derived(int n) : base() { }
            public Derived(long n) { N = 1; EnsureInvariants(); }
        }

        [Invariant("N < 9")]
        public sealed partial class Own : Box
        {
            public [|Own|]() { base.EnsureInvariants(); }
            public [|Own|](int n) { }
            public Own(long n) { EnsureInvariants(); }
        }
        """);

    [Fact]
    public Task A_pragma_excepts_a_constructor_that_a_mapper_calls() => Refuses.NothingAsync(
        """
        [Invariant("N >= 0")]
        public sealed partial class Box
        {
            public int N { get; }
            public Box(int n) { N = n; EnsureInvariants(); }
        #pragma warning disable IC5006
            private Box() { }
        #pragma warning restore IC5006
        }
        """);
}
