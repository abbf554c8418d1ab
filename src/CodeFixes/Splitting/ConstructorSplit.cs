using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Splitting;

/// <summary>The core of a constructor is a method: it cannot set what only a constructor may set, nor promise that a reference is not null.</summary>
internal static class ConstructorSplit
{
    public static bool Add(SplitTarget target, ConstructorDeclarationSyntax constructor, Changes changes)
    {
        var context = target.Context;
        var symbol = (IMethodSymbol)target.Symbol;
        var body = (SyntaxNode?)constructor.Body ?? constructor.ExpressionBody!;
        if (symbol.IsStatic || !Cut.IsPossible(target, body.SpanStart) || NeedsConstructor(context, target.Type, body))
        {
            return false;
        }

        DeclarationHead.Add(target, constructor.Identifier.SpanStart, changes);
        Cut.Add(target, constructor.ParameterList.Span.End, body.SpanStart, ";", [.. CoreAttributes.OnMember(context, constructor.AttributeLists), CoreHead.Of(context, constructor, symbol)], changes);
        CallerNames.Add(context, body, "\".ctor\"", changes);
        return true;
    }

    private static bool NeedsConstructor(EditContext context, INamedTypeSymbol type, SyntaxNode body) =>
        body.DescendantNodes().OfType<SimpleNameSyntax>().Any(name =>
            context.Model.GetSymbolInfo(name, context.Cancellation).Symbol is { IsStatic: false } symbol
            && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, type)
            && symbol switch
            {
                IFieldSymbol field => field.IsReadOnly || field.IsRequired || IsNotNull(field.Type),
                IPropertySymbol property => property.SetMethod is null or { IsInitOnly: true } || IsNotNull(property.Type),
                _ => false,
            }
            && IsWritten(name));

    private static bool IsNotNull(ITypeSymbol type) => type is { IsValueType: false, NullableAnnotation: NullableAnnotation.NotAnnotated };

    private static bool IsWritten(SimpleNameSyntax name)
    {
        ExpressionSyntax expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return expression.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == expression,
            ArgumentSyntax argument => argument.Parent is TupleExpressionSyntax || !argument.RefKindKeyword.IsKind(Microsoft.CodeAnalysis.CSharp.SyntaxKind.None),
            PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or RefExpressionSyntax => true,
            _ => false,
        };
    }
}
