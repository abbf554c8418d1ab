using System.Net;
using System.Net.Sockets;

namespace IntentContracts.Tests;

/// <summary>One connection through a <see cref="TcpProxy"/>: two pumps that forward, until one end closes or the proxy cuts it.</summary>
internal sealed class ProxiedConnection(TcpProxy proxy, Socket client) : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile bool _dropsNextAnswer;

    public async Task RunAsync(int serverPort, CancellationToken cancellationToken)
    {
        client.NoDelay = true;
        try
        {
            await _server.ConnectAsync(IPAddress.Loopback, serverPort, cancellationToken);
            await Task.WhenAny(Pump(client, _server, isRequest: true, cancellationToken), Pump(_server, client, isRequest: false, cancellationToken));
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            // Nothing to forward to.
        }

        Dispose();
    }

    /// <summary>Cuts it so that the client sees a reset. The server sees an end of its connection, and finishes what it does.</summary>
    public void Reset()
    {
        try
        {
            client.LingerState = new(true, 0);
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            return;
        }

        Dispose();
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    private static bool IsEnd(Exception failure) => failure is SocketException or ObjectDisposedException or OperationCanceledException;

    private async Task Pump(Socket from, Socket to, bool isRequest, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await proxy.Pass(cancellationToken);
                if (isRequest && proxy.TakesDrop(buffer.AsSpan(0, count)))
                {
                    _dropsNextAnswer = true;
                }
                else if (!isRequest && _dropsNextAnswer)
                {
                    Reset();
                    return;
                }

                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken);
                }
            }
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            // The other pump ends with this one.
        }
    }
}
