using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Streams of one's own that hand on what arrives: <c>await foreach (var text in MessagesOf(socket))</c>, whose body receives in a loop and yields. Nobody has the messages before they are there, so each is work of its own.
/// </summary>
/// <param name="given">What members are given by their callers; asked only for readers of lines.</param>
internal sealed class Arrivals(CodeGraph graph, Catalogue catalogue, Func<GivenValues> given)
{
    /// <summary>Through how many streams around it one is followed.</summary>
    private const int Deepest = 3;

    private static readonly HashSet<string> Receives = new(StringComparer.Ordinal)
    {
        "System.Net.WebSockets.WebSocket::ReceiveAsync", "System.Net.WebSockets.ClientWebSocket::ReceiveAsync", "System.Net.Sockets.Socket::ReceiveAsync", "System.Net.Sockets.SocketTaskExtensions::ReceiveAsync",
        "System.Net.Sockets.Socket::ReceiveFromAsync", "System.Net.Sockets.UdpClient::ReceiveAsync", "System.Net.Sockets.NetworkStream::ReadAsync", "System.Net.Quic.QuicStream::ReadAsync", "System.IO.Pipelines.PipeReader::ReadAsync",
    };

    /// <summary>Of the units of work that are waited for, those that bring one.</summary>
    private static readonly string[] Brings = ["Read", "WaitToRead", "TryRead", "Consume", "Receive", "Take", "GetConsumingEnumerable", "Accept", "GetContext", "MoveNext", "BasicGet"];

    /// <summary>Whether a call takes what the other side of a connection has sent: whoever does so in a loop has a message when it arrives, and never several to go through.</summary>
    public static bool IsReceive(SiteFact call) => Receives.Contains(call.Target.Type + "::" + call.Target.Name);

    /// <summary>Whether a call gives such a stream, whichever of its implementations answers.</summary>
    public bool Are(SiteFact call) => Are(call, Deepest);

    private bool Are(SiteFact call, int depth)
    {
        if (IsOfQueue(call))
        {
            return true;
        }

        if (depth == 0 || graph.Find(call.Target) is not { } called)
        {
            return false;
        }

        var bodies = called.Method.Has(MethodTraits.Abstract)
            ? graph.Types.Find(called.Assembly.Name, called.Type.Name) is { } type ? TypeHierarchy.SelfAndDerived(type).Select(t => Implementations.Of(graph, t, called)).OfType<MethodNode>().Where(n => !n.Method.Has(MethodTraits.Abstract)).Distinct().ToList() : []
            : [called];
        return bodies.Count > 0 && bodies.TrueForAll(body => Receive(body, depth));
    }

    /// <summary><c>IAsyncEnumerable&lt;Job&gt; AllAsync() => _jobs.Reader.ReadAllAsync();</c>: what others put into a queue.</summary>
    private bool IsOfQueue(SiteFact call) =>
        catalogue.Of<UnitOfWorkMeaning>(call.Target.Type, call.Target.Name) is not null && Array.Exists(Brings, name => call.Target.Name.StartsWith(name, StringComparison.Ordinal));

    private bool Receive(MethodNode body, int depth)
    {
        var method = body.Method;
        if (!method.Has(MethodTraits.Iterator))
        {
            // Handed on as it is.
            return method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => Values.Source(method, s.Value)).ToList() is { Count: > 0 } returned && returned.TrueForAll(r => r is not null && Are(r, depth - 1));
        }

        return Enumerable.Range(0, method.Sites.Count).Any(s => method.Flow.InLoop(s) && IsReceived(body, method.Sites[s], depth));
    }

    private bool IsReceived(MethodNode body, SiteFact site, int depth) =>
        IsReceive(site)
        || IsOfQueue(site)
        || (site.Target.Name == "ReadLineAsync" && IsOfNetwork(body, site.Receiver, depth))
        || (site.Target.Name == "MoveNextAsync" && Chain.Sites(body.Method, site.Receiver).Any(s => catalogue.Of<UnitOfWorkMeaning>(body.Method.Sites[s].Target.Type, body.Method.Sites[s].Target.Name) is not null || (body.Method.Sites[s].Target.Returns?.Name == "System.Collections.Generic.IAsyncEnumerable`1" && Are(body.Method.Sites[s], depth - 1))));

    /// <summary>Lines of a connection; those of a file are all there. What a reader was given that comes from outside, the callers show.</summary>
    private bool IsOfNetwork(MethodNode body, ValueFact reader, int depth) =>
        Chain.Sites(body.Method, reader).Any(s => IsNetwork(body.Method.Sites[s].Target))
        || (reader.Kind == ValueKind.Parameter && depth > 0 && Values.Index(reader) is { } parameter
            && given().Arguments(body, parameter).ToList() is { Count: > 0 } readers && readers.TrueForAll(g => IsOfNetwork(g.Caller, g.Value, depth - 1)));

    private static bool IsNetwork(MethodRef target) =>
        target.Type is "System.Net.Sockets.TcpClient" or "System.Net.Sockets.NetworkStream" or "System.Net.Security.SslStream" or "System.IO.Pipes.NamedPipeServerStream" or "System.IO.Pipes.NamedPipeClientStream" or "System.IO.Ports.SerialPort";
}
