using IntentContracts.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace IntentContracts.Tests.Generators.Pipeline;

/// <summary>Why each step ran after an edit: a step that runs for nothing is paid for on every key stroke.</summary>
public sealed class IncrementalityTests
{
    private const string Guarded = """
        /// <summary>Places orders.</summary>
        [Invariant("N >= 0")]
        public sealed partial class Orders
        {
            public int N { get; private set; }
            public Orders() { EnsureInvariants(); }
            [Idempotent(Key = "id")]
            public partial Task PlaceAsync(int id);
            private Task PlaceAsyncCore(int id) { N++; return Task.CompletedTask; }
        }
        """;

    private const string Other = "public class Other { public int M() => 1; }";

    [Fact]
    public void The_first_run_is_new() => Expect(
        Guarded,
        New,
        (Steps.Parts, New),
        (Steps.Guards, New),
        (Steps.Entries, New),
        (Steps.GuardFolder, New),
        (Steps.SharedNames, New),
        (Steps.Vocabulary, New),
        (Steps.Intents, New),
        (Steps.Severities, New),
        (Steps.FileSeverities, New),
        (Steps.ProjectFolder, New),
        (Steps.Manifest, New));

    [Theory]
    [InlineData("another file", "return 1", "return 1")]
    [InlineData("the body of the core", "N++;", "N += 2;")]
    [InlineData("trivia at the end", "CompletedTask; }", "CompletedTask; } // done")]
    [InlineData("an unrelated member", "{ get; private set; }", "{ get; private set; } public int Unrelated() => 1;")]
    public void An_edit_that_changes_no_declaration_writes_nothing(string what, string old, string @new) => Expect(
        what == "another file" ? Guarded : Guarded.Replace(old, @new, StringComparison.Ordinal),
        Cached,
        (Steps.Parts, Unchanged),
        (Steps.Guards, Cached),
        (Steps.Entries, Cached),
        (Steps.GuardFolder, Unchanged),
        (Steps.SharedNames, Cached),
        (Steps.Vocabulary, Unchanged),
        (Steps.Severities, Unchanged),
        (Steps.FileSeverities, Unchanged),
        (Steps.ProjectFolder, Cached),
        (Steps.Manifest, Cached));

    [Fact]
    public void A_line_added_above_moves_places_and_no_shell() => Expect(
        Guarded.Replace("[Idempotent(Key = \"id\")]", "[Idempotent(Key = \"id\"),\n    TransactionBoundary]", StringComparison.Ordinal)
            .Replace(",\n    TransactionBoundary]", "]", StringComparison.Ordinal)
            .Replace("public partial Task", "public\n  partial Task", StringComparison.Ordinal),
        Cached,
        (Steps.Parts, Modified),
        (Steps.Guards, Unchanged),
        (Steps.Entries, Modified),
        (Steps.SharedNames, Cached),
        (Steps.Severities, Unchanged),
        (Steps.Manifest, Modified));

    [Fact]
    public void An_attributes_argument_writes_the_shell_again() => Expect(
        Guarded.Replace("\"id\"", "\"-id\"", StringComparison.Ordinal),
        Modified,
        (Steps.Parts, Modified),
        (Steps.Guards, Modified),
        (Steps.SharedNames, Cached),
        (Steps.GuardFolder, Unchanged),
        (Steps.Manifest, Modified));

    // The second run over an edited compilation; for the first run, over the original.
    private static void Expect(string edited, IncrementalStepRunReason output, params (string Step, IncrementalStepRunReason Reason)[] expected)
    {
        var isFirst = output == New;
        var compilation = Compile.Sources(Guarded, Other);
        GeneratorDriver driver = Compile.Driver();
        driver = driver.RunGenerators(compilation);
        if (!isFirst)
        {
            compilation = Replace(compilation, "/src/File1.cs", edited);
            compilation = Replace(compilation, "/src/File2.cs", Other.Replace("=> 1", "=> 2", StringComparison.Ordinal));
            driver = driver.RunGenerators(compilation);
        }

        var run = driver.GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        Assert.Equal(
            expected.Select(e => (e.Step, e.Reason.ToString())),
            expected.Select(e => (e.Step, string.Join(",", run.TrackedSteps[e.Step].SelectMany(s => s.Outputs).Select(o => o.Reason).Distinct()))));
        var guards = run.TrackedOutputSteps["SourceOutput"].SelectMany(s => s.Outputs).Select(o => o.Reason).Distinct();
        Assert.Equal([output], guards);
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string text)
    {
        var old = compilation.SyntaxTrees.Single(t => t.FilePath == path);
        return compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, Compile.ParseOptions, path, old.Encoding));
    }
}
