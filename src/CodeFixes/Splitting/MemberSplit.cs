using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Splitting;

/// <summary>Splits an ordinary member into the declaration that the generator guards and the core that holds the body.</summary>
internal static class MemberSplit
{
    /// <summary>Null when there is nothing to split, or the result would not mean the same.</summary>
    public static async Task<Changes?> OfAsync(EditContext context, MemberDeclarationSyntax member)
    {
        if (SplitTarget.Of(context, member) is not { } target
            || await References.IsOverriddenAsync(context, target.Symbol).ConfigureAwait(false))
        {
            return null;
        }

        var changes = new Changes();
        var isDone = member switch
        {
            MethodDeclarationSyntax method => MethodSplit.Add(target, method, changes),
            PropertyDeclarationSyntax property => PropertySplit.Add(target, property, changes),
            IndexerDeclarationSyntax indexer => IndexerSplit.Add(target, indexer, changes),
            ConstructorDeclarationSyntax constructor => ConstructorSplit.Add(target, constructor, changes),
            EventDeclarationSyntax @event => EventSplit.Add(target, @event, changes),
            EventFieldDeclarationSyntax @event => await EventSplit.AddAsync(target, @event, changes).ConfigureAwait(false),
            _ => false,
        };
        return isDone ? changes : null;
    }
}
