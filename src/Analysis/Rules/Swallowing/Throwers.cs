using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Methods that never come back: a call of one is a throw in other words.</summary>
internal static class Throwers
{
    public static bool AlwaysThrows(Flows flows, MethodNode method) => !method.Method.Has(MethodTraits.Async) && Ends(flows, method.Method);

    private static bool Ends(Flows flows, MethodFact method) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.Throw)
        && Enumerable.Range(0, method.Body.Blocks.Count).All(b => !method.Body.Returns(b) || flows.Of(method).IsDead(b));

    /// <summary>The same for a call: of an asynchronous method the one who awaits it never comes back.</summary>
    public static bool AlwaysThrows(Flows flows, CallEdge call) =>
        call is { Via: null, Site: >= 0 } && !call.To.Method.Has(MethodTraits.Virtual) && call.From.Method.Sites[call.Site] is { Kind: SiteKind.Call or SiteKind.VirtualCall } site && (call.To.Method.Has(MethodTraits.Async) ? site.IsAwaited && Ends(flows, call.To.Method) : Ends(flows, call.To.Method));

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
