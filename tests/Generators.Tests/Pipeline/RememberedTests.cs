using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntentContracts.Tests.Generators.Pipeline;

/// <summary>What was read before is used again only where reading once more would say the same: after each edit a driver that has seen all the others writes what a new one writes.</summary>
public sealed class RememberedTests
{
    private static readonly string[] Files =
    [
        """
        using static System.Math;
        /// <summary>Keeps money.</summary>
        [Invariant("N >= 0")]
        public sealed partial class Orders : IOrders
        {
            public int N { get; private set; }
            public int Limit { get; set; }
            public Orders() { EnsureInvariants(); }
            public partial int Put(int n);
            [Idempotent(Key = Keys.Order, Scope = "\"s\"")]
            public partial Task<int> PayAsync(int id);
            private Task<int> PayAsyncCore(int id) { N = id; return Task.FromResult(id); }
        }
        """,
        """
        public partial class Orders
        {
            private int PutCore(int n) { N = n; return n; }
            public partial void More(int n);
            private void MoreCore(int n) { N = n; }
        }
        """,
        """
        public class Above { public int M() { return 1; } }
        public interface IOrders
        {
            [Requires("n > 0")] int Put(int n);
        }
        public static class Keys { public const string Order = "id"; public static readonly int Other = 1; }
        """,
        """
        [assembly: OwnedBy("shop")]
        public class Unrelated { public int M() => 1; }
        """,
    ];

    // Each on top of the ones before: a file, what is there, what comes instead.
    private static readonly (int File, string Old, string New)[] Edits =
    [
        (3, "=> 1", "=> 2"),
        (1, "{ N = n; return n; }", "{ More(n); return n; }"),
        (1, "{ More(n); return n; }", "{ N = n; return n; }"),
        (1, "{ N = n; }", "{ N = n;\n\n }"),
        (2, "return 1;", "\nreturn 1;"),
        (2, "\"n > 0\"", "\"n > 1\""),
        (2, "Order = \"id\"", "Order = \"-id\""),
        (2, "Other = 1", "Other = 2"),
        (3, "\"shop\"", "\"billing\""),
        (3, "public class", "#nullable disable\npublic class"),
        (0, "Keeps money", "Keeps all the money"),
        (0, "{ N = id; return Task.FromResult(id); }", "{ return Task.FromResult(id); }"),
        (0, "public int Limit { get; set; }", "public int Limit { get => N; set => N = value; }"),
        (0, "[Invariant(\"N >= 0\")]", "[Invariant(\"N >= 0\"), Invariant(\"Limit >= 0\")]"),
        (1, "public partial void More(int n);", "public partial void More(int n); public partial void Most(); private void MostCore() => More(1);"),
        (2, "public interface IOrders", "public interface IOrders : IDisposable"),
        (0, "public int N { get; private set; }", "public int N { get; private set; } public void Dispose() { }"),
    ];

    [Fact]
    public void After_each_edit_the_output_is_that_of_a_first_run()
    {
        var texts = Files.ToArray();
        var compilation = Compile.Sources(texts);
        GeneratorDriver driver = Compile.Driver();
        driver = driver.RunGenerators(compilation);
        foreach (var (file, old, @new) in Edits)
        {
            Assert.Contains(old, texts[file], StringComparison.Ordinal);
            texts[file] = texts[file].Replace(old, @new, StringComparison.Ordinal);
            var path = $"/src/File{file + 1}.cs";
            var before = compilation.SyntaxTrees.Single(t => t.FilePath == path);
            compilation = compilation.ReplaceSyntaxTree(before, CSharpSyntaxTree.ParseText(texts[file], Compile.ParseOptions, path, before.Encoding));
            driver = driver.RunGenerators(compilation);
            Assert.Equal(Output(Compile.Driver().RunGenerators(compilation)), Output(driver));
        }
    }

    [Fact]
    public void A_driver_that_goes_back_to_an_older_compilation_is_right_as_well()
    {
        var first = Compile.Sources(Files);
        var second = Compile.Sources([Files[0], Files[1].Replace("{ N = n; return n; }", "{ More(n); return n; }", StringComparison.Ordinal), Files[2], Files[3]]);
        GeneratorDriver driver = Compile.Driver();
        driver = driver.RunGenerators(first);
        var here = Output(driver);
        driver = driver.RunGenerators(second);
        var there = Output(driver);
        driver = driver.RunGenerators(first);

        Assert.NotEqual(here, there);
        Assert.Equal(here, Output(driver));
    }

    private static string Output(GeneratorDriver driver) =>
        string.Join("\n=====\n", driver.GetRunResult().Results.Single().GeneratedSources.OrderBy(s => s.HintName, StringComparer.Ordinal).Select(s => s.HintName + "\n" + s.SourceText));
}
