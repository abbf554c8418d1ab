using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// Reads how loud the user wants the rules that the build task reports: MSBuild honours neither <c>.editorconfig</c> nor <c>#pragma</c> for
/// what a task logs, so the compiler's view of both travels in the manifest. Only what is set explicitly is recorded.
/// </summary>
internal static class SeverityParser
{
    public static IReadOnlyList<string> RuleIds { get; } = [.. RuleTable.All.Where(r => r.Stage == RuleStage.Build).Select(r => r.Id)];

    public static CompilationSeverities OfCompilation(Compilation compilation, CancellationToken cancellationToken)
    {
        var options = compilation.Options;
        var found = new List<SeverityModel>();
        foreach (var id in RuleIds)
        {
            if ((options.SpecificDiagnosticOptions.TryGetValue(id, out var report)
                    || (options.SyntaxTreeOptionsProvider?.TryGetGlobalDiagnosticValue(id, cancellationToken, out report) ?? false))
                && Severity(report) is { } severity)
            {
                found.Add(new(id, "", severity));
            }
        }

        return new(found.ToEquatableArray(), options.GeneralDiagnosticOption == ReportDiagnostic.Error);
    }

    public static FileSeverities OfFile(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var tree = context.Node.SyntaxTree;
        var found = new List<SeverityModel>();
        if (context.SemanticModel.Compilation.Options.SyntaxTreeOptionsProvider is { } provider)
        {
            foreach (var id in RuleIds)
            {
                if (provider.TryGetDiagnosticValue(tree, id, cancellationToken, out var report) && Severity(report) is { } severity)
                {
                    found.Add(new(id, tree.FilePath, severity));
                }
            }
        }

        return new(tree.FilePath, found.ToEquatableArray(), PragmaParser.Parse(context.Node, cancellationToken));
    }

    private static RuleSeverity? Severity(ReportDiagnostic report) => report switch
    {
        ReportDiagnostic.Error => RuleSeverity.Error,
        ReportDiagnostic.Warn => RuleSeverity.Warning,
        ReportDiagnostic.Info or ReportDiagnostic.Hidden => RuleSeverity.Note,
        ReportDiagnostic.Suppress => RuleSeverity.None,
        _ => null,
    };
}
