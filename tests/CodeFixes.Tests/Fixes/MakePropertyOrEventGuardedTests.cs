using IntentContracts.CodeFixes.Fixes;

namespace IntentContracts.CodeFixes.Tests.Fixes;

public sealed class MakePropertyOrEventGuardedTests
{
    [Fact]
    public Task A_property_moves_whole() => Check(
        """
        public class Shelf
        {
            private int _low;

            [Requires("value >= 0")]
            public int High { get; private set; } = 5; // metres

            /// <summary>The lower end.</summary>
            [Requires("value >= 0")]
            public int Low
            {
                // cheap
                get => _low;
                [Obsolete] internal set
                {
                    _low = value;
                    Changed();
                    Changed("x");
                }
            }

            [Ensures("result >= 0")]
            public int Height => High - Low;

            private void Changed([CallerMemberName] string name = "") => Console.WriteLine(name);
        }
        """,
        """
        public partial class Shelf
        {
            private int _low;

            [Requires("value >= 0")]
            public partial int High { get; private set; }

            private int HighCore { get; set; } = 5; // metres

            /// <summary>The lower end.</summary>
            [Requires("value >= 0")]
            public partial int Low { get; [Obsolete] internal set; }

            private int LowCore
            {
                // cheap
                get => _low;
                set
                {
                    _low = value;
                    Changed(name: nameof(Low));
                    Changed("x");
                }
            }

            [Ensures("result >= 0")]
            public partial int Height { get; }

            private int HeightCore => High - Low;

            private void Changed([CallerMemberName] string name = "") => Console.WriteLine(name);
        }
        """);

    [Fact]
    public Task An_indexer_gets_two_methods() => Check(
        """"
        public class Row
        {
            private readonly int[] _cells = new int[9];

            [Requires("i is >= 0 and < 9")]
            public int this[int i]
            {
                // reads
                get => _cells[i]; // quick

                set
                {
                    // writes
                    if (value > 0)
                    {
                        _cells[i] = value;
                    }

                    _ = """
                        kept
                        """;
                }
            }
        }
        """",
        """"
        public partial class Row
        {
            private readonly int[] _cells = new int[9];

            [Requires("i is >= 0 and < 9")]
            public partial int this[int i] { get; set; }

            // reads
            private int GetItemCore(int i) => _cells[i]; // quick

            private void SetItemCore(int i, int value)
            {
                // writes
                if (value > 0)
                {
                    _cells[i] = value;
                }

                _ = """
                        kept
                        """;
            }
        }
        """");

    [Fact]
    public Task An_event_is_raised_through_its_core() => Check(
        """
        public class Bell
        {
            [Requires("value is not null")]
            [field: NonSerialized]
            public event Action? Rang;

            public void Ring() { Rang += () => { }; Rang?.Invoke(); _ = nameof(Rang); }
        }
        """,
        """
        public partial class Bell
        {
            [Requires("value is not null")]
            public partial event Action? Rang;

            [field: NonSerialized]
            private event Action? RangCore;

            public void Ring() { Rang += () => { }; RangCore?.Invoke(); _ = nameof(Rang); }
        }
        """);

    private static Task Check(string before, string after) => Becomes.ByFixAsync(new MakeMemberGuarded(), before, after);
}
