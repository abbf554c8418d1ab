using System.Collections.Immutable;
using IntentContracts.CodeFixes.Edits;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Fixes;

/// <summary>IC0004, a generated file cannot add to a type: makes it and the types around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeTypePartial))]
public sealed class MakeTypePartial : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleTable.TargetCannotHold];

    private protected override string Title => "Make the type partial";

    private protected override Task<Changes?> FindAsync(EditContext context, Diagnostic diagnostic)
    {
        // On an attribute or name of the type, or on a member that is partial already: one that is not has a fix of its own, which does this as well.
        if (context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member
            || (member is not TypeDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.PartialKeyword))
            || !PartialTypes.AreMissing(member))
        {
            return Task.FromResult<Changes?>(null);
        }

        var changes = new Changes();
        PartialTypes.Add(member, changes);
        return Task.FromResult<Changes?>(changes);
    }
}
