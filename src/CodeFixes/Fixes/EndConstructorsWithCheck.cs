using System.Collections.Immutable;
using IntentContracts.CodeFixes.Checks;
using IntentContracts.CodeFixes.Edits;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Fixes;

/// <summary>IC5006, an instance can be made without checking its invariants: ends the constructor with the check, or writes the one that the compiler writes otherwise.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EndConstructorsWithCheck))]
public sealed class EndConstructorsWithCheck : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleTable.ConstructorSkipsInvariants];

    private protected override string Title => $"Add '{IntentNames.EnsureInvariants}();'";

    private protected override Task<Changes?> FindAsync(EditContext context, Diagnostic diagnostic)
    {
        var changes = new Changes();
        var isDone = context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
        {
            ConstructorDeclarationSyntax constructor => WrittenConstructor.Add(context, constructor, changes),
            TypeDeclarationSyntax { ParameterList: not null } type => PrimaryConstructor.Add(context, type, changes),
            TypeDeclarationSyntax type => UnwrittenConstructor.Add(context, type, changes),
            _ => false,
        };
        return Task.FromResult(isDone ? changes : null);
    }
}
