using IntentContracts.CodeFixes.Fixes;

namespace IntentContracts.CodeFixes.Tests.Fixes;

public sealed class MakeMemberGuardedTests
{
    private static Task Becomes_(string before, string after) => Becomes.ByFixAsync(new MakeMemberGuarded(), before, after);

    [Fact]
    public Task A_method_keeps_what_is_written_around_and_in_it() => Becomes_(
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
    public Task An_expression_body_stays_one() => Becomes_(
        """
        public static class Maths
        {
            [Requires("n >= 0")]
            public static int Twice(this int n) => n * 2;

            [Ensures("result")]
            private static bool Is(int n)
                => n > 0;
        }
        """,
        """
        public static partial class Maths
        {
            [Requires("n >= 0")]
            public static partial int Twice(this int n);

            private static int TwiceCore(int n) => n * 2;

            [Ensures("result")]
            private static bool Is(int n)
                => n > 0;
        }
        """.Replace("[Ensures(\"result\")]\n    private static bool Is(int n)\n        => n > 0;", "[Ensures(\"result\")]\n    private static bool Is(int n)\n        => n > 0;"));
}
