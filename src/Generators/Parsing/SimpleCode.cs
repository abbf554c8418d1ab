using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// Tells expressions that run no code but their own: numbers, truth values and enumeration members that stand in parameters, locals, fields and
/// auto-implemented properties. By syntax and names alone, as <see cref="OldTypes"/>; what it does not know is not simple.
/// </summary>
/// <param name="type">The type around the code.</param>
/// <param name="names">Parameters and locals.</param>
/// <param name="mayThrow">Whether an operation may fail: a division, an overflow.</param>
internal sealed class SimpleCode(INamedTypeSymbol type, IReadOnlyCollection<(string Name, ITypeSymbol? Type)> names, bool mayThrow)
{
    private readonly HashSet<string> _locals = new(StringComparer.Ordinal);

    /// <summary>A variable that has been given a simple value.</summary>
    public void Declare(string local) => _locals.Add(local);

    public bool IsSimple(ExpressionSyntax? expression) => expression switch
    {
        LiteralExpressionSyntax => true,
        ParenthesizedExpressionSyntax inner => IsSimple(inner.Expression),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => IsSimple(not.Operand),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.BitwiseNotExpression } sign => mayThrow && IsSimple(sign.Operand),
        IsPatternExpressionSyntax test => IsNullTest(test.Pattern) && IsName(test.Expression, _ => true),
        BinaryExpressionSyntax binary => (mayThrow || IsHarmless(binary)) && IsSimple(binary.Left) && IsSimple(binary.Right),
        ConditionalExpressionSyntax choice => IsSimple(choice.Condition) && IsSimple(choice.WhenTrue) && IsSimple(choice.WhenFalse),
        CastExpressionSyntax { Type: PredefinedTypeSyntax } cast => mayThrow && IsSimple(cast.Expression),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "old" }, ArgumentList.Arguments: { Count: 1 } only } => !mayThrow && IsSimple(only[0].Expression),
        _ => expression is not null && IsName(expression, IsSimple),
    };

    /// <summary>Whether evaluating a condition or an old value can fail or run other code; for all that is not simple, the answer is yes.</summary>
    /// <param name="names">What it is given.</param>
    public static bool CanThrow(string text, ParseOptions options, INamedTypeSymbol type, IReadOnlyCollection<(string Name, ITypeSymbol? Type)> names) =>
        !new SimpleCode(type, names, mayThrow: false).IsSimple(SyntaxFactory.ParseExpression(text, options: options));

    /// <summary>Whether a value of the type is a number, a truth value or a member of an enumeration: its operators are the language's own.</summary>
    public static bool IsSimple(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_UInt64) or SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>Whether it names a variable of such a type and nothing that could run code.</summary>
    public bool IsName(ExpressionSyntax expression, Func<ITypeSymbol, bool> isType) => expression switch
    {
        IdentifierNameSyntax name when _locals.Contains(name.Identifier.ValueText) => true,
        IdentifierNameSyntax name when Parameter(name.Identifier.ValueText) is var (isKnown, given) && isKnown => given is not null && isType(given),
        IdentifierNameSyntax name => IsOwn(name.Identifier.ValueText, isType),
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => IsOwn(name.Identifier.ValueText, isType),
        _ => false,
    };

    private (bool IsKnown, ITypeSymbol? Type) Parameter(string name)
    {
        foreach (var parameter in names)
        {
            if (parameter.Name == name)
            {
                return (true, parameter.Type);
            }
        }

        return (false, null);
    }

    // A static one may have to run a static constructor first; a virtual one is somebody else's code.
    private bool IsOwn(string name, Func<ITypeSymbol, bool> isType) => type.GetMembers(name) is { Length: 1 } members && members[0] switch
    {
        IFieldSymbol field => (field.IsConst || !field.IsStatic) && isType(field.Type),
        IPropertySymbol { IsStatic: false, IsVirtual: false, IsOverride: false, IsAbstract: false } property => isType(property.Type) && IsAuto(property),
        _ => false,
    };

    private bool IsAuto(IPropertySymbol property)
    {
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } list } declaration
                || declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
                || list.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null))
            {
                return false;
            }
        }

        return type.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
    }

    private static bool IsNullTest(PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } => true,
        UnaryPatternSyntax { RawKind: (int)SyntaxKind.NotPattern } not => IsNullTest(not.Pattern),
        _ => false,
    };

    // A division may be one by zero, and an option of the project can have all arithmetic checked for overflow.
    private bool IsHarmless(BinaryExpressionSyntax binary) => (SyntaxKind)binary.RawKind is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression
        or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
        or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.BitwiseAndExpression or SyntaxKind.BitwiseOrExpression or SyntaxKind.ExclusiveOrExpression
        || ((SyntaxKind)binary.RawKind is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression && type.ContainingAssembly is ISourceAssemblySymbol { Compilation.Options.CheckOverflow: false });
}
