using System.Collections.Immutable;
using IntentContracts.Analysis.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.Analysis.Tests;

/// <summary>How a snippet is compiled.</summary>
internal sealed record CompileAs
{
    public static CompileAs Debug { get; } = new();

    public static CompileAs Release { get; } = new() { Optimization = OptimizationLevel.Release };

    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Debug;

    public bool EmbedSymbols { get; init; }

    public OutputKind Kind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Whether our generator writes its shells and manifest; the value is the project's IntentGuards.</summary>
    public string? Guards { get; init; }
}

/// <summary>A snippet compiled in memory against the running framework, the attributes, and other snippets.</summary>
internal sealed class Compiled
{
    private static readonly ImmutableArray<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private Compiled(CSharpCompilation compilation, byte[] image, byte[]? pdb)
    {
        Compilation = compilation;
        Image = image;
        Pdb = pdb;
    }

    public CSharpCompilation Compilation { get; }

    public string Name => Compilation.AssemblyName!;

    public byte[] Image { get; }

    /// <summary>Null when the symbols are embedded.</summary>
    public byte[]? Pdb { get; }

    /// <summary>Debug, portable PDB beside it; the document is called <c>/src/Name.cs</c>.</summary>
    public static Compiled Assembly(string name, string source, params Compiled[] references) =>
        Assembly(CompileAs.Debug, name, source, references);

    public static Compiled Assembly(CompileAs how, string name, string source, params Compiled[] references) =>
        Assembly(how, name, [($"/src/{name}.cs", source)], references);

    /// <param name="sources">Paths and texts of the files.</param>
    public static Compiled Assembly(CompileAs how, string name, IReadOnlyList<(string Path, string Text)> sources, params Compiled[] references)
    {
        // An encoding is what makes Roslyn emit sequence points for text that is in no file.
        var trees = sources.Select(s => CSharpSyntaxTree.ParseText(
            SourceText.From(s.Text, System.Text.Encoding.UTF8, SourceHashAlgorithm.Sha256), new CSharpParseOptions(LanguageVersion.Preview), s.Path));
        var compilation = CSharpCompilation.Create(
            name,
            [.. trees, CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;", new CSharpParseOptions(LanguageVersion.Preview))],
            [.. Platform, .. references.Select(r => MetadataReference.CreateFromImage(r.Image))],
            new CSharpCompilationOptions(
                how.Kind,
                optimizationLevel: how.Optimization,
                allowUnsafe: true,
                deterministic: true,
                nullableContextOptions: NullableContextOptions.Enable));
        if (how.Guards is not null)
        {
            compilation = WithGuards(compilation, how.Guards);
        }

        using var image = new MemoryStream();
        using var pdb = new MemoryStream();
        var format = how.EmbedSymbols ? DebugInformationFormat.Embedded : DebugInformationFormat.PortablePdb;
        var result = compilation.Emit(image, how.EmbedSymbols ? null : pdb, options: new EmitOptions(debugInformationFormat: format));
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error)));
        }

        return new(compilation, image.ToArray(), how.EmbedSymbols ? null : pdb.ToArray());
    }

    private static CSharpCompilation WithGuards(CSharpCompilation compilation, string guards)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new IntentContracts.Generators.IntentGenerator().AsSourceGenerator()],
            optionsProvider: new ProjectOptions(guards),
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: false, baseDirectory: "/src/obj/generated"));
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return (CSharpCompilation)output;
    }

    /// <summary>What the analysis reads in it.</summary>
    public AssemblyFacts Facts() => FactsReader.Read(Image, Pdb, Name + ".dll");

    /// <summary>Writes <c>Name.dll</c> and <c>Name.pdb</c>; returns the dll's path.</summary>
    public string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Name + ".dll");
        File.WriteAllBytes(path, Image);
        if (Pdb is not null)
        {
            File.WriteAllBytes(Path.ChangeExtension(path, ".pdb"), Pdb);
        }

        return path;
    }
}
