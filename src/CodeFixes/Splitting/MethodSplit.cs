using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Splitting;

internal static class MethodSplit
{
    public static bool Add(SplitTarget target, MethodDeclarationSyntax method, Changes changes)
    {
        var symbol = (IMethodSymbol)target.Symbol;
        var body = (SyntaxNode?)method.Body ?? method.ExpressionBody!;
        if (!Cut.IsPossible(target, body.SpanStart))
        {
            return false;
        }

        var head = method.ConstraintClauses.Count > 0 ? method.ConstraintClauses.Span.End : method.ParameterList.Span.End;
        DeclarationHead.Add(target, method.ReturnType.SpanStart, changes);
        Cut.Add(target, head, body.SpanStart, ";", [.. CoreAttributes.OnMember(target.Context, method.AttributeLists), CoreHead.Of(target.Context, method, symbol)], changes);
        CallerNames.Add(target.Context, body, $"nameof({method.Identifier.Text})", changes);
        return true;
    }
}
