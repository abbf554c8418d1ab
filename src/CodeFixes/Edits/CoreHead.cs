using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>The first line of a core, written from the member that it belongs to: the same types and names, without default values and <c>params</c>.</summary>
internal static class CoreHead
{
    public static string Of(EditContext context, MethodDeclarationSyntax method, IMethodSymbol symbol)
    {
        var typeParameters = method.TypeParameterList is { } list ? "<" + string.Join(", ", list.Parameters.Select(p => p.Identifier.Text)) + ">" : "";

        // An override does not repeat the constraints that it inherits; its core inherits none.
        var constraints = symbol.IsOverride
            ? Constraints.Of(symbol, restated: false)
            : string.Concat(method.ConstraintClauses.Select(c => Break(context, c, " ") + c));
        return Modifiers(method.Modifiers, symbol) + method.ReturnType + " " + symbol.Name + "Core" + typeParameters
            + "(" + Parameters(context, method.ParameterList.Parameters, IsAsyncIterator(method)) + Close(context, method.ParameterList) + constraints;
    }

    public static string Of(EditContext context, ConstructorDeclarationSyntax constructor, IMethodSymbol symbol) =>
        Modifiers(constructor.Modifiers, symbol) + "void " + Cores.NameOf(symbol)
        + "(" + Parameters(context, constructor.ParameterList.Parameters, false) + Close(context, constructor.ParameterList);

    public static string Of(PropertyDeclarationSyntax property, IPropertySymbol symbol) =>
        Modifiers(property.Modifiers, symbol) + property.Type + " " + Cores.NameOf(symbol);

    public static string Of(SyntaxTokenList modifiers, TypeSyntax type, IEventSymbol symbol) =>
        Modifiers(modifiers, symbol) + "event " + type + " " + Cores.NameOf(symbol);

    /// <summary>The core of one accessor of an indexer, which is a method.</summary>
    public static string Of(EditContext context, IndexerDeclarationSyntax indexer, IPropertySymbol symbol, IMethodSymbol accessor, bool isReadOnly)
    {
        var isGetter = accessor.MethodKind == MethodKind.PropertyGet;
        var isStated = indexer.Modifiers.Any(SyntaxKind.ReadOnlyKeyword);
        return Modifiers(indexer.Modifiers, symbol) + (isReadOnly && !isStated ? "readonly " : "") + (isGetter ? indexer.Type.ToString() : "void") + " " + Cores.NameOf(accessor)
            + "(" + Parameters(context, indexer.ParameterList.Parameters, false) + (isGetter ? "" : ", " + indexer.Type + " value") + ")";
    }

    public static bool IsAsyncIterator(MethodDeclarationSyntax method) => method.Modifiers.Any(SyntaxKind.AsyncKeyword) && IsIterator(method);

    public static bool IsIterator(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax { Body: { } body }
        && body.DescendantNodes(n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(n => n is YieldStatementSyntax);

    private static string Modifiers(SyntaxTokenList modifiers, ISymbol symbol)
    {
        var access = !symbol.IsVirtual ? "private "
            : symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal ? "private protected virtual "
            : "protected virtual ";
        return access + string.Concat(modifiers
            .Where(m => m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.AsyncKeyword)
            .Select(m => m.Text + " "));
    }

    private static string Parameters(EditContext context, SeparatedSyntaxList<ParameterSyntax> parameters, bool isAsyncIterator)
    {
        var text = "";
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            text += (i == 0 ? "" : ",") + Break(context, parameter, i == 0 ? "" : " ")
                + string.Concat(CoreAttributes.OnParameter(context, parameter, isAsyncIterator).Select(a => a + " "))
                + string.Concat(parameter.Modifiers.Where(m => m.Kind() is not (SyntaxKind.ThisKeyword or SyntaxKind.ParamsKeyword)).Select(m => m.Text + " "))
                + parameter.Type + " " + parameter.Identifier.Text;
        }

        return text;
    }

    private static string Close(EditContext context, ParameterListSyntax list) =>
        Layout.IsFirstOnLine(context.Text, list.CloseParenToken.SpanStart) ? context.NewLine + context.Indent(list.CloseParenToken.SpanStart) + ")" : ")";

    // What began a line begins one in the core, too.
    private static string Break(EditContext context, SyntaxNode node, string otherwise) =>
        Layout.IsFirstOnLine(context.Text, node.SpanStart) && node.SpanStart > 0
            ? context.NewLine + context.Text.ToString(TextSpan.FromBounds(context.Text.Lines.GetLineFromPosition(node.SpanStart).Start, node.SpanStart))
            : otherwise;
}
