using IntentContracts.CodeFixes.Edits;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Checks;

/// <summary>Checks at the end of a constructor and before each <c>return</c> of it.</summary>
internal static class WrittenConstructor
{
    private const string Check = IntentNames.EnsureInvariants + "();";

    public static bool Add(EditContext context, ConstructorDeclarationSyntax constructor, Changes changes)
    {
        if (constructor.ExpressionBody is { } arrow)
        {
            AddBlock(context, constructor, arrow, changes);
            return true;
        }

        if (constructor.Body is not { } body || body.CloseBraceToken.IsMissing)
        {
            return false;
        }

        foreach (var exit in body.DescendantNodes(n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).OfType<ReturnStatementSyntax>())
        {
            AddBefore(context, exit, changes);
        }

        if (context.Model.AnalyzeControlFlow(body) is { Succeeded: true, EndPointIsReachable: true } && !IsCheck(body.Statements.LastOrDefault()))
        {
            AddAtEnd(context, body, changes);
        }

        return true;
    }

    private static void AddBefore(EditContext context, ReturnStatementSyntax exit, Changes changes)
    {
        var indent = context.Indent(exit.SpanStart);
        var siblings = exit.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            _ => default,
        };
        if (siblings.Count > 0)
        {
            if (!IsCheck(siblings.ElementAtOrDefault(siblings.IndexOf(exit) - 1)))
            {
                var isOnOwnLine = Layout.IsFirstOnLine(context.Text, exit.SpanStart);
                changes.Insert(exit.SpanStart, Check + (isOnOwnLine ? context.NewLine + indent : " "));
            }
        }
        else if (Layout.IsFirstOnLine(context.Text, exit.SpanStart))
        {
            // The only statement of an if, on a line of its own: the braces stand where the if does.
            var step = Layout.Step(context.Text);
            var outer = indent.EndsWith(step, StringComparison.Ordinal) ? indent.Substring(0, indent.Length - step.Length) : indent;
            var line = context.Text.Lines.GetLineFromPosition(exit.SpanStart).Start;
            changes.Insert(line, outer + "{" + context.NewLine + indent + Check + context.NewLine);
            changes.Insert(context.Text.Lines.GetLineFromPosition(exit.Span.End).End, context.NewLine + outer + "}");
        }
        else
        {
            changes.Insert(exit.SpanStart, "{ " + Check + " ");
            changes.Insert(exit.Span.End, " }");
        }
    }

    private static void AddAtEnd(EditContext context, BlockSyntax body, Changes changes)
    {
        var close = body.CloseBraceToken.SpanStart;
        var indent = context.Indent(close);
        if (Layout.IsFirstOnLine(context.Text, close))
        {
            var line = context.Text.Lines.GetLineFromPosition(close).Start;
            var inner = body.Statements.LastOrDefault() is { } last && Layout.IsFirstOnLine(context.Text, last.SpanStart) ? context.Indent(last.SpanStart) : indent + Layout.Step(context.Text);
            changes.Insert(line, inner + Check + context.NewLine);
        }
        else
        {
            changes.Insert(close, (char.IsWhiteSpace(context.Text[close - 1]) ? "" : " ") + Check + " ");
        }
    }

    private static void AddBlock(EditContext context, ConstructorDeclarationSyntax constructor, ArrowExpressionClauseSyntax arrow, Changes changes)
    {
        var indent = context.Indent(constructor.GetFirstToken().SpanStart);
        var inner = indent + Layout.Step(context.Text);
        var head = arrow.ArrowToken.GetPreviousToken().Span.End;
        var gap = context.Text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(head, arrow.Expression.SpanStart));
        var comment = gap.Contains("/") ? gap.Replace("=>", "").Trim() : "";
        changes.Replace(
            Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(head, arrow.Expression.SpanStart),
            (comment.Length == 0 ? "" : " " + comment) + context.NewLine + indent + "{" + context.NewLine + inner);
        changes.Insert(constructor.SemicolonToken.Span.End, context.NewLine + inner + Check + context.NewLine + indent + "}");
    }

    private static bool IsCheck(StatementSyntax? statement) =>
        statement is ExpressionStatementSyntax
        {
            Expression: InvocationExpressionSyntax
            {
                Expression: IdentifierNameSyntax { Identifier.ValueText: IntentNames.EnsureInvariants } or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: IntentNames.EnsureInvariants },
                ArgumentList.Arguments.Count: 0,
            },
        };
}
