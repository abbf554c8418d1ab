using IntentContracts.CodeFixes.Splitting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace IntentContracts.CodeFixes.Refactorings;

/// <summary>Splits an ordinary member into declaration and core, where an intent, a contract or the type's invariants ask for a guard.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(MakeGuarded))]
public sealed class MakeGuarded : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await Caret.OfAsync(context).ConfigureAwait(false) is { } caret
            && SplitTarget.Of(caret.Context, caret.Member)?.AsksForGuard() == true
            && await MemberSplit.OfAsync(caret.Context, caret.Member).ConfigureAwait(false) is { } changes)
        {
            context.RegisterRefactoring(CodeAction.Create("Make guarded", _ => Task.FromResult(caret.Context.With(changes)), nameof(MakeGuarded)));
        }
    }
}
