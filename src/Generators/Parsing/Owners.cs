using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Who answers for a member: the nearest <c>[OwnedBy]</c>.</summary>
internal static class Owners
{
    /// <summary>
    /// Member, type, enclosing types, assembly. A marker for a whole namespace counts for its own type; for the others it is left to the build task, which sees all types of the assembly; here it would
    /// mean to read every type of a namespace on each edit.
    /// </summary>
    public static string Of(ISymbol symbol)
    {
        for (ISymbol? at = symbol; at is not null and not INamespaceSymbol; at = at.ContainingType)
        {
            if (IntentAttributes.Find(at, IntentNames.OwnedBy) is { } owned)
            {
                return Name(owned);
            }
        }

        return IntentAttributes.Find(symbol.ContainingAssembly, IntentNames.OwnedBy) is { } assembly ? Name(assembly) : "";
    }

    private static string Name(AttributeData owned) =>
        owned.ConstructorArguments.Length > 0 && owned.ConstructorArguments[0] is { Kind: TypedConstantKind.Primitive, Value: string name } ? name : "";
}
