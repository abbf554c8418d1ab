using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules;

/// <summary>What a parameter of a call is in some executions: yes or no.</summary>
internal sealed record ToldArgument(int Parameter, bool IsTrue)
{
    public ValueFact Value => new(ValueKind.Number, IsTrue ? "1" : "0");
}
