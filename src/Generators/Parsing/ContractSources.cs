using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Where the conditions of an operation are declared: on itself, on what it overrides, and on the interface members that it implements.</summary>
internal static class ContractSources
{
    /// <summary>The attributes that speak of this operation, with those of its parameters.</summary>
    public static IEnumerable<AttributeData> On(IMethodSymbol operation, string name)
    {
        var own = operation.GetAttributes();
        if (operation.AssociatedSymbol is IEventSymbol @event)
        {
            own = own.AddRange(@event.GetAttributes());
        }
        else if (operation.AssociatedSymbol is IPropertySymbol property)
        {
            own = own.AddRange(property.GetAttributes().Where(a => SpeaksOf(operation, a, name)));
            own = own.AddRange(property.Parameters.SelectMany(p => p.GetAttributes()));
        }

        return own.Concat(operation.Parameters.SelectMany(p => p.GetAttributes())).Where(a => a.Is(name)).Distinct();
    }

    public static bool Declares(IMethodSymbol operation) => On(operation, IntentNames.Requires).Any() || On(operation, IntentNames.Ensures).Any();

    /// <summary>What the operation overrides or implements, if that declares conditions.</summary>
    public static IEnumerable<IMethodSymbol> Inherited(IMethodSymbol operation)
    {
        if (operation.MethodKind == MethodKind.Constructor)
        {
            yield break;
        }

        for (var at = operation.OverriddenMethod; at is not null; at = at.OverriddenMethod)
        {
            if (Declares(at))
            {
                yield return at;
            }
        }

        var member = operation.AssociatedSymbol ?? operation;
        foreach (var contract in operation.ContainingType.AllInterfaces)
        {
            foreach (var candidate in contract.GetMembers(member.Name))
            {
                if (Accessor(candidate, operation.MethodKind) is { } declared
                    && Declares(declared)
                    && operation.ContainingType.FindImplementationForInterfaceMember(candidate) is { } implementation
                    && IsSame(implementation, member))
                {
                    yield return declared;
                }
            }
        }
    }

    // On a property, Requires is asked of whoever sets it; Ensures speaks of the getter when it speaks of the result. Where there is only one accessor, both speak of that.
    private static bool SpeaksOf(IMethodSymbol accessor, AttributeData attribute, string name)
    {
        if (accessor.AssociatedSymbol is IPropertySymbol { GetMethod: null } or IPropertySymbol { SetMethod: null })
        {
            return true;
        }

        var isGetter = accessor.MethodKind == MethodKind.PropertyGet;
        return name == IntentNames.Requires ? !isGetter : isGetter == ConditionText.MentionsResult(attribute.Text() ?? "");
    }

    private static IMethodSymbol? Accessor(ISymbol member, MethodKind kind) => (member, kind) switch
    {
        (IMethodSymbol method, _) => method,
        (IPropertySymbol property, MethodKind.PropertyGet) => property.GetMethod,
        (IPropertySymbol property, _) => property.SetMethod,
        (IEventSymbol @event, MethodKind.EventAdd) => @event.AddMethod,
        (IEventSymbol @event, _) => @event.RemoveMethod,
        _ => null,
    };

    private static bool IsSame(ISymbol implementation, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(implementation, member)
        || (implementation is IMethodSymbol { PartialDefinitionPart: { } definition } && SymbolEqualityComparer.Default.Equals(definition, member))
        || (implementation.Locations.Intersect(member.Locations).Any());
}
