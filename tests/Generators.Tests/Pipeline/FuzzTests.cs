using IntentContracts.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Tests.Generators.Pipeline;

/// <summary>Half-written code is what a generator sees all day: neither it nor an analyzer may throw on it.</summary>
public sealed class FuzzTests
{
    private const int Sources = 2_000;

    private const string Seed = """
        using System; using Db = System.Text.StringBuilder;
        [assembly: OwnedBy("a")]
        namespace Shop
        {
            using static System.Math;
            /// <summary>Text.</summary>
            [OwnedBy("billing"), CriticalPath, Invariant("N >= 0 && Max(N, 1) < 9", Because = "b"), Invariant(nameof(Whole))]
            public abstract partial class Orders<T>(ITransactionRunner runner) : Base<T>, IDisposable where T : class, new()
            {
                public int N { get; private set; }
                private bool Whole() => true;
                public Orders() : this(null!) { EnsureInvariants(); }
                [Idempotent(Key = "request", Scope = "\"x\"", Lease = "00:01:00"), TransactionBoundary(Context = typeof(Db), Isolation = System.Data.IsolationLevel.Chaos)]
                public partial Task<(int A, T? B)> PlaceAsync<U>(string request, U[] u, CancellationToken ct = default) where U : struct, Enum;
                private async Task<(int A, T? B)> PlaceAsyncCore<U>(string request, U[] u, CancellationToken ct) where U : struct, Enum { await Task.Yield(); return default; }
                public partial ref readonly int Slot(in int x, out int y, params ReadOnlySpan<int> z);
                internal partial record struct Nested([property: Obsolete] int @class) { public partial void M(); private void MCore() { } }
        #pragma warning disable IC1401
                [Effect(EffectKind.Http, "x")] public static void Call() { [Idempotent] static void L() { } Func<int> f = [NotIdempotent("w")] () => 1; }
            }
            file partial interface IOrders { [TransactionBoundary] partial void X(); }
        }
        """;

    [Fact]
    public async Task No_source_makes_the_generator_or_an_analyzer_throw()
    {
        var tokens = CSharpSyntaxTree.ParseText(Seed, Compile.ParseOptions).GetRoot().DescendantTokens().Select(t => t.ToFullString()).ToArray();
        var random = new Random(20261123);
        var host = Compile.Sources("");
        host = host.WithReferences(host.References.Where(r => Path.GetFileName(r.Display) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.dll" or "IntentContracts.Attributes.dll" or "IntentContracts.Runtime.dll"));
        var old = host.SyntaxTrees.Single(t => t.FilePath == "/src/File1.cs");
        GeneratorDriver driver = Compile.Driver();
        for (var i = 0; i < Sources; i++)
        {
            var source = Mutate(tokens, random);
            var compilation = host.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(source, Compile.ParseOptions, old.FilePath));
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
            var result = driver.GetRunResult().Results.Single();
            Assert.True(result.Exception is null, $"source {i}: {result.Exception}\n{source}");
            if (i % 50 == 0)
            {
                await AnalyzersDoNotThrow(output, source);
            }
        }
    }

    private static async Task AnalyzersDoNotThrow(Compilation compilation, string source)
    {
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, _, _) => thrown = exception,
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        await new CompilationWithAnalyzers(compilation, [new GuardsMustHold(), new ConstructorsMustEnsureInvariants()], options).GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown is null, $"{thrown}\n{source}");
    }

    // Tokens lost, doubled, swapped or cut off: what typing looks like.
    private static string Mutate(string[] tokens, Random random)
    {
        var mutated = tokens.ToList();
        for (var times = random.Next(1, 8); times > 0; times--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated.RemoveAt(at);
                    break;
                case 1:
                    mutated.Insert(at, tokens[random.Next(tokens.Length)]);
                    break;
                case 2:
                    mutated[at] = tokens[random.Next(tokens.Length)];
                    break;
                case 3:
                    mutated.RemoveRange(at, random.Next(Math.Min(12, mutated.Count - at)));
                    break;
                default:
                    mutated[at] = mutated[at][..random.Next(mutated[at].Length)];
                    break;
            }
        }

        return string.Concat(random.Next(20) == 0 ? mutated.Take(random.Next(mutated.Count)) : mutated);
    }
}
