using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Objects that a body makes, fills, and hands to nobody: <c>rejected = rejected with { Reason = e.Message };</c> as the last word.</summary>
internal static class ForgottenObjects
{
    /// <summary>Whether a store goes into such an object.</summary>
    public static bool Has(MethodFact method, SiteFact store) =>
        store.Target.Name.StartsWith("set_", StringComparison.Ordinal)
        && (store.Receiver.Kind == ValueKind.New || Values.Source(method, store.Receiver) is { Target.Name: "<Clone>$" })
        && IsForgotten(method, store.Receiver);

    private static bool IsForgotten(MethodFact method, ValueFact made)
    {
        var names = new HashSet<ValueFact> { made };
        foreach (var step in method.Body.Steps.Where(s => s.Value == made))
        {
            if (step.Kind != StepKind.LocalWrite)
            {
                return false;
            }

            names.Add(new(ValueKind.Local, step.Slot));
        }

        return !method.Sites.Any(s => s.Arguments.Any(Is) || (Is(s.Receiver) && !s.Target.Name.StartsWith("set_", StringComparison.Ordinal) && s.Target.Name != "<Clone>$"))
            && !method.Body.Steps.Any(s => s.Kind != StepKind.LocalWrite && Is(s.Value))
            && !method.Body.Steps.Any(s => s.Kind == StepKind.Capture && names.Contains(new(ValueKind.Local, s.Slot)))
            && !method.Body.Blocks.Any(b => Is(b.Tested));

        bool Is(ValueFact value) => names.Contains(value) || value.Elements.Any(Is);
    }
}
