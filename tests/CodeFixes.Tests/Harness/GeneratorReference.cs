using System.Collections.Immutable;
using IntentContracts.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.CodeFixes.Tests;

/// <summary>The real generator, as a project of a workspace has it.</summary>
internal sealed class GeneratorReference : AnalyzerReference
{
    public override string FullPath => typeof(IntentGenerator).Assembly.Location;

    public override object Id => FullPath;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => [new IntentGenerator().AsSourceGenerator()];

    public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => GetGenerators(LanguageNames.CSharp);
}
