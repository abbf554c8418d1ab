using IntentContracts.CodeFixes.Fixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace IntentContracts.CodeFixes.Tests.Fixes;

public sealed class FixAllTests
{
    private const string Mixed = """
        public class A
        {
            [Requires("n > 0")]
            public int One(int n) => n;

            [Requires("n > 0")]
            public int Two(int n) => n;

            public class B
            {
                [Requires("value > 0")]
                public int Three { get; set; }
            }
        }

        public struct C
        {
            [Requires("n > 0")]
            public static int Four(int n) => n;
        }
        """;

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task Several_members_of_several_types(FixAllScope scope)
    {
        var project = Workspaces.Project(Mixed, "public class D { [Requires(\"true\")] public int Five() => 5; }");
        var changed = await Apply.FixAllAsync(new MakeMemberGuarded(), project, "IC0004", scope);
        Assert.Equal(
            """
            public partial class A
            {
                [Requires("n > 0")]
                public partial int One(int n);

                private int OneCore(int n) => n;

                [Requires("n > 0")]
                public partial int Two(int n);

                private int TwoCore(int n) => n;

                public partial class B
                {
                    [Requires("value > 0")]
                    public partial int Three { get; set; }

                    private int ThreeCore { get; set; }
                }
            }

            public partial struct C
            {
                [Requires("n > 0")]
                public static partial int Four(int n);

                private static int FourCore(int n) => n;
            }
            """,
            await Workspaces.TextAsync(changed));
        Assert.Equal(scope == FixAllScope.Document ? 1 : 0, (await Workspaces.ProblemsAsync(changed)).Count);
    }

    [Fact]
    public async Task Checks_cores_and_types()
    {
        var project = Workspaces.Project(
            "[Invariant(\"true\")] public class A { public A() { EnsureInvariants(); } public class B { [Requires(\"true\")] public partial void M(); private void MCore() { } } }",
            "[Invariant(\"true\")] public partial class C { public C() { } public C(int n) { } public partial void M(); public partial int N { get; set; } }");
        project = await Apply.FixAllAsync(new MakeTypePartial(), project, "IC0004", FixAllScope.Solution);
        project = await Apply.FixAllAsync(new AddMissingCore(), project, "IC5005", FixAllScope.Solution);
        project = await Apply.FixAllAsync(new EndConstructorsWithCheck(), project, "IC5006", FixAllScope.Solution);
        Assert.Empty(await Workspaces.ProblemsAsync(project));
    }
}
