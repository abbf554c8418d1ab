using System.Collections.Immutable;
using IntentContracts.CodeFixes.Edits;
using IntentContracts.CodeFixes.Splitting;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Fixes;

/// <summary>IC0004, an intent guards nothing because its member is not partial: splits the member into declaration and core.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeMemberGuarded))]
public sealed class MakeMemberGuarded : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleTable.TargetCannotHold];

    private protected override string Title => "Make guarded";

    private protected override async Task<Changes?> FindAsync(EditContext context, Diagnostic diagnostic)
    {
        var place = diagnostic.Location.SourceSpan;
        return context.Root.FindNode(place).FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not BaseTypeDeclarationSyntax
            && Members.PlaceOf(member) == place
            ? await MemberSplit.OfAsync(context, member).ConfigureAwait(false)
            : null;
    }
}
