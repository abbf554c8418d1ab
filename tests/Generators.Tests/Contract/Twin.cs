using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace IntentContracts.Tests.Generators.Contract;

/// <summary>
/// The same program as somebody writes it who has never heard of guards: no intents, and each partial declaration an ordinary member that calls its core. What a guarded
/// program may not differ from.
/// </summary>
internal sealed class Twin : CSharpSyntaxRewriter
{
    private static readonly HashSet<string> Intents =
        [.. IntentNames.All.Select(n => n[(IntentNames.Namespace.Length + 1)..]).Select(n => n[..^"Attribute".Length])];

    public static SyntaxTree Of(SyntaxTree tree) =>
        CSharpSyntaxTree.ParseText(new Twin().Visit(tree.GetRoot()).NormalizeWhitespace().ToFullString(), (CSharpParseOptions)tree.Options, tree.FilePath, System.Text.Encoding.UTF8);

    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node)
    {
        var kept = node.Attributes.Where(a => !Intents.Contains(a.Name.ToString())).ToList();
        return kept.Count == 0 ? null : node.WithAttributes(SeparatedList(kept));
    }

    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node) =>
        node.Expression.ToString() == IntentNames.EnsureInvariants + "()" ? null : base.VisitExpressionStatement(node);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        return IsShell(node)
            ? WithoutPartial(visited).WithExpressionBody(ArrowExpressionClause(ParseExpression(Core(node.Identifier.Text, node.TypeParameterList, node.ParameterList)))).WithSemicolonToken(Token(SyntaxKind.SemicolonToken))
            : visited;
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        var visited = (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!;
        return IsShell(node)
            ? WithoutPartial(visited).WithExpressionBody(ArrowExpressionClause(ParseExpression(Core(node.Identifier.Text, null, node.ParameterList)))).WithSemicolonToken(Token(SyntaxKind.SemicolonToken))
            : visited;
    }

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        var visited = (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!;
        return node.Modifiers.Any(SyntaxKind.PartialKeyword) ? WithoutPartial(visited.WithAccessorList(Bodies(visited.AccessorList!, node.Identifier.Text + "Core", node.Identifier.Text + "Core = value"))) : visited;
    }

    public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node)
    {
        var visited = (IndexerDeclarationSyntax)base.VisitIndexerDeclaration(node)!;
        var arguments = string.Join(", ", node.ParameterList.Parameters.Select(p => p.Identifier.Text));
        return node.Modifiers.Any(SyntaxKind.PartialKeyword) ? WithoutPartial(visited.WithAccessorList(Bodies(visited.AccessorList!, $"GetItemCore({arguments})", $"SetItemCore({arguments}, value)"))) : visited;
    }

    private static bool IsShell(BaseMethodDeclarationSyntax node) => node.Modifiers.Any(SyntaxKind.PartialKeyword) && node.Body is null && node.ExpressionBody is null;

    private static T WithoutPartial<T>(T member)
        where T : MemberDeclarationSyntax => (T)member.WithModifiers(TokenList(member.Modifiers.Where(m => !m.IsKind(SyntaxKind.PartialKeyword))));

    private static AccessorListSyntax Bodies(AccessorListSyntax accessors, string get, string set) => accessors.WithAccessors(List(accessors.Accessors.Select(a =>
        a.WithExpressionBody(ArrowExpressionClause(ParseExpression(a.IsKind(SyntaxKind.GetAccessorDeclaration) ? get : set))).WithSemicolonToken(Token(SyntaxKind.SemicolonToken)))));

    private static string Core(string name, TypeParameterListSyntax? types, ParameterListSyntax parameters) =>
        name.TrimStart('@') + "Core" + (types is null ? "" : "<" + string.Join(", ", types.Parameters.Select(p => p.Identifier.Text)) + ">")
        + "(" + string.Join(", ", parameters.Parameters.Select(p => string.Concat(p.Modifiers.Where(m => m.Text is "ref" or "out" or "in").Select(m => m.Text + " ")) + p.Identifier.Text)) + ")";
}
