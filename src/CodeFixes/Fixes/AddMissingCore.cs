using System.Collections.Immutable;
using IntentContracts.CodeFixes.Edits;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Fixes;

/// <summary>IC5005, a guarded member has no core: writes one that throws until somebody fills it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddMissingCore))]
public sealed class AddMissingCore : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleTable.CoreMissing];

    private protected override string Title => "Add the core";

    private protected override Task<Changes?> FindAsync(EditContext context, Diagnostic diagnostic)
    {
        Changes? changes = null;
        if (context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is { Parent: TypeDeclarationSyntax } member
            && MemberParser.IsOpen(member)
            && EmptyCore.Of(context, member) is { Count: > 0 } cores)
        {
            changes = new();
            var indent = context.Indent(member.GetFirstToken().SpanStart);
            changes.Insert(member.Span.End, string.Concat(cores.Select(core => context.NewLine + context.NewLine + indent + core)));
        }

        return Task.FromResult(changes);
    }
}
