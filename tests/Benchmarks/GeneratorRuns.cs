using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using IntentContracts.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.Benchmarks;

/// <summary>What the generator costs after an edit of one file: 10,000 methods in 100 files, 1,000 of them guarded, in few types or in many.</summary>
internal static class GeneratorRuns
{
    private const int Files = 100;
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview);

    /// <summary>Prints the fastest and the median; ours and the floor take turns, so that a change in the machine's load meets both.</summary>
    public static void Measure(int typesPerFile, int edits)
    {
        var compilation = Compile(typesPerFile);
        var contenders = new (string Name, Func<IIncrementalGenerator> Create)[] { ("floor", () => new EmptyGenerator()), ("floor, with a constant file for each type", () => new ConstantGenerator()), ("ours", () => new IntentGenerator()) };
        var drivers = contenders.Select(c => (GeneratorDriver)Driver(c.Create())).ToArray();
        var first = contenders.Select((_, i) => Time(() => drivers[i] = drivers[i].RunGenerators(compilation))).ToList();
        foreach (var driver in drivers)
        {
            if (driver.GetRunResult().Results.Single() is { Exception: { } failure })
            {
                throw failure;
            }
        }

        var results = contenders.Select(_ => new List<(double Milliseconds, double Megabytes)>()).ToList();
        for (var edit = 0; edit < edits; edit++)
        {
            // A key stroke in the body of one method; each contender gets trees and compilation of its own, so that none finds the other's work done.
            for (var i = 0; i < contenders.Length; i++)
            {
                var edited = Edit(compilation, typesPerFile, edit);
                var result = Time(() => drivers[i] = drivers[i].RunGenerators(edited));
                if (edit >= edits / 4)
                {
                    results[i].Add(result);
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1,000 guarded methods in {Files * typesPerFile} types"));
        Console.WriteLine("| | first run | fastest one-file edit | median | allocated per edit |");
        Console.WriteLine("|---|---|---|---|---|");
        for (var i = 0; i < contenders.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {contenders[i].Name} | {first[i].Milliseconds:N0} ms | {Quantile(results[i], r => r.Milliseconds, 0):N1} ms | {Quantile(results[i], r => r.Milliseconds, 0.5):N1} ms | {Quantile(results[i], r => r.Megabytes, 0.5):N2} MB |"));
        }
    }

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        optionsProvider: new Options(),
        parseOptions: Parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: false, baseDirectory: "/src/obj/generated"));

    private static CSharpCompilation Compile(int typesPerFile) => CSharpCompilation.Create(
        "Shop",
        Enumerable.Range(0, Files).Select(f => CSharpSyntaxTree.ParseText(Source(typesPerFile, f, 0), Parse, $"/src/File{f}.cs", Encoding.UTF8)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p).StartsWith("IntentContracts.", StringComparison.Ordinal) || Path.GetFileName(p) is "netstandard.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static CSharpCompilation Edit(CSharpCompilation compilation, int typesPerFile, int edit)
    {
        var old = compilation.SyntaxTrees[edit % Files];
        return compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(Source(typesPerFile, edit % Files, edit + 1), Parse, old.FilePath, Encoding.UTF8));
    }

    private static string Source(int types, int file, int edit)
    {
        var text = new StringBuilder($"using System;\nusing System.Threading.Tasks;\nusing IntentContracts;\n\nnamespace Shop.Area{file};\n");
        for (var type = 0; type < types; type++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n/// <summary>Keeps account {type}.</summary>\npublic sealed partial class Account{file}x{type}\n{{\n    public int Balance {{ get; private set; }}\n");
            for (var method = 0; method < 10 / types; method++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n    /// <summary>Takes money.</summary>\n    [Requires(\"amount > 0\"), Ensures(\"result >= 0\")]\n    public partial int Deposit{method}(int amount);\n\n");
                text.Append(CultureInfo.InvariantCulture, $"    private int Deposit{method}Core(int amount) => Balance += amount + {(type + method == 0 ? edit : 0)};\n");
            }

            for (var method = 0; method < 80 / types; method++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n    public int Compute{method}(int a, string b)\n    {{\n        var sum = a + b.Length;\n        for (var i = 0; i < {method}; i++)\n        {{\n            sum += Balance * i;\n        }}\n\n        return sum;\n    }}\n");
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    private static (double Milliseconds, double Megabytes) Time(Action run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        run();
        watch.Stop();
        return (watch.Elapsed.TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1048576.0);
    }

    private static double Quantile<T>(List<T> items, Func<T, double> value, double at) => items.Select(value).Order().ElementAt((int)(items.Count * at));

    private static bool IsOpen(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>The floor: looks at the same nodes, asks for the symbol of those that could be guarded, and writes nothing.</summary>
    private sealed class EmptyGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is TypeDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword) && type.Members.Any(IsOpen),
                static (c, ct) => c.SemanticModel.GetDeclaredSymbol((TypeDeclarationSyntax)c.Node, ct)?.Name),
            static (_, _) => { });
    }

#pragma warning disable CS8765 // NotNullWhen is in two assemblies whose internals this project sees
    /// <summary>The floor, and one small constant file for each node: what the driver itself does with files that have not changed.</summary>
    private sealed class ConstantGenerator : IIncrementalGenerator
    {
        private static readonly SourceText Text = SourceText.From("// constant", Encoding.UTF8);

        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is TypeDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword) && type.Members.Any(IsOpen),
                static (c, ct) => c.SemanticModel.GetDeclaredSymbol((TypeDeclarationSyntax)c.Node, ct)!.ToDisplayString()),
            static (c, name) => c.AddSource(name + ".g.cs", Text));
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values : AnalyzerConfigOptions
        {
            private readonly ImmutableDictionary<string, string> _values = ImmutableDictionary<string, string>.Empty.Add("build_property.ProjectDir", "/src/");

            public override bool TryGetValue(string key, out string value) => _values.TryGetValue(key, out value!);
        }
    }
}
