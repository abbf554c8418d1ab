using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads <c>[Exclusive]</c>.</summary>
internal static class ExclusiveParser
{
    public static ExclusiveModel? Parse(IMethodSymbol method, INamedTypeSymbol type, AttributeData attribute, Refusals refusals)
    {
        if (attribute.Argument("Key") is not { } argument || attribute.Named("Key") is not string key || string.IsNullOrWhiteSpace(key))
        {
            refusals.Add(Rules.TargetCannotHold, attribute.Place(), $"[Exclusive] on '{method.Name}' needs a key: write [Exclusive(Key = \"…\")] with an expression for what must not be worked on twice at once, such as \"order.Id\"");
            return null;
        }

        var group = attribute.Named("Group") is string { Length: > 0 } named ? named : CSharpText.ContractId(type);
        return ExpressionParser.Parse(argument, key, "key", refusals) is { } expression
            ? new(HelperNames.For(type, method, "Exclusive"), HelperNames.For(type, method, "ExclusiveKey"), expression, group)
            : null;
    }
}
