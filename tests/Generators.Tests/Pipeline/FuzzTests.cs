using IntentContracts.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Tests.Generators.Pipeline;

/// <summary>
/// Half-written and hostile code: neither the generator nor an analyzer may throw on it or hang, and nothing that stands in an attribute may become code of its own. The number of sources is small here;
/// docs/contributing.md says how to run many.
/// </summary>
public sealed class FuzzTests
{
    private const string Sources = "INTENT_FUZZ";
    private const string Start = "INTENT_FUZZ_SEED";
    // A hang, not a slow machine: the first source also pays for the compiler being compiled.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static readonly DiagnosticAnalyzer[] Analyzers = [new GuardsMustHold(), new ConstructorsMustEnsureInvariants(), new TransitionsMustFit()];

    [Fact]
    public async Task No_source_breaks_the_generator_or_gets_out_of_its_attribute()
    {
        var count = Number(Sources, 2_000);
        var seed = Number(Start, 20261123);
        var mutations = new FuzzMutations(seed);
        var host = Compile.Sources("");
        host = host.WithReferences(host.References.Where(r => Path.GetFileName(r.Display) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.dll" or "IntentContracts.Attributes.dll" or "IntentContracts.Runtime.dll"));
        var old = host.SyntaxTrees.Single(t => t.FilePath == "/src/File1.cs");
        GeneratorDriver driver = Compile.Driver();
        for (var i = 0; i < count; i++)
        {
            var source = mutations.Next();
            using var hang = new CancellationTokenSource(Longest);
            try
            {
                var tree = CSharpSyntaxTree.ParseText(source, Compile.ParseOptions, old.FilePath, cancellationToken: hang.Token);
                var compilation = host.ReplaceSyntaxTree(old, tree);
                driver = driver.RunGenerators(compilation, hang.Token);
                var result = driver.GetRunResult().Results.Single();
                Assert.True(result.Exception is null, $"source {i} of seed {seed}: {result.Exception}\n{source}");
                FuzzOracle.Check(tree, result.GeneratedSources, $"source {i} of seed {seed}\n{source}");
                if (i % 20 == 0)
                {
                    driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, hang.Token);
                    await AnalyzersDoNotThrow(output, source, hang.Token);
                }
            }
            catch (OperationCanceledException) when (hang.IsCancellationRequested)
            {
                Assert.Fail($"source {i} of seed {seed} took longer than {Longest}\n{source}");
            }
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static async Task AnalyzersDoNotThrow(Compilation compilation, string source, CancellationToken cancellationToken)
    {
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, _, _) => thrown = exception,
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var said = await new CompilationWithAnalyzers(compilation, [.. Analyzers], options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        Assert.True(thrown is null, $"{thrown}\n{source}");
        Assert.All(said, d => Assert.True(d.GetMessage(null) is { Length: <= 300 } message && !message.Any(char.IsControl), d.GetMessage(null)));
    }
}
