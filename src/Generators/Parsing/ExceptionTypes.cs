using IntentContracts.Generators.Analyzers;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads a named argument that lists types of exceptions.</summary>
internal static class ExceptionTypes
{
    /// <summary>Fully qualified; null after saying which one is none.</summary>
    /// <param name="otherwise">What would not happen for it: <c>nothing would be retried for it</c>.</param>
    public static List<string>? Named(AttributeData attribute, string name, string otherwise, Refusals refusals)
    {
        var found = new List<string>();
        foreach (var constant in attribute.NamedArray(name))
        {
            if (constant.Value is not INamedTypeSymbol type || !IsException(type))
            {
                refusals.Add(Rules.TargetCannotHold, attribute.Argument(name)?.Expression.GetLocation(), $"'{(constant.Value is ITypeSymbol other ? CSharpText.Brief(other) : "null")}' in {name} is no exception, so {otherwise}: name types that derive from Exception");
                return null;
            }

            found.Add(CSharpText.Of(type));
        }

        return found;
    }

    private static bool IsException(ITypeSymbol type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (IntentAttributes.IsNamed(at, "System.Exception"))
            {
                return true;
            }
        }

        return false;
    }
}
