using System.Text;
using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// Turns the C# inside an attribute's string into an expression that may stand in generated code. Only syntax is judged; the compiler binds
/// the expression where it is emitted. What passes is one complete expression, so no text can close the statement around it.
/// </summary>
internal static class ExpressionParser
{
    /// <summary>No person writes a longer condition, and the compiler's recursion on one is bounded by its length.</summary>
    private const int Longest = 4000;

    /// <summary>Null after saying what is wrong.</summary>
    /// <param name="argument">Where the text was written.</param>
    /// <param name="text">The string's value.</param>
    /// <param name="what">What the expression is called in messages: "condition", "key", "scope".</param>
    public static EmbeddedExpression? Parse(AttributeArgumentSyntax argument, string text, string what, Refusals refusals) =>
        Parse(ExpressionPlace.Of(argument, text), argument.SyntaxTree.Options, text, what, refusals);

    /// <param name="place">Where the text was written.</param>
    /// <param name="options">How the user's sources are parsed.</param>
    /// <inheritdoc cref="Parse(AttributeArgumentSyntax, string, string, Refusals)"/>
    public static EmbeddedExpression? Parse(ExpressionPlace place, ParseOptions options, string text, string what, Refusals refusals)
    {
        if (text.Length > Longest)
        {
            refusals.Add(Rules.ExpressionInvalid, place.Whole, $"the {what} is longer than {Longest} characters: move it into a method and name that with nameof");
            return null;
        }

        if (HasLoneSurrogate(text))
        {
            refusals.Add(Rules.ExpressionInvalid, place.Whole, $"the {what} contains half of a surrogate pair, which no source file can hold: remove it");
            return null;
        }

        if (Syntax(text, options) is not { } expression)
        {
            refusals.Add(Rules.ExpressionInvalid, place.Whole, $"the {what} is nested too deeply: move it into a method and name that with nameof");
            return null;
        }

        foreach (var error in expression.GetDiagnostics())
        {
            if (error.Severity == DiagnosticSeverity.Error)
            {
                refusals.Add(Rules.ExpressionInvalid, place.At(error.Location.SourceSpan), $"the {what} is not a C# expression: {error.GetMessage(null)}; write one expression, or name a property with nameof");
                return null;
            }
        }

        foreach (var node in expression.DescendantNodesAndSelf())
        {
            if (Impurity(node) is { } impurity)
            {
                refusals.Add(Rules.ExpressionInvalid, place.At(node.Span), $"the {what} {impurity}: it runs whenever the guard looks, so it must only read");
                return null;
            }
        }

        if (Flatten(expression) is not { } line)
        {
            refusals.Add(Rules.ExpressionInvalid, place.Whole, $"a string inside the {what} runs over several lines: write it with \\n on one line");
            return null;
        }

        if (!IsOneArgument(line, options))
        {
            refusals.Add(Rules.ExpressionInvalid, place.Whole, $"the {what} means something else when other code follows it: put it in parentheses");
            return null;
        }

        return new(line, CSharpText.Place(place.Exact ?? place.Whole), place.Exact is not null);
    }

    /// <summary>The text as syntax, errors and all; null when it is too long or too deep to be parsed safely: the parser recurses, and an overflow ends the compiler.</summary>
    public static ExpressionSyntax? Syntax(string text, ParseOptions options)
    {
        if (text.Length > Longest + "M()".Length)
        {
            return null;
        }

        try
        {
            return SyntaxFactory.ParseExpression(text, options: options, consumeFullText: true);
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }
    }

    // What was parsed on its own is parsed once more where code follows: the grammar looks ahead, and generated code must hold this expression only.
    private static bool IsOneArgument(string line, ParseOptions options) =>
        Syntax("M(" + line + ")", options)
            is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments, ContainsDiagnostics: false }
        && arguments[0] is { NameColon: null, RefKindKeyword.RawKind: 0 } only
        && only.Expression.ToString() == line;

    private static string? Impurity(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } => "assigns",
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => "changes a variable",
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => "changes a variable",
        AwaitExpressionSyntax => "awaits",
        ThrowExpressionSyntax => "throws",
        RefExpressionSyntax or MakeRefExpressionSyntax => "hands out a reference",
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } => "passes a variable by reference",
        AnonymousFunctionExpressionSyntax { Block: not null } => "contains statements",
        AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: (int)SyntaxKind.AsyncKeyword } => "awaits",
        _ => null,
    };

    // A condition written over several lines is joined, so that one #line span covers it; a line break inside a token cannot be.
    private static string? Flatten(ExpressionSyntax expression)
    {
        var whole = expression.ToString();
        if (!HasNewLine(whole))
        {
            return whole;
        }

        var line = new StringBuilder(whole.Length);
        foreach (var token in expression.DescendantTokens())
        {
            if (HasNewLine(token.Text))
            {
                return null;
            }

            line.Append(line.Length > 0 && token.HasLeadingTrivia ? " " : "").Append(token.Text).Append(token.HasTrailingTrivia ? " " : "");
        }

        return line.ToString().TrimEnd();
    }

    private static bool HasNewLine(string text) => text.IndexOfAny(['\n', '\r', '\u0085', '\u2028', '\u2029']) >= 0;

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }
}
