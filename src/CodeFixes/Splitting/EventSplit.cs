using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Splitting;

internal static class EventSplit
{
    public static bool Add(SplitTarget target, EventDeclarationSyntax @event, Changes changes)
    {
        if (@event.AccessorList is not { } body
            || !Cut.IsPossible(target, body.SpanStart)
            || AccessorLists.HaveDirectives(body)
            || body.Accessors.Any(a => a.AttributeLists.Count > 0))
        {
            return false;
        }

        var core = CoreHead.Of(@event.Modifiers, @event.Type, (IEventSymbol)target.Symbol);
        DeclarationHead.Add(target, @event.EventKeyword.SpanStart, changes);
        Cut.Add(target, @event.Identifier.Span.End, body.SpanStart, ";", [.. CoreAttributes.OnMember(target.Context, @event.AttributeLists), core], changes);
        CallerNames.Add(target.Context, body, $"nameof({@event.Identifier.Text})", changes);
        return true;
    }

    /// <summary>The type raises such an event through its field, which belongs to the core now.</summary>
    public static async Task<bool> AddAsync(SplitTarget target, EventFieldDeclarationSyntax @event, Changes changes)
    {
        var symbol = (IEventSymbol)target.Symbol;
        var variable = @event.Declaration.Variables[0];
        var body = variable.Initializer?.SpanStart ?? @event.SemicolonToken.SpanStart;
        if (!Cut.IsPossible(target, body) || await References.InDocumentAsync(target.Context, symbol).ConfigureAwait(false) is not { } references)
        {
            return false;
        }

        var core = CoreHead.Of(@event.Modifiers, @event.Declaration.Type, symbol);
        DeclarationHead.Add(target, @event.EventKeyword.SpanStart, changes);
        Cut.Add(target, variable.Identifier.Span.End, body, ";", [.. CoreAttributes.OnMember(target.Context, @event.AttributeLists), core], changes);
        foreach (var name in references.Where(UsesField))
        {
            changes.Insert(name.Identifier.Span.End, Shared.IntentNames.CoreSuffix);
        }

        return true;
    }

    private static bool UsesField(SimpleNameSyntax name)
    {
        ExpressionSyntax expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        var isSubscription = expression.Parent is AssignmentExpressionSyntax assignment
            && assignment.Left == expression
            && assignment.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression;
        var isName = expression.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };
        return !isSubscription && !isName && !name.IsPartOfStructuredTrivia();
    }
}
