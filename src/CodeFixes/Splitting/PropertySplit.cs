using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Splitting;

internal static class PropertySplit
{
    public static bool Add(SplitTarget target, PropertyDeclarationSyntax property, Changes changes)
    {
        var body = (SyntaxNode?)property.AccessorList ?? property.ExpressionBody!;
        if (!Cut.IsPossible(target, body.SpanStart) || AccessorLists.HaveDirectives(property.AccessorList))
        {
            return false;
        }

        var core = CoreHead.Of(property, (IPropertySymbol)target.Symbol);
        DeclarationHead.Add(target, property.Type.SpanStart, changes);
        Cut.Add(
            target,
            property.Identifier.Span.End,
            body.SpanStart,
            " " + AccessorLists.Declared(property.AccessorList),
            [.. CoreAttributes.OnMember(target.Context, property.AttributeLists), core],
            changes);
        foreach (var accessor in property.AccessorList?.Accessors ?? [])
        {
            CoreAttributes.RemoveFromAccessor(target.Context, accessor, changes);
            foreach (var modifier in accessor.Modifiers.Where(m => SyntaxFacts.IsAccessibilityModifier(m.Kind())))
            {
                changes.Remove(Layout.WithBlanks(modifier));
            }
        }

        CallerNames.Add(target.Context, body, $"nameof({property.Identifier.Text})", changes);
        return true;
    }
}
