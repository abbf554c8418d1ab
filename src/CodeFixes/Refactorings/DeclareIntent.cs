using IntentContracts.CodeFixes.Edits;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Refactorings;

/// <summary>
/// Declares the decision that the build asks for, with the reason left to the human: an empty one is an error (IC0003), so that the attribute alone does not pass.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(DeclareIntent))]
public sealed class DeclareIntent : CodeRefactoringProvider
{
    // Where a NavigationAnnotation, which Roslyn keeps to itself, would put the caret; an editor that does not know it ignores it.
    private static readonly SyntaxAnnotation s_caret = new("CodeAction_Navigation");

    private static readonly string[] s_onRepetition = [IntentNames.Idempotent, IntentNames.NaturallyIdempotent, IntentNames.NotIdempotent];
    private static readonly string[] s_onCommits = [IntentNames.TransactionBoundary, IntentNames.NoTransaction];

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await Caret.OfAsync(context).ConfigureAwait(false) is not { Member: MethodDeclarationSyntax method } caret
            || caret.Context.Model.GetDeclaredSymbol(method, context.CancellationToken) is not { } symbol)
        {
            return;
        }

        var offered = new List<string>();
        if (!s_onRepetition.Any(i => IntentAttributes.Has(symbol, i)))
        {
            offered.AddRange([IntentNames.NaturallyIdempotent, IntentNames.NotIdempotent]);
        }

        if (!s_onCommits.Any(i => IntentAttributes.Has(symbol, i)))
        {
            offered.Add(IntentNames.NoTransaction);
        }

        if (offered.Count > 0)
        {
            var actions = offered.Select(i => CodeAction.Create(
                $"[{IntentAttributes.ShortName(i)}(\"…\")]", c => DeclareAsync(caret.Context, method, i, c), nameof(DeclareIntent) + IntentAttributes.ShortName(i)));
            context.RegisterRefactoring(CodeAction.Create("Declare an intent", [.. actions], isInlinable: false));
        }
    }

    private static async Task<Document> DeclareAsync(EditContext context, MethodDeclarationSyntax method, string intent, CancellationToken cancellation)
    {
        var name = IntentAttributes.ShortName(intent);
        var isInScope = context.Model.LookupNamespacesAndTypes(method.SpanStart, name: name + "Attribute").Any(s => s is INamedTypeSymbol type && IntentAttributes.IsNamed(type, intent));
        var attribute = (isInScope ? "" : "global::" + IntentNames.Namespace + ".") + name + "(\"\")";

        // Before what declares the method, behind the attributes that it has.
        var first = method.AttributeLists.Count == 0 ? method.GetFirstToken() : method.AttributeLists.Last().GetLastToken().GetNextToken();
        var isOnOwnLine = Layout.IsFirstOnLine(context.Text, first.SpanStart);
        var changes = new Changes();
        changes.Insert(first.SpanStart, $"[{attribute}]" + (isOnOwnLine ? context.NewLine + context.Indent(first.SpanStart) : " "));

        var changed = context.With(changes);
        var root = await changed.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root?.FindToken(first.SpanStart).Parent?.FirstAncestorOrSelf<AttributeListSyntax>() is not { } list)
        {
            return changed;
        }

        var reason = list.Attributes[0].ArgumentList!.Arguments[0];
        return changed.WithSyntaxRoot(root.ReplaceNode(
            reason,
            reason.WithAdditionalAnnotations(WarningAnnotation.Create($"Say why: without a reason this is {RuleTable.ReasonMissing}."), s_caret)));
    }
}
