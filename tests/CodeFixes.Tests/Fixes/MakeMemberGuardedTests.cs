using IntentContracts.CodeFixes.Fixes;

namespace IntentContracts.CodeFixes.Tests.Fixes;

public sealed class MakeMemberGuardedTests
{
    [Fact]
    public Task A_method_keeps_what_is_written_around_and_in_it() => Check(
        """
        namespace Shop;

        // the service
        public sealed class Orders
        {
            #region places

            /// <summary>Places an order.</summary>
            /// <param name="id">Which.</param>
            [Obsolete("x")] // kept
            [Idempotent(Key = "id", Scope = "\"all\"")]
            public async Task<int> PlaceAsync(int id, string note = "none", CancellationToken token = default) // of a shop
            {
                // waits
                await Task.Delay(1, token); /* a little */
        #if DEBUG
                id++;
        #else
                id--;
        #endif

                return id; // done
            } // end

            #endregion
        }
        """,
        """
        namespace Shop;

        // the service
        public sealed partial class Orders
        {
            #region places

            /// <summary>Places an order.</summary>
            /// <param name="id">Which.</param>
            [Obsolete("x")] // kept
            [Idempotent(Key = "id", Scope = "\"all\"")]
            public partial Task<int> PlaceAsync(int id, string note = "none", CancellationToken token = default); // of a shop

            private async Task<int> PlaceAsyncCore(int id, string note, CancellationToken token)
            {
                // waits
                await Task.Delay(1, token); /* a little */
        #if DEBUG
                id++;
        #else
                id--;
        #endif

                return id; // done
            } // end

            #endregion
        }
        """);

    [Fact]
    public Task An_expression_body_stays_one_and_two_overloads_have_two_cores() => Check(
        """
        public static class Maths
        {
            [Requires("n >= 0")]
            public static int Twice(this int n) => n * 2;

            [Ensures("result >= n")]
            static long Twice(long n)
                => n * 2;
        }
        """,
        """
        public static partial class Maths
        {
            [Requires("n >= 0")]
            public static partial int Twice(this int n);

            private static int TwiceCore(int n) => n * 2;

            [Ensures("result >= n")]
            private static partial long Twice(long n);

            private static long TwiceCore(long n)
                => n * 2;
        }
        """);

    [Fact]
    public Task Generics_nesting_keywords_and_lines_of_their_own() => Check(
        """
        internal static class Outer<TKey>
            where TKey : notnull
        {
            public record struct Inner
            {
                [Requires("@class is not null"), Ensures("result is not null")]
                [return: System.Diagnostics.CodeAnalysis.NotNull]
                internal unsafe readonly T? @event<T>(
                    TKey @class,
                    ref int count, // how many
                    scoped Span<T> items,
                    params T[] more)
                    where T : class, IComparable<T>
                {
                    count++;
                    return more[0];
                }
            }
        }
        """,
        """
        internal static partial class Outer<TKey>
            where TKey : notnull
        {
            public partial record struct Inner
            {
                [Requires("@class is not null"), Ensures("result is not null")]
                [return: System.Diagnostics.CodeAnalysis.NotNull]
                internal unsafe readonly partial T? @event<T>(
                    TKey @class,
                    ref int count, // how many
                    scoped Span<T> items,
                    params T[] more)
                    where T : class, IComparable<T>;

                [return: System.Diagnostics.CodeAnalysis.NotNull]
                private unsafe readonly T? eventCore<T>(
                    TKey @class,
                    ref int count,
                    scoped Span<T> items,
                    T[] more)
                    where T : class, IComparable<T>
                {
                    count++;
                    return more[0];
                }
            }
        }
        """);

