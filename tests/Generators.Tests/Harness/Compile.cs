using System.Collections.Immutable;
using System.Text;
using IntentContracts.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Tests.Generators;

/// <summary>Compilations as a user's project has them: against the shared framework and the real runtime.</summary>
internal static class Compile
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using IntentContracts;

        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var n && (n.StartsWith("System.", StringComparison.Ordinal) || n is "Microsoft.CSharp.dll" or "mscorlib.dll" or "netstandard.dll" or "Microsoft.Extensions.Logging.Abstractions.dll"))
            .Select(p => MetadataReference.CreateFromFile(p)),
        MetadataReference.CreateFromFile(typeof(IdempotentAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(IntentGuards).Assembly.Location),
    ];

    /// <summary>Files named <c>/src/File1.cs</c> and on, unless they come with a path.</summary>
    public static CSharpCompilation Sources(params string[] sources) =>
        Files([.. sources.Select((s, i) => ($"/src/File{i + 1}.cs", s))]);

    public static CSharpCompilation Files(params (string Path, string Text)[] files) => CSharpCompilation.Create(
        "Shop",
        files.Append(("/src/Usings.cs", Usings)).Select(f => CSharpSyntaxTree.ParseText(f.Item2, ParseOptions, f.Item1, Encoding.UTF8)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true, deterministic: true));

    /// <summary>A driver that records why each step ran, with the options that MSBuild would hand it.</summary>
    public static CSharpGeneratorDriver Driver(AnalyzerConfigOptionsProvider? options = null, string folder = "/src/obj/generated") => CSharpGeneratorDriver.Create(
        [new IntentGenerator().AsSourceGenerator()],
        optionsProvider: options ?? new Options(("build_property.ProjectDir", "/src/")),
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true, baseDirectory: folder));

    public static Generated Generate(CSharpCompilation compilation, AnalyzerConfigOptionsProvider? options = null)
    {
        var driver = Driver(options).RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return new((CSharpCompilation)output, [.. result.GeneratedSources]);
    }

    public static Generated Generate(params string[] sources) => Generate(Sources(sources));
}
