using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// Finds types whose cores call nobody. Nobody can then be inside one of their objects twice in one flow, and a shell checks its exit without asking who else is there.
/// </summary>
internal static class LeafCores
{
    /// <summary>Whether every core of every part of the type is a leaf, and no class above or below it has others.</summary>
    public static bool AreAll(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type is not { TypeKind: TypeKind.Class, IsSealed: true } || !type.GetMembers("Task").IsEmpty || !type.GetMembers("ValueTask").IsEmpty || InvariantParser.BaseIsGuarded(type))
        {
            return false;
        }

        foreach (var member in type.GetMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsOpen(member) && !Cores(type, member).All(core => IsLeaf(type, core)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOpen(ISymbol member) => member switch
    {
        IMethodSymbol { AssociatedSymbol: null } method => method.IsPartialDefinition,
        IPropertySymbol property => property.IsPartialDefinition,
        IEventSymbol @event => @event.DeclaringSyntaxReferences.Any(r => r.GetSyntax().FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)),
        _ => false,
    };

    // All of the name: an overload that is no core does not matter enough to look closer.
    private static IEnumerable<ISymbol> Cores(INamedTypeSymbol type, ISymbol member) => member is IPropertySymbol { IsIndexer: true }
        ? type.GetMembers("GetItem" + IntentNames.CoreSuffix).Concat(type.GetMembers("SetItem" + IntentNames.CoreSuffix))
        : type.GetMembers(Parsing.Cores.NameOf(member));

    private static bool IsLeaf(INamedTypeSymbol type, ISymbol core) => core switch
    {
        IFieldSymbol => true,
        IMethodSymbol { IsAsync: false } method => method.DeclaringSyntaxReferences.All(r => r.GetSyntax() is MethodDeclarationSyntax syntax && IsLeaf(type, method, syntax.Body, syntax.ExpressionBody)),
        IPropertySymbol property => property.DeclaringSyntaxReferences.All(r => r.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } list }
            && list.Accessors.All(a => (a.Body is null && a.ExpressionBody is null) || (property.SetMethod is { } set && IsLeaf(type, set, a.Body, a.ExpressionBody)))),
        IEventSymbol @event => @event.DeclaringSyntaxReferences.All(r => r.GetSyntax() is VariableDeclaratorSyntax),
        _ => false,
    };

    private static bool IsLeaf(INamedTypeSymbol type, IMethodSymbol core, BlockSyntax? body, ArrowExpressionClauseSyntax? expression)
    {
        if (!HandsOut(core.ReturnType))
        {
            return false;
        }

        var code = new SimpleCode(type, [.. core.Parameters.Select(p => (p.Name, (ITypeSymbol?)p.Type))], mayThrow: true);
        return expression is not null ? IsLeaf(code, expression.Expression) : body is not null && IsLeaf(code, body);
    }

    // Nothing that is converted on the way out, or made by a constructor of the user's.
    private static bool HandsOut(ITypeSymbol result) =>
        result.SpecialType == SpecialType.System_Void || SimpleCode.IsSimple(result)
        || (result is INamedTypeSymbol { ContainingNamespace: { } space } task && task.Name is "Task" or "ValueTask" && space.ToDisplayString() == "System.Threading.Tasks"
            && ((INamedTypeSymbol)result).TypeArguments.All(SimpleCode.IsSimple));

    private static bool IsLeaf(SimpleCode code, StatementSyntax statement)
    {
        switch (statement)
        {
            case BlockSyntax block:
                return block.Statements.All(s => IsLeaf(code, s));
            case EmptyStatementSyntax:
                return true;
            case ExpressionStatementSyntax { Expression: var expression }:
                return IsLeaf(code, expression);
            case ReturnStatementSyntax { Expression: var result }:
                return result is null || IsLeaf(code, result);
            case IfStatementSyntax choice:
                return code.IsSimple(choice.Condition) && IsLeaf(code, choice.Statement) && (choice.Else is null || IsLeaf(code, choice.Else.Statement));
            case ThrowStatementSyntax { Expression: ObjectCreationExpressionSyntax { Initializer: null, Type: IdentifierNameSyntax { Identifier.ValueText: var name } } made }:
                return name is "ArgumentException" or "ArgumentOutOfRangeException" or "InvalidOperationException" or "NotSupportedException"
                    && (made.ArgumentList?.Arguments.All(a => code.IsSimple(a.Expression) || IsNameOf(a.Expression)) ?? true);
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration: { Type: PredefinedTypeSyntax or IdentifierNameSyntax { IsVar: true } } declaration }:
                foreach (var variable in declaration.Variables)
                {
                    if (variable.ArgumentList is not null || variable.Initializer is not { Value: var value } || !IsNumber(code, value))
                    {
                        return false;
                    }

                    code.Declare(variable.Identifier.ValueText);
                }

                return true;
            default:
                return false;
        }
    }

    // What a core does or returns: an assignment, a simple value, a task that has ended.
    private static bool IsLeaf(SimpleCode code, ExpressionSyntax expression) => expression switch
    {
        AssignmentExpressionSyntax { Left: var left, Right: var right } => code.IsName(left, SimpleCode.IsSimple) && (right is AssignmentExpressionSyntax ? IsLeaf(code, right) : code.IsSimple(right)),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } change => code.IsName(change.Operand, SimpleCode.IsSimple),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } change => code.IsName(change.Operand, SimpleCode.IsSimple),
        ImplicitObjectCreationExpressionSyntax { Initializer: null, Parent: ReturnStatementSyntax or ArrowExpressionClauseSyntax, ArgumentList.Arguments: { Count: 1 } only } => IsLeaf(code, only[0].Expression),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" }, Name.Identifier.ValueText: "CompletedTask" } => true,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" }, Name: IdentifierNameSyntax { Identifier.ValueText: "FromResult" } },
            ArgumentList.Arguments: { Count: 1 } only,
        } => IsLeaf(code, only[0].Expression),
        ParenthesizedExpressionSyntax inner => IsLeaf(code, inner.Expression),
        _ => code.IsSimple(expression),
    };

    // Not a string: adding to one may ask anything for its text.
    private static bool IsNumber(SimpleCode code, ExpressionSyntax value) =>
        value is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression or (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression } && code.IsSimple(value);

    private static bool IsNameOf(ExpressionSyntax expression) => expression is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
}
