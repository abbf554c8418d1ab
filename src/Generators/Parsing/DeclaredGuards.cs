using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Which guards an operation asks for, by its own attributes and by the contracts that it implements.</summary>
internal readonly record struct DeclaredGuards(bool Waits, bool HasConditions, bool HasTransition)
{
    public bool Any => Waits || HasConditions || HasTransition;

    public static DeclaredGuards Of(IMethodSymbol operation) => new(
        WaitingParser.DeclaredOn(operation) is not null,
        ContractSources.Declares(operation) || ContractSources.Inherited(operation).Any(),
        IntentAttributes.Has(operation, IntentNames.Transition));
}
