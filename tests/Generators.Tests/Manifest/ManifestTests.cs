using System.Collections.Immutable;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntentContracts.Tests.Generators.Manifests;

/// <summary>What the build task will read, read back from the compilation's own metadata.</summary>
public sealed class ManifestTests
{
    [Fact]
    public void Every_declared_intent_is_listed_with_its_text_place_and_summary()
    {
        var manifest = Read(Compile.Generate(
            Compile.Files(("/src/Domain/Order.cs", """
                [assembly: OwnedBy("shop")]
                namespace Shop;

                /// <summary>An <see cref="Order"/> of a customer. It is whole or not at all.</summary>
                [OwnedBy("billing")]
                [Invariant("N >= 0", Because = "x\ty")]
                [Invariant("N < 9")]
                public partial class Order
                {
                    public int N;
                    [IntentException("IC1401", Reason = "r", Owner = "o", Until = "2030-01-01")]
                    public Order() { EnsureInvariants(); }

                    /// <summary>
                    /// Pays
                    /// <c>all</c>!  Twice never.
                    /// </summary>
                    [Idempotent(
                        Key = "n",
                        Lease = "00:00:01")]
                    public partial System.Threading.Tasks.Task PayAsync(int n);
                    private System.Threading.Tasks.Task PayAsyncCore(int n) => System.Threading.Tasks.Task.CompletedTask;
                }
                """))));

        Assert.Equal(
            [
                "A:Shop IntentContracts.OwnedByAttribute 0 \"shop\" Domain/Order.cs(1,12)-(1,27)",
                "M:Shop.Order.#ctor IntentContracts.IntentExceptionAttribute 0 \"IC1401\", Reason = \"r\", Owner = \"o\", Until = \"2030-01-01\" Domain/Order.cs(11,6)-(11,80)",
                "M:Shop.Order.PayAsync(System.Int32) IntentContracts.IdempotentAttribute 0 Key = \"n\", Lease = \"00:00:01\" Domain/Order.cs(18,6)-(20,28)",
                "T:Shop.Order IntentContracts.InvariantAttribute 0 \"N >= 0\", Because = \"x\\ty\" Domain/Order.cs(6,2)-(6,39)",
                "T:Shop.Order IntentContracts.InvariantAttribute 1 \"N < 9\" Domain/Order.cs(7,2)-(7,20)",
                "T:Shop.Order IntentContracts.OwnedByAttribute 0 \"billing\" Domain/Order.cs(5,2)-(5,20)",
            ],
            manifest.Intents.Select(i => $"{i.Target} {i.Attribute} {i.Ordinal} {i.Text} {i.Span.File}({i.Span.Line},{i.Span.Column})-({i.Span.EndLine},{i.Span.EndColumn})"));
        Assert.Equal(
            ["M:Shop.Order.PayAsync(System.Int32) Pays all!", "T:Shop.Order An Order of a customer."],
            manifest.Summaries.Select(s => s.Target + " " + s.Text));
        var guard = Assert.Single(manifest.Guards);
        Assert.Equal(("M:Shop.Order.PayAsync(System.Int32)", "M:Shop.Order.PayAsyncCore(System.Int32)"), (guard.Shell, guard.Core));
        Assert.Equal(["idempotent", "invariant"], guard.Order);
        Assert.Equal(21, guard.Span.Line);
    }

