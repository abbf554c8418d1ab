using IntentContracts.CodeFixes.Merging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Refactorings;

/// <summary>
/// Undoes a split. An intent that is left without its guard is an error (IC0004), so that nobody loses one unawares; taking the intents away as well is an action of its own.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(MergeCoreBack))]
public sealed class MergeCoreBack : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await Caret.OfAsync(context).ConfigureAwait(false) is not { } caret
            || await MergeTarget.OfAsync(caret.Context, caret.Member).ConfigureAwait(false) is not { } target)
        {
            return;
        }

        Register("Merge core back", withoutGuards: false);
        if (caret.Member.DescendantNodes().OfType<AttributeSyntax>().Any(a => MemberMerge.IsGuard(caret.Context, a)))
        {
            Register("Merge core back and remove its guards", withoutGuards: true);
        }

        void Register(string title, bool withoutGuards)
        {
            if (MemberMerge.Of(target, withoutGuards) is { } changes)
            {
                context.RegisterRefactoring(CodeAction.Create(title, _ => Task.FromResult(caret.Context.With(changes)), nameof(MergeCoreBack) + withoutGuards));
            }
        }
    }
}
