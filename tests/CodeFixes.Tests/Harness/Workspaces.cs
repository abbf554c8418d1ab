using System.Collections.Immutable;
using IntentContracts.Generators;
using IntentContracts.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Tests;

/// <summary>Solutions as an editor has them: real references, the real generator, the real analyzers.</summary>
internal static class Workspaces
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Runtime.CompilerServices;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using IntentContracts;

        """;

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var n && (n.StartsWith("System.", StringComparison.Ordinal) || n is "Microsoft.CSharp.dll" or "mscorlib.dll" or "netstandard.dll"))
            .Select(p => MetadataReference.CreateFromFile(p)),
        MetadataReference.CreateFromFile(typeof(IdempotentAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(IntentGuards).Assembly.Location),
    ];

    /// <summary>Files named <c>File1.cs</c> and on.</summary>
    public static Project Project(params string[] sources) => Files([.. sources.Select((s, i) => ($"/src/File{i + 1}.cs", s))]);

    public static Project Files(params (string Path, string Text)[] files)
    {
        var workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Shop",
            "Shop",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true),
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse),
            metadataReferences: s_references,
            analyzerReferences: [new AnalyzerFileReference(typeof(IntentGenerator).Assembly.Location, new LoadedAssemblies())]));
        foreach (var (path, text) in files.Append(("/src/Usings.cs", Usings)))
        {
            project = project.AddDocument(Path.GetFileName(path), SourceText.From(text), filePath: path).Project;
        }

        return project;
    }

    public static async Task<IReadOnlyList<Diagnostic>> FindingsAsync(Project project) =>
        [
            .. (await (await project.GetCompilationAsync())!
                .WithAnalyzers([new GuardsMustHold(), new ConstructorsMustEnsureInvariants(), new TransitionsMustFit()])
                .GetAnalyzerDiagnosticsAsync())
                .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start),
        ];

    /// <summary>What the compiler and our analyzers say, warnings included.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        return
        [
            .. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Concat(await FindingsAsync(project)).Select(d => d.ToString()),
        ];
    }

    public static async Task<string> TextAsync(Project project, string name = "File1.cs") =>
        (await project.Documents.Single(d => d.Name == name).GetTextAsync()).ToString();
}