    [Fact]
    public void The_vocabulary_is_every_attribute_of_the_assembly() =>
        Assert.Equal(
            IntentNames.All,
            typeof(IdempotentAttribute).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Attribute)) && t.Namespace == IntentNames.Namespace).Select(t => t.FullName).Order(StringComparer.Ordinal));

    [Fact]
    public void Severities_are_listed_where_they_were_set()
    {
        var compilation = Compile.Sources("class A;", "class B;");
        var options = compilation.Options
            .WithSpecificDiagnosticOptions(ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("IC0001", ReportDiagnostic.Suppress).Add("CS0168", ReportDiagnostic.Error))
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error)
            .WithSyntaxTreeOptionsProvider(new TreeSeverities(
                all: new() { ["IC0002"] = ReportDiagnostic.Error, ["IC0003"] = ReportDiagnostic.Hidden },
                file: ("/src/File2.cs", new() { ["IC1401"] = ReportDiagnostic.Warn }),
                everyFile: new() { ["IC2301"] = ReportDiagnostic.Info }));
        var manifest = Read(Compile.Generate(compilation.WithOptions(options)));

        Assert.Equal(
            ["IC0001  None", "IC0002  Error", "IC0003  Note", "IC1401 File2.cs Warning", "IC2301  Note"],
            manifest.Severities.Select(s => $"{s.RuleId} {s.File} {s.Severity}"));
        Assert.True(manifest.WarningsAreErrors);
        Assert.Empty(manifest.Intents);
    }

    /// <summary>A preset speaks for the compilation; an .editorconfig that speaks for every file of it wins, also where other projects ask for one word.</summary>
    [Fact]
    public void What_every_file_says_stands_in_the_place_of_what_the_compilation_says()
    {
        var compilation = Compile.Sources("class A;", "class B;");
        var options = compilation.Options.WithSyntaxTreeOptionsProvider(new TreeSeverities(
            all: new() { ["IC1307"] = ReportDiagnostic.Error, ["IC1401"] = ReportDiagnostic.Error },
            file: ("/src/File2.cs", new() { ["IC1401"] = ReportDiagnostic.Warn }),
            everyFile: new() { ["IC1307"] = ReportDiagnostic.Info }));

        Assert.Equal(
            ["IC1307  Note", "IC1401  Error", "IC1401 File2.cs Warning"],
            Read(Compile.Generate(compilation.WithOptions(options))).Severities.Select(s => $"{s.RuleId} {s.File} {s.Severity}"));
    }

    [Fact]
    public void Pragmas_are_spans_of_lines()
    {
        var manifest = Read(Compile.Generate(
            """
            class A;
            #pragma warning disable IC1401, CS0168, IC5005
            class B;
            #pragma warning restore IC1401
            #if NEVER
            #pragma warning disable IC2301
            #endif
            #pragma warning disable IC1101 // until the end
            class C;
            """,
            """
            #pragma warning disable
            class D;
            #pragma warning restore IC1401
            class E;
            """));
        Assert.Equal(
            ["IC1101 File1.cs 8-2147483647", "IC1401 File1.cs 2-4", "IC1401 File2.cs 1-3"],
            manifest.Pragmas.Where(p => p.RuleId is "IC1401" || p.File == "File1.cs").Select(p => $"{p.RuleId} {p.File} {p.FirstLine}-{p.LastLine}"));
        Assert.Equal(
            RuleTable.All.Where(r => r.Stage == RuleStage.Build && r.Id != "IC1401").Select(r => r.Id),
            manifest.Pragmas.Where(p => p.File == "File2.cs" && p.LastLine == int.MaxValue).Select(p => p.RuleId));
    }

    [Fact]
    public void Without_the_vocabulary_nothing_is_written()
    {
        var compilation = Compile.Sources("class A;");
        compilation = compilation.WithReferences(compilation.References.Where(r => r.Display!.Contains("IntentContracts", StringComparison.Ordinal) is false))
            .RemoveSyntaxTrees(compilation.SyntaxTrees.Single(t => t.FilePath == "/src/Usings.cs"));
        Assert.Empty(Compile.Generate(compilation).HintNames);
    }

    [Fact]
    public void Without_a_project_folder_files_are_known_by_name() =>
        Assert.Equal("File1.cs", Read(Compile.Generate(Compile.Sources("[OwnedBy(\"a\")] class A;"), new Options())).Intents.Single().Span.File);

    private static Shared.Manifest Read(Generated generated)
    {
        Assert.Empty(generated.Problems());
        using var image = new MemoryStream();
        Assert.True(generated.Compilation.Emit(image).Success);
        var attribute = generated.Compilation.Assembly.GetAttributes().Single(a => a.AttributeClass!.Name == "AssemblyMetadataAttribute");
        Assert.Equal(Shared.Manifest.MetadataKey, attribute.ConstructorArguments[0].Value);
        return ManifestFormat.Read((string)attribute.ConstructorArguments[1].Value!);
    }

    private sealed class TreeSeverities(
        Dictionary<string, ReportDiagnostic> all,
        (string Path, Dictionary<string, ReportDiagnostic> Values) file,
        Dictionary<string, ReportDiagnostic> everyFile) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        // As in the compiler: no .editorconfig reaches a file that only a generator adds.
        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return !tree.FilePath.Contains("/generated/", StringComparison.Ordinal)
                && ((tree.FilePath == file.Path && file.Values.TryGetValue(diagnosticId, out severity)) || everyFile.TryGetValue(diagnosticId, out severity));
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            all.TryGetValue(diagnosticId, out severity);
    }
}
