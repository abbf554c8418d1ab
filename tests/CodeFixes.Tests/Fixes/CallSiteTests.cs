using System.Reflection;
using IntentContracts.CodeFixes.Fixes;
using Microsoft.CodeAnalysis;

namespace IntentContracts.CodeFixes.Tests.Fixes;

/// <summary>Whoever calls the member before the split calls it afterwards, with the same result; and then the guard holds.</summary>
public sealed class CallSiteTests
{
    private const string Caller = """
        public static class Scenario
        {
            public static async Task<string> Run()
            {
                var shop = new Shop { Limit = 3 };
                var told = new List<string?>();
                shop.PropertyChanged += name => told.Add(name);
                shop.Limit += 1;
                shop["b"] = 7;
                shop = new Shop { Limit = shop.Limit, ["b"] = shop["b"] };
                var said = Check(() => new Shop { Limit = -1 }.Next());
                return string.Join(" ",
                    await shop.AddAsync(1), await shop.AddAsync(n: 2, by: 5), shop.Max(3, 1, 2), shop["b"], shop.Limit, told.Single(),
                    shop.TryGet(out var got), got, shop.Next().Length, ((Func<int, int>)Shop.Twice)(4), 5.Half(), said);
            }

            private static string Check(Action action)
            {
                try { action(); return "nothing"; }
                catch (RequiresViolationException) { return "refused"; }
            }
        }
        """;

    private const string Shop = """
        public class Shop
        {
            private readonly Dictionary<string, int> _items = new();

            public event Action<string?>? PropertyChanged;

            [Requires("value >= 0")]
            public int Limit
            {
                get => field;
                set { field = value; Raise(); }
            }

            [Requires("key.Length > 0")]
            public int this[string key]
            {
                get { return _items[key]; }
                set { _items[key] = value; }
            }

            [Requires("n > 0")]
            public async Task<int> AddAsync(int n, int by = 10) { await Task.Yield(); return n + by; }

            [Ensures("result.CompareTo(first) >= 0")]
            public virtual T Max<T>(T first, params T[] rest) where T : IComparable<T> => rest.Append(first).Max()!;

            [Requires("true")]
            internal bool TryGet([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? name) { name = "it"; return true; }

            [Requires("true")]
            public ReadOnlySpan<char> Next() => "abc";

            [Requires("n > 0")]
            public static int Twice(int n) => 2 * n;

            private void Raise([CallerMemberName] string? name = null) => PropertyChanged?.Invoke(name);
        }

        public static class Numbers { [Requires("n > 0")] public static double Half(this int n) => n / 2d; }
        """;

    [Fact]
    public async Task The_same_call_gives_the_same()
    {
        var before = Workspaces.Project(Shop, Caller);
        var after = await Apply.FixAllAsync(new MakeMemberGuarded(), before, "IC0004", Microsoft.CodeAnalysis.CodeFixes.FixAllScope.Solution);
        Assert.Empty(await Workspaces.ProblemsAsync(after));
        Assert.Equal("11 7 3 7 4 Limit True it 3 8 2.5 refused", await RunAsync(after));
        Assert.Equal(Caller, await Workspaces.TextAsync(after, "File2.cs"));

        // Unguarded, only the last word differs.
        Assert.Equal("11 7 3 7 4 Limit True it 3 8 2.5 nothing", await RunAsync(before));
    }

    private static async Task<string> RunAsync(Project project)
    {
        using var image = new MemoryStream();
        var emitted = (await project.GetCompilationAsync())!.WithAssemblyName("Shop" + Guid.NewGuid().ToString("N")).Emit(image);
        Assert.Empty(emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        var run = Assembly.Load(image.ToArray()).GetType("Scenario", throwOnError: true)!.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!;
        return await (Task<string>)run.Invoke(null, null)!;
    }
}
