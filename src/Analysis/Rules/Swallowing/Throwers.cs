using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Methods that never come back: a call of one is a throw in other words.</summary>
internal static class Throwers
{
    public static bool AlwaysThrows(Flows flows, MethodNode method)
    {
        var body = method.Method.Body;
        return !method.Method.Has(MethodTraits.Async)
            && body.Steps.Any(s => s.Kind == StepKind.Throw)
            && Enumerable.Range(0, body.Blocks.Count).All(b =>
                body.Blocks[b].Next.Count > 0 || flows.Of(method.Method).IsDead(b) || body.Steps.Any(s => s.Block == b && s.Kind is StepKind.Throw or StepKind.Rethrow));
    }
}