    [Fact]
    public Task A_virtual_member_becomes_a_shell_over_a_virtual_core() => Check(
        """
        public class Door
        {
            [Requires("true")]
            public virtual void Close() { }

            [Requires("true")]
            internal virtual int Slam() => 1;
        }

        public class Gate : Door
        {
            [Ensures("result.Length > 0")]
            public override string ToString() => base.ToString() ?? "gate";
        }
        """,
        """
        public partial class Door
        {
            [Requires("true")]
            public partial void Close();

            protected virtual void CloseCore() { }

            [Requires("true")]
            internal partial int Slam();

            private protected virtual int SlamCore() => 1;
        }

        public partial class Gate : Door
        {
            [Ensures("result.Length > 0")]
            public sealed override partial string ToString();

            private string ToStringCore() => base.ToString() ?? "gate";
        }
        """);

    [Fact]
    public Task A_constructor_that_a_method_can_stand_in_for() => Check(
        """
        public class Account
        {
            private int _balance;

            [Requires("balance >= 0")]
            public Account(int balance = 1)
            {
                _balance = balance;
            }

            public int Balance => _balance;
        }
        """,
        """
        public partial class Account
        {
            private int _balance;

            [Requires("balance >= 0")]
            public partial Account(int balance = 1);

            private void AccountCore(int balance)
            {
                _balance = balance;
            }

            public int Balance => _balance;
        }
        """);

    [Fact]
    public Task The_token_of_a_stream_goes_where_the_stream_is() => Check(
        """
        public class Feed
        {
            [Requires("n > 0")]
            public async IAsyncEnumerable<int> ReadAsync(int n, [EnumeratorCancellation] CancellationToken token = default)
            {
                await Task.Delay(n, token);
                yield return n;
            }
        }
        """,
        """
        public partial class Feed
        {
            [Requires("n > 0")]
            public partial IAsyncEnumerable<int> ReadAsync(int n, CancellationToken token = default);

            private async IAsyncEnumerable<int> ReadAsyncCore(int n, [EnumeratorCancellation] CancellationToken token)
            {
                await Task.Delay(n, token);
                yield return n;
            }
        }
        """);

    [Theory]
    [InlineData("\r\n", "    ")]
    [InlineData("\n", "\t")]
    [InlineData("\r\n", "\t")]
    public Task Line_breaks_and_tabs_stay(string newLine, string indent)
    {
        return Check(
            As("class A\n{\n    [Requires(\"n > 0\")]\n    int M(int n)\n    {\n        return n;\n    }\n}\n"),
            As("partial class A\n{\n    [Requires(\"n > 0\")]\n    private partial int M(int n);\n\n    private int MCore(int n)\n    {\n        return n;\n    }\n}\n"));

        string As(string text) => text.Replace("    ", indent, StringComparison.Ordinal).Replace("\n", newLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public class A { private readonly int _n; [Requires(\"n > 0\")] public A(int n) { _n = n; } public int N => _n; }")]
    [InlineData("public class A { private string _n; [Requires(\"n.Length > 0\")] public A(string n) { _n = n; } public string N => _n; }")]
    [InlineData("public class A { [Ensures(\"result > 0\")] public int N { get; } = 1; }")]
    [InlineData("public class A { [Requires(\"true\")] public void M() { } private void MCore() { } }")]
    [InlineData("public class A { [Requires(\"true\")] public virtual void M() { } } public class B : A { public override void M() { } }")]
    [InlineData("public class A { [Requires(\"true\")]\n#if X\npublic\n#else\ninternal\n#endif\nvoid M() { } }")]
    [InlineData("public class A { [Idempotent(Key = \"1\")] public int N() => 1; }")]
    [InlineData("public class A { [Idempotent(Key = \"1\")] int N() => 1; }")]
    [InlineData("public class A { [Idempotent(Key = \"1\")] public virtual int N() => 1; }")]
    public Task Nothing_is_offered_where_the_result_would_not_hold(string source) => Becomes.NothingByFixAsync(new MakeMemberGuarded(), source);

    private static Task Check(string before, string after) => Becomes.ByFixAsync(new MakeMemberGuarded(), before, after);
}
