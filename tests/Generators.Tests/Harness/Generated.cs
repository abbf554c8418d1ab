using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntentContracts.Tests.Generators;

/// <summary>What the generator made of a compilation.</summary>
internal sealed record Generated(CSharpCompilation Compilation, ImmutableArray<GeneratedSourceResult> Sources)
{
    /// <summary>Guard files and manifest, without the marker file.</summary>
    public IEnumerable<string> HintNames => Sources.Select(s => s.HintName).Where(n => !n.Contains("read-me", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public string File(string hintName) => Sources.Single(s => s.HintName == hintName).SourceText.ToString();

    public IReadOnlyList<string> Problems() =>
        [.. Compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];

    /// <summary>Compiles, loads and runs <c>public static Task&lt;string&gt; Scenario.Run()</c>.</summary>
    public async Task<string> RunAsync()
    {
        Assert.Empty(Problems());
        using var image = new MemoryStream();
        var emitted = Compilation.WithAssemblyName("Shop" + Guid.NewGuid().ToString("N")).Emit(image);
        Assert.Empty(emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        var run = Assembly.Load(image.ToArray()).GetType("Scenario", throwOnError: true)!.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!;
        return await (Task<string>)run.Invoke(null, null)!;
    }
}
