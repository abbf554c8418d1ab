using Microsoft.CodeAnalysis;

namespace IntentContracts.Analysis.Tests.Corpus;

/// <summary>Compiles sources of the corpus and runs the check over them.</summary>
internal static class CorpusCheck
{
    private static readonly Dictionary<string, Lazy<IReadOnlyList<string>>> s_runs = new(StringComparer.Ordinal)
    {
        ["debug"] = new(() => Run(CorpusSource.All, CompileAs.Debug)),
        ["release"] = new(() => Run(CorpusSource.All, CompileAs.Release)),
        ["release, embedded symbols"] = new(() => Run(CorpusSource.All, CompileAs.Release with { EmbedSymbols = true })),
    };

    /// <summary>What is reported of the whole corpus, as <c>/src/App/Blocking/Tasks.cs(12): IC3001</c>, with the messages behind a tab.</summary>
    public static IReadOnlyList<string> Of(string configuration) => s_runs[configuration].Value;

    private static IReadOnlyList<string> Run(CorpusSource source, CompileAs how)
    {
        var folder = Directory.CreateTempSubdirectory("intent-corpus-").FullName;
        try
        {
            var library = Compiled.Assembly(how, "Corpus.Library", source.Library);
            var app = Compiled.Assembly(how, "Corpus", source.App, library);
            var result = IntentCheck.Run(new CheckOptions
            {
                Project = "Corpus",
                ProjectFile = "/src/App/Corpus.csproj",
                SourceRoot = CorpusSource.Folder,
                PathRewrites = [new(CorpusSource.Folder, "/src")],
                Assembly = new(app.WriteTo(folder), "/src/App"),
                OwnReferences = [new OwnAssembly(library.WriteTo(folder), "/src/Library")],
                Scope = CheckScope.All,
                IsProgram = true,
                Today = new DateTime(2026, 11, 23),
            });
            return [.. result.Diagnostics.Select(d => $"{d.File.Replace(CorpusSource.Folder, "/src", StringComparison.Ordinal).Replace('\\', '/')}({d.Line}): {d.RuleId}\t{d.Message}")];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
