using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace IntentContracts.Tests.Generators.Contract;

/// <summary>All scenarios in one assembly for each way to build them: compiling is what takes the time.</summary>
internal static class ContractBuild
{
    private static readonly ConcurrentDictionary<(Guarding, OptimizationLevel), Lazy<Assembly>> Built = new();

    /// <summary>Names and texts of the scenarios' files.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files { get; } =
    [
        .. typeof(ContractBuild).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("Scenarios/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => ("/src/" + n, Read(n))),
        ("/src/Boxes.cs", Boxes.Source()),
    ];

    /// <summary>The classes that expect something, by syntax: compiling them is left to the tests.</summary>
    public static IEnumerable<string> Scenarios() =>
        from file in Files
        from type in CSharpSyntaxTree.ParseText(file.Text, Compile.ParseOptions).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
        where type.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() == "Expects")
        select type.Identifier.Text;

    public static Assembly Of(Guarding guarding, OptimizationLevel level) =>
        Built.GetOrAdd((guarding, level), static key => new(() => Build(key.Item1, key.Item2))).Value;

    private static Assembly Build(Guarding guarding, OptimizationLevel level)
    {
        var compilation = Compile.Files([.. Files]);
        compilation = compilation
            .WithOptions(compilation.Options.WithOptimizationLevel(level))
            .WithAssemblyName($"Contract.{guarding}.{level}");
        if (guarding == Guarding.None)
        {
            compilation = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(Twin.Of));
        }
        else
        {
            compilation = Compile.Generate(compilation, new Options(("build_property.ProjectDir", "/src/"), ("build_property.IntentGuards", guarding.ToString()))).Compilation;
        }

        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.True(emitted.Success && !emitted.Diagnostics.Any(d => d.Severity >= DiagnosticSeverity.Warning), string.Join("\n", emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(9)));
        return Assembly.Load(image.ToArray(), symbols.ToArray());
    }

    private static string Read(string name)
    {
        using var stream = typeof(ContractBuild).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>What becomes of the guards of a program.</summary>
public enum Guarding
{
    /// <summary>The twin without intents.</summary>
    None,
    Off,
    Observe,
    Enforce,
}
