using IntentContracts.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Tests.Generators;

/// <summary>Runs generator and analyzers as the compiler does, and compares what they say.</summary>
internal static class Refuses
{
    public static async Task<IReadOnlyList<Diagnostic>> AllAsync(Generated generated) =>
        [
            .. (await generated.Compilation
                .WithAnalyzers([new GuardsMustHold(), new ConstructorsMustEnsureInvariants(), new TransitionsMustFit()])
                .GetAnalyzerDiagnosticsAsync())
                .OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal),
        ];

    /// <summary>Expects one diagnostic at each mark, all of one rule; the first with this message.</summary>
    public static async Task WithAsync(string rule, string message, string marked)
    {
        var source = Marked.Parse(marked);
        var generated = Compile.Generate(source.Source);
        var said = await AllAsync(generated);
        Assert.Equal(source.Spans.Select(s => (rule, s)), said.Select(d => (d.Id, d.Location.SourceSpan)));
        Assert.Equal(message, said[0].GetMessage(null));
        Assert.All(said, d => Assert.DoesNotContain('\n', d.GetMessage(null)));

        // Without declaration errors, or the compiler stops before it runs an analyzer and the user never sees ours.
        Assert.DoesNotContain(generated.Compilation.GetDeclarationDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>As <see cref="WithAsync"/>; and the member that is refused runs nothing, whatever becomes of the rule.</summary>
    public static async Task ShapeAsync(string shape, string rule, string message, string marked)
    {
        await WithAsync(rule, message, marked);
        var generated = Compile.Generate(Marked.Parse(marked).Source);
        foreach (var file in generated.HintNames.Where(n => n.StartsWith("Guards/", StringComparison.Ordinal) && rule is not ("IC2005" or "IC1603")))
        {
            Assert.True(generated.File(file).Contains($"There is no guard here: {rule} at the declaration says why.", StringComparison.Ordinal), shape + ": " + generated.File(file));
        }
    }

    public static async Task NothingAsync(params string[] sources)
    {
        var generated = Compile.Generate(sources);
        Assert.Empty((await AllAsync(generated)).Select(d => d.ToString()));
        Assert.Empty(generated.Problems());
    }
}
