using IntentContracts.CodeFixes.Fixes;

namespace IntentContracts.CodeFixes.Tests.Fixes;

public sealed class MakeTypePartialTests
{
    [Fact]
    public Task Invariants_need_it_up_to_the_outermost_type() => Becomes.ByFixAsync(
        new MakeTypePartial(),
        """
        public static class Shop
        {
            /// <summary>Money.</summary>
            [Invariant("Amount >= 0")] // always
            public readonly record struct Money
            {
                public Money(int amount) { Amount = amount; EnsureInvariants(); }

                public int Amount { get; }
            }
        }
        """,
        """
        public static partial class Shop
        {
            /// <summary>Money.</summary>
            [Invariant("Amount >= 0")] // always
            public readonly partial record struct Money
            {
                public Money(int amount) { Amount = amount; EnsureInvariants(); }

                public int Amount { get; }
            }
        }
        """);

    [Fact]
    public Task So_does_a_member_that_is_partial_already() => Becomes.ByFixAsync(
        new MakeTypePartial(),
        """
        class A
        {
            [Requires("n > 0")]
            public partial int M(int n);

            private int MCore(int n) => n;
        }
        """,
        """
        partial class A
        {
            [Requires("n > 0")]
            public partial int M(int n);

            private int MCore(int n) => n;
        }
        """);

    [Fact]
    public Task Another_problem_of_a_type_is_not_its_business() => Becomes.NothingByFixAsync(
        new MakeTypePartial(),
        "[Invariant(\"true\")] public static partial class Money { }");
}
