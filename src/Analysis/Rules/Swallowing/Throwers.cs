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

    /// <summary>Whether a throw stands behind a call that never comes back, and is only there for the compiler: <c>Raise(e); throw e;</c>.</summary>
    public static bool AreBefore(CodeGraph graph, Flows flows, MethodNode node, StepFact thrown)
    {
        var method = node.Method;
        return Enumerable.Range(0, Math.Min(thrown.SitesBefore, method.Sites.Count)).Any(i =>
            method.Sites[i] is { Kind: SiteKind.Call } call
            && (method.Body.BlockOfSite[i] == thrown.Block || flows.Of(method).Dominates(method.Body.BlockOfSite[i], thrown.Block))
            && (call.Target is { Type: "System.Environment", Name: "FailFast" or "Exit" }
                || (graph.Find(call.Target) is { } called && called != node && !called.Method.Has(MethodTraits.Virtual) && AlwaysThrows(flows, called))));
    }
}
