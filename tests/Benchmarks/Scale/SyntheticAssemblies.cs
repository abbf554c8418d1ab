using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace IntentContracts.Benchmarks.Scale;

/// <summary>The synthetic solution compiled in this process, with portable symbols; the program comes last.</summary>
internal static class SyntheticAssemblies
{
    private const string GlobalUsings = """
        global using System; global using System.Collections.Generic; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest);

    /// <summary>Writes the assemblies into a folder and returns their paths.</summary>
    public static IReadOnlyList<string> Write(IReadOnlyList<SyntheticProject> projects, string folder)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("IntentContracts.", StringComparison.Ordinal) || Path.GetFileName(path) == "IntentContracts.Attributes.dll")
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToList();
        var done = new Dictionary<string, MetadataReference>(StringComparer.Ordinal);
        var paths = new List<string>();
        foreach (var project in projects)
        {
            var trees = project.Files.Select(file => CSharpSyntaxTree.ParseText(file.Value, Parse, Path.Combine("/src", project.Name, file.Key), Encoding.UTF8))
                .Prepend(CSharpSyntaxTree.ParseText(GlobalUsings, Parse, Path.Combine("/src", project.Name, "Usings.cs"), Encoding.UTF8));
            var kind = project.IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
            var compilation = CSharpCompilation.Create(
                project.Name,
                trees,
                platform.Concat(project.References.Select(name => done[name])),
                new(kind, optimizationLevel: OptimizationLevel.Release, deterministic: true, nullableContextOptions: NullableContextOptions.Enable));
            var path = Path.Combine(folder, project.Name + ".dll");
            EmitResult result;
            using (var assembly = File.Create(path))
            using (var symbols = File.Create(Path.ChangeExtension(path, ".pdb")))
            {
                result = compilation.Emit(assembly, symbols, options: new(debugInformationFormat: DebugInformationFormat.PortablePdb));
            }

            if (!result.Success)
            {
                throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Take(5)));
            }

            done.Add(project.Name, MetadataReference.CreateFromFile(path));
            paths.Add(path);
        }

        return paths;
    }

    /// <summary>How many lines there are, blank ones included.</summary>
    public static int Lines(IReadOnlyList<SyntheticProject> projects) =>
        projects.SelectMany(project => project.Files.Values).Sum(text => text.Count(c => c == '\n') + 1);
}
