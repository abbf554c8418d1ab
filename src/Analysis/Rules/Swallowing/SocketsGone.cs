using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// The other side of a socket has gone, or what is known of that. <c>try { while (true) await socket.ReceiveAsync(buffer, stop); } catch (WebSocketException) { }</c>: a browser that is closed ends its conversation like that, and nothing else may
/// have happened. <c>try { socket.Send([]); } catch (Exception) { } return socket.Connected;</c>: what the thing that has failed says of itself then is the answer.
/// </summary>
internal static class SocketsGone
{
    public static bool Are(CodeGraph graph, Flows flows, MethodNode node, RegionFact region, Failure failure) =>
        (failure.Call is { Type: "System.Net.WebSockets.WebSocket" or "System.Net.WebSockets.ClientWebSocket", Name: "ReceiveAsync" } && Handlers.Selected(graph, node, region)?.Name == "System.Net.WebSockets.WebSocketException")
        || AsksForState(flows, node.Method, region);

    /// <summary>Whether all that is answered behind the handler is a yes or no of the object of a call in the try.</summary>
    private static bool AsksForState(Flows flows, MethodFact method, RegionFact region)
    {
        var path = new FailurePath(flows.Of(method), region);
        var answers = method.Body.Steps.Where(s => s.Kind == StepKind.Return && path.IsAfter(s.Block) && !region.Try.Contains(s.Block)).ToList();
        return answers.Count > 0 && answers.TrueForAll(s => IsState(s.Value));

        bool IsState(ValueFact answer) =>
            Values.Source(method, answer) is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { ParameterCount: 0, HasReceiver: true, Returns.Name: "System.Boolean" } state }
            && state.Name.StartsWith("get_", StringComparison.Ordinal)
            && path.IsAfter(method.Body.BlockOfSite[Values.Index(answer)!.Value])
            && method.Sites[Values.Index(answer)!.Value].Receiver is { Kind: not ValueKind.Unknown } asked
            && Enumerable.Range(0, method.Sites.Count).Any(i => region.Try.Contains(method.Body.BlockOfSite[i]) && method.Sites[i].Kind is SiteKind.Call or SiteKind.VirtualCall && method.Sites[i].Receiver == asked && !method.Sites[i].Target.Name.StartsWith("set_", StringComparison.Ordinal));
    }
}
