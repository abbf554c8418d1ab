using System.Text;
using IntentContracts.Generators.Guards;
using IntentContracts.Generators.Manifests;
using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.Generators;

/// <summary>
/// Writes a guard around each member that declares one, and the manifest that tells the build task what the compiler knew. Silent on input
/// that it refuses: the analyzers of this assembly run the same parsing and say why, wherever the compiler lets them run.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class IntentGenerator : IIncrementalGenerator
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static c => c.AddSource(GuardFolder.MarkerHint, Text(GuardFolder.MarkerText)));

        // Parsing → Model
        var before = new ParsedBefore();
        var parts = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => PartParser.IsCandidate(node), before.Part).WithTrackingName(Steps.Parts)
            .Where(static p => p is not null).Select(static (p, _) => p!);
        var guards = parts.Select(static (p, _) => p.Part).WithTrackingName(Steps.Guards);
        var entries = parts.Select(static (p, _) => p.Entries).WithTrackingName(Steps.Entries);
        var modes = context.AnalyzerConfigOptionsProvider.Select(static (o, _) => ModesParser.Parse(o)).WithTrackingName(Steps.Modes);
        var folder = context.CompilationProvider.Select(static (c, ct) => GuardFolder.Of(c, ct)).WithTrackingName(Steps.GuardFolder);
        var sharedNames = guards.Select(static (g, _) => g.HintName).Collect()
            .Select(static (names, _) => FileNames.Shared(names)).WithTrackingName(Steps.SharedNames);

        // Model → Guards
        context.RegisterSourceOutput(
            guards.Combine(folder).Combine(sharedNames).Combine(modes),
            static (c, input) =>
            {
                var (((part, folder), sharedNames), modes) = input;
                foreach (var (name, text) in GuardFile.Write(part, folder, modes))
                {
                    c.AddSource(FileNames.Of(part, sharedNames, name), Text(text));
                }
            });

        var unreachable = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => UnreachableParser.IsCandidate(node), static (c, ct) => UnreachableParser.Parse(c, ct)).WithTrackingName(Steps.Unreachable);
        context.RegisterSourceOutput(
            unreachable,
            static (c, member) =>
            {
                if (member is not null)
                {
                    c.ReportDiagnostic(UnreachableParser.Refusal(member));
                }
            });

        // Model → Manifest
        var vocabulary = context.CompilationProvider.Select(static (c, _) => IntentAttributes.AreReferenced(c)).WithTrackingName(Steps.Vocabulary);
        var intents = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => IntentParser.IsDeclaration(node), before.Intents)
            .Where(static i => i is not null).Select(static (i, _) => i!).Collect().WithTrackingName(Steps.Intents);
        var severities = context.CompilationProvider.Select(static (c, ct) => SeverityParser.OfCompilation(c, ct)).WithTrackingName(Steps.Severities);
        var fileSeverities = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is CompilationUnitSyntax && !GuardFolder.IsMarker(node.SyntaxTree.FilePath), before.Severities)
            .WithTrackingName(Steps.FileSeverities);
        var projectFolder = context.AnalyzerConfigOptionsProvider.Select(static (o, _) => ProjectFolder.Of(o)).WithTrackingName(Steps.ProjectFolder);
        var manifest = intents.Combine(entries.Collect()).Combine(severities).Combine(fileSeverities.Collect()).Combine(projectFolder).Combine(vocabulary).Combine(modes)
            .Select(static (input, _) =>
            {
                var ((((((intents, entries), severities), files), folder), isReferenced), modes) = input;
                return isReferenced ? ManifestFile.Write(intents, entries, severities, files, folder, modes) : "";
            })
            .WithTrackingName(Steps.Manifest);
        context.RegisterImplementationSourceOutput(
            manifest,
            static (c, text) =>
            {
                if (text.Length > 0)
                {
                    c.AddSource(ManifestFile.HintName, Text(text));
                }
            });
    }

    private static SourceText Text(string text) => SourceText.From(text, Utf8);
}
