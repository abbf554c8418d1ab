using IntentContracts.CodeFixes.Refactorings;

namespace IntentContracts.CodeFixes.Tests.Refactorings;

public sealed class MergeCoreBackTests
{
    private const string Merge = "Merge core back";
    private const string MergeAll = "Merge core back and remove its guards";

    private const string Split =
        """
        public partial class Orders
        {
            /// <summary>Places.</summary>
            [System.Diagnostics.DebuggerStepThrough, Idempotent(Key = "id", Scope = "\"all\"")]
            [TransactionBoundary]
            public partial Task<int> $$PlaceAsync([Requires("id > 0")] int id, string note = "x"); // one

            private int _n;

            // how it is done
            protected virtual async Task<int> PlaceAsyncCore(int id, string note)
            {
                await Task.Yield(); // waits
                return id + _n++ + await PlaceAsyncCore(id, note);
            }

            public Task Other() => PlaceAsyncCore(1, "");
        }
        """;

    [Fact]
    public Task The_guards_go_when_asked() => Becomes.ByRefactoringAsync(
        new MergeCoreBack(),
        Split,
        """
        public partial class Orders
        {
            /// <summary>Places.</summary>
            // how it is done
            [System.Diagnostics.DebuggerStepThrough]
            public virtual async Task<int> PlaceAsync(int id, string note = "x")
            {
                await Task.Yield(); // waits
                return id + _n++ + await PlaceAsync(id, note);
            } // one

            private int _n;

            public Task Other() => PlaceAsync(1, "");
        }
        """,
        MergeAll);

    [Fact]
    public async Task Otherwise_what_is_left_without_a_guard_is_an_error()
    {
        var (project, actions) = await Apply.AtCaretAsync(new MergeCoreBack(), Split);
        Assert.Equal([Merge, MergeAll], actions.Select(a => a.Title));
        var changed = await Apply.TakeAsync(actions[0], project);
        Assert.Contains("[System.Diagnostics.DebuggerStepThrough, Idempotent(Key = \"id\", Scope = \"\\\"all\\\"\")]", await Workspaces.TextAsync(changed), StringComparison.Ordinal);
        Assert.Contains(await Workspaces.FindingsAsync(changed), d => d.Id == "IC0004");
    }

    [Fact]
    public Task A_property_gets_its_accessors_back() => Becomes.ByRefactoringAsync(
        new MergeCoreBack(),
        """
        [Invariant("true")]
        public partial class Shelf
        {
            public Shelf() { LimitCore = 3; EnsureInvariants(); }

            [Requires("value >= 0")]
            public partial int $$Limit { get; [System.Diagnostics.DebuggerStepThrough] protected set; }

            #region core
            private int LimitCore
            {
                // cheap
                get;
                set => field = value + 1;
            } = 5;
            #endregion
        }
        """,
        """
        [Invariant("true")]
        public partial class Shelf
        {
            public Shelf() { Limit = 3; EnsureInvariants(); }

            public int Limit
            {
                // cheap
                get;
                [System.Diagnostics.DebuggerStepThrough] protected set => field = value + 1;
            } = 5;

            #region core
            #endregion
        }
        """,
        MergeAll);

    [Theory]
    [InlineData("partial class A { [Requires(\"true\")] public partial int $$this[int i] { get; } private int GetItemCore(int i) => i; }")]
    [InlineData("abstract partial class A { [Requires(\"true\")] public partial int $$M(); protected abstract int MCore(); }")]
    [InlineData("partial class A { [Requires(\"true\")] public partial int $$M(); protected virtual int MCore() => 1; } class B : A { protected override int MCore() => 2; }")]
    [InlineData("partial class A { [Requires(\"true\")] public partial int $$M(); }")]
    [InlineData("partial class A { public int $$M() => 1; }")]
    public Task Not_where_it_would_not_be_the_same(string source) => Becomes.NothingByRefactoringAsync(new MergeCoreBack(), source);

    [Fact]
    public async Task Not_across_files()
    {
        var project = Workspaces.Project(
            "partial class A { [Requires(\"true\")] public partial int M(); }",
            "partial class A { private int MCore() => 1; }");
        Assert.Empty(await Apply.AtAsync(new MergeCoreBack(), project.Documents.First(), "partial class A { [Requires".Length));
    }
}
