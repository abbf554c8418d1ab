using IntentContracts.CodeFixes.Fixes;

namespace IntentContracts.CodeFixes.Tests.Fixes;

public sealed class AddMissingCoreTests
{
    [Fact]
    public Task Of_methods_with_all_that_belongs_to_their_signature() => Check(
        """
        public partial class Orders
        {
            [Requires("n > 0")] // positive
            public static partial ref readonly int First<T>(in int n, T[]? items = null, params int[] rest) where T : struct; // the first

            [Requires("@int > 0")]
            internal unsafe partial int* Take(int* p, int @int);
        }
        """,
        """
        public partial class Orders
        {
            [Requires("n > 0")] // positive
            public static partial ref readonly int First<T>(in int n, T[]? items = null, params int[] rest) where T : struct;

            private static ref readonly int FirstCore<T>(in int n, T[]? items, int[] rest) where T : struct => throw new NotImplementedException(); // the first

            [Requires("@int > 0")]
            internal unsafe partial int* Take(int* p, int @int);

            private unsafe int* TakeCore(int* p, int @int) => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task Of_properties_indexers_events_and_constructors() => Check(
        """
        namespace Shop
        {
            [Invariant("true")]
            public partial record Shelf
            {
            	public partial Shelf(int n = 1);

                public partial int Limit { get; private set; }

                public partial int Start { get; init; }

                public partial int this[int i, string s] { get; set; }

                public partial event Action? Changed;

                private void Raise() => ChangedCore?.Invoke();
            }
        }
        """,
        """
        namespace Shop
        {
            [Invariant("true")]
            public partial record Shelf
            {
            	public partial Shelf(int n = 1);

            	private void ShelfCore(int n) => throw new NotImplementedException();

                public partial int Limit { get; private set; }

                private int LimitCore { get; set; }

                public partial int Start { get; init; }

                private int StartCore { get; init; }

                public partial int this[int i, string s] { get; set; }

                private int GetItemCore(int i, string s) => throw new NotImplementedException();

                private void SetItemCore(int i, string s, int value) => throw new NotImplementedException();

                public partial event Action? Changed;

                private event Action? ChangedCore;

                private void Raise() => ChangedCore?.Invoke();
            }
        }
        """);

    [Fact]
    public async Task Without_the_namespace_in_scope_the_exception_is_written_out()
    {
        var project = Workspaces.Files(("/src/File1.cs", "[IntentContracts.Invariant(\"true\")] partial class A { public partial void M(); }"));
        project = project.RemoveDocument(project.Documents.Single(d => d.Name == "Usings.cs").Id);
        var changed = await Apply.FirstFixAsync(new AddMissingCore(), project);
        Assert.Contains("private void MCore() => throw new global::System.NotImplementedException();", await Workspaces.TextAsync(changed!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public partial int M(); private long MCore() => 1;")]
    [InlineData("public partial int M { get; set; } private long MCore { get; set; }")]
    [InlineData("public partial int M(); public int MCore() => 1;")]
    public Task A_name_that_is_taken_is_left_to_the_author(string members) => Becomes.NothingByFixAsync(
        new AddMissingCore(),
        $"[Invariant(\"true\")] public partial class A {{ {members} }}");

    private static Task Check(string before, string after) => Becomes.ByFixAsync(new AddMissingCore(), before, after);
}
