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
        || AsksForState(flows, node.Method, region)
        || IsPump(flows, node.Method, region);

    /// <summary><c>try { while (true) { var n = await socket.ReceiveAsync(buffer, stop); await stream.WriteAsync(buffer, stop); } } catch { }</c>: what one side says is handed to the other until one of them hangs up, and that is the failure.</summary>
    private static bool IsPump(Flows flows, MethodFact method, RegionFact region)
    {
        foreach (var loop in flows.Of(method).Loops.Where(l => l.Turns == 0 && l.Blocks.All(region.Try.Contains)))
        {
            var calls = Enumerable.Range(0, method.Sites.Count).Where(i => loop.Contains(method.Body.BlockOfSite[i])).Select(i => method.Sites[i]).ToList();
            if (calls.Exists(from => Starts(from, "Read", "Receive") && calls.Exists(to => Starts(to, "Write", "Send") && to.Target.Type != from.Target.Type && (IsSocket(from.Target.Type) || IsSocket(to.Target.Type)))))
            {
                return true;
            }
        }

        return false;

        static bool Starts(SiteFact call, params string[] names) =>
            call.Kind is SiteKind.Call or SiteKind.VirtualCall && call.Target.HasReceiver && names.Any(n => call.Target.Name.StartsWith(n, StringComparison.Ordinal))
            && (IsSocket(call.Target.Type) || call.Target.Type.EndsWith("Stream", StringComparison.Ordinal) || call.Target.Type.StartsWith("System.IO.Pipelines.", StringComparison.Ordinal));
    }

    private static bool IsSocket(string type) => type.StartsWith("System.Net.WebSockets.", StringComparison.Ordinal) || type.StartsWith("System.Net.Sockets.", StringComparison.Ordinal);

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
