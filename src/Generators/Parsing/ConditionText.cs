using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>What a condition says, before it is parsed into generated code.</summary>
internal static class ConditionText
{
    /// <summary>What the result is called in <c>[Ensures]</c>.</summary>
    public const string Result = "result";

    public static bool MentionsResult(string text) => Mentions(text, Result);

    public static bool Mentions(string text, string name) =>
        text.Contains(name) && SyntaxFactory.ParseTokens(text).Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name);

    /// <summary>
    /// The text of a condition; for <c>nameof(CanPay)</c> of a method, a call of it with the arguments that its parameters are named after. Only the symbol tells a method from a property.
    /// </summary>
    /// <param name="names">What can be handed to it.</param>
    public static string Of(AttributeData attribute, string written, INamedTypeSymbol type, IEnumerable<string> names)
    {
        if (attribute.Argument(null)?.Expression is not InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } })
        {
            return written;
        }

        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers(written))
            {
                if (member is not IMethodSymbol method)
                {
                    return written;
                }

                if (method.Parameters.All(p => names.Contains(p.Name)))
                {
                    return $"{CSharpText.Name(written)}({string.Join(", ", method.Parameters.Select(p => CSharpText.Name(p.Name)))})";
                }
            }
        }

        return written;
    }
}
