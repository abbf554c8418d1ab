using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.Generators.Parsing;

/// <summary>Maps positions inside a string's value to the source, where the literal spells the value one to one.</summary>
internal sealed class ExpressionPlace
{
    private readonly SyntaxTree? _tree;
    private readonly int _start;

    private ExpressionPlace(SyntaxTree? tree, Location whole, int start, int length)
    {
        _tree = tree;
        _start = start;
        Whole = whole;
        Exact = start < 0 || tree is null ? null : Location.Create(tree, new TextSpan(start, length));
    }

    /// <summary>The text was compiled elsewhere: no place to point at.</summary>
    public static ExpressionPlace Nowhere { get; } = new(null, Location.None, -1, 0);

    /// <summary>The whole argument.</summary>
    public Location Whole { get; }

    /// <summary>The content between the quotes; null when escapes, concatenation or <c>nameof</c> leave no one-to-one mapping.</summary>
    public Location? Exact { get; }

    public static ExpressionPlace Of(AttributeArgumentSyntax argument, string value)
    {
        var tree = argument.SyntaxTree;
        var whole = argument.Expression.GetLocation();
        if (argument.Expression is not LiteralExpressionSyntax { Token: var token } || value.Length == 0)
        {
            return new(tree, whole, -1, 0);
        }

        var quotes = token.RawKind switch
        {
            (int)SyntaxKind.StringLiteralToken when token.Text == "\"" + value + "\"" => 1,
            (int)SyntaxKind.StringLiteralToken when token.Text == "@\"" + value + "\"" && value.IndexOfAny(['\n', '\r']) < 0 => 2,
            (int)SyntaxKind.SingleLineRawStringLiteralToken => (token.Text.Length - value.Length) / 2,
            _ => -1,
        };
        return new(tree, whole, quotes < 0 ? -1 : token.SpanStart + quotes, value.Length);
    }

    /// <summary>The source of a span of the value.</summary>
    public Location At(TextSpan span) => _start < 0 || _tree is null ? Whole : Location.Create(_tree, new TextSpan(_start + span.Start, span.Length));

    /// <summary>The place of a part of the value, for an expression of its own.</summary>
    public ExpressionPlace Within(TextSpan span) =>
        _start < 0 || _tree is null ? this : new(_tree, Location.Create(_tree, new TextSpan(_start + span.Start, span.Length)), _start + span.Start, span.Length);
}
