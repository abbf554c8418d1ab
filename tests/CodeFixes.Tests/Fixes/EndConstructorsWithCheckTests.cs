using IntentContracts.CodeFixes.Fixes;

namespace IntentContracts.CodeFixes.Tests.Fixes;

public sealed class EndConstructorsWithCheckTests
{
    [Fact]
    public Task Every_exit_of_a_constructor() => Check(
        """
        [Invariant("N >= 0")]
        public partial class Account
        {
            public int N { get; }

            public Account(int n)
            {
                N = n; // first
                if (n == 1)
                {
                    // enough
                    return;
                }

                if (n == 2) return;

                if (n == 3)
                    return; // here, too

                switch (n)
                {
                    case 4:
                        return;
                    case 5:
                        throw new ArgumentException("five");
                    default:
                        break;
                }

                Func<int> f = () => { return 1; };
                if (n == 6) { EnsureInvariants(); return; }
                void Local() { return; }
                Local(); // last
            }

            public Account(long n) => N = (int)n;

            public Account(byte n) { }

            public Account() : this(1)
            {
                N++;
                throw new InvalidOperationException();
            }
        }
        """,
        """
        [Invariant("N >= 0")]
        public partial class Account
        {
            public int N { get; }

            public Account(int n)
            {
                N = n; // first
                if (n == 1)
                {
                    // enough
                    EnsureInvariants();
                    return;
                }

                if (n == 2) { EnsureInvariants(); return; }

                if (n == 3)
                {
                    EnsureInvariants();
                    return; // here, too
                }

                switch (n)
                {
                    case 4:
                        EnsureInvariants();
                        return;
                    case 5:
                        throw new ArgumentException("five");
                    default:
                        break;
                }

                Func<int> f = () => { return 1; };
                if (n == 6) { EnsureInvariants(); return; }
                void Local() { return; }
                Local(); // last
                EnsureInvariants();
            }

            public Account(long n)
            {
                N = (int)n;
                EnsureInvariants();
            }

            public Account(byte n) { EnsureInvariants(); }

            public Account() : this(1)
            {
                N++;
                throw new InvalidOperationException();
            }
        }
        """);

    [Fact]
    public Task The_constructor_that_the_compiler_writes() => Check(
        """
        [Invariant("N >= 0")]
        public abstract partial class A
        {
            private int _n = 1; // kept

            public partial void M();

            private void MCore() { }

            public int N => _n;
        }

        [Invariant("true")] public partial record B { public partial void M(); private void MCore() { } }
        """,
        """
        [Invariant("N >= 0")]
        public abstract partial class A
        {
            private int _n = 1; // kept

            protected A()
            {
                EnsureInvariants();
            }

            public partial void M();

            private void MCore() { }

            public int N => _n;
        }

        [Invariant("true")] public partial record B {
            public B()
            {
                EnsureInvariants();
            }
         public partial void M(); private void MCore() { } }
        """);

    [Fact]
    public Task A_primary_constructor_whose_parameters_only_initialise() => Check(
        """
        [Invariant("Balance >= 0")]
        public sealed partial class Account(int balance, [System.Diagnostics.CodeAnalysis.AllowNull] string name = "x") : IDisposable
        {
            private static int s_made = 1;
            private readonly int _before = 1;
            private readonly string name = name ?? "none"; // called
            private int _a = balance + 1, _b = 2, _c = 3;

            /// <summary>What is there.</summary>
            public int Balance { get; private set; } = balance;

            public string Name => name + _before + _a + _b + _c + s_made;

            public void Dispose() => s_made--;
        }
        """,
        """
        [Invariant("Balance >= 0")]
        public sealed partial class Account : IDisposable
        {
            private static int s_made = 1;
            private readonly int _before = 1;
            private readonly string name; // called
            private int _a, _b, _c;

            /// <summary>What is there.</summary>
            public int Balance { get; private set; }

            public string Name => name + _before + _a + _b + _c + s_made;

            public Account(int balance, [System.Diagnostics.CodeAnalysis.AllowNull] string name = "x")
            {
                this.name = name ?? "none";
                _a = balance + 1;
                _b = 2;
                _c = 3;
                Balance = balance;
                EnsureInvariants();
            }

            public void Dispose() => s_made--;
        }
        """);

    [Theory]
    [InlineData("public partial class A(int n) { public int N => n; public partial void M(); private void MCore() { } }")]
    [InlineData("public partial record A(int N) { public partial void M(); private void MCore() { } }")]
    [InlineData("public partial class A(int n) { private int[] _n = { n }; public partial void M(); private void MCore() { } }")]
    public Task A_parameter_that_lives_on_is_left_to_the_author(string type) =>
        Becomes.NothingByFixAsync(new EndConstructorsWithCheck(), "[Invariant(\"true\")] " + type);

    [Fact]
    public Task Line_breaks_stay() => Check(
        "[Invariant(\"true\")]\r\npartial class A\r\n{\r\n\tpublic A(int n)\r\n\t{\r\n\t\tif (n > 1)\r\n\t\t\treturn;\r\n\t}\r\n}\r\n",
        "[Invariant(\"true\")]\r\npartial class A\r\n{\r\n\tpublic A(int n)\r\n\t{\r\n\t\tif (n > 1)\r\n\t\t{\r\n\t\t\tEnsureInvariants();\r\n\t\t\treturn;\r\n\t\t}\r\n\t\tEnsureInvariants();\r\n\t}\r\n}\r\n");

    private static Task Check(string before, string after) => Becomes.ByFixAsync(new EndConstructorsWithCheck(), before, after);
}
