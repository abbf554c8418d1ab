using System.Net;
using System.Net.Sockets;

namespace IntentContracts.Tests;

/// <summary>A network between a client and its server that fails on demand.</summary>
/// <remarks>Forwards loopback TCP. Connect with <c>Host=127.0.0.1</c>, <see cref="Port"/> and <c>SslMode=Disable</c>.</remarks>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<ProxiedConnection> _connections = [];
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _answersToDrop;
    private volatile byte[]? _dropAfter;
    private volatile bool _refuses;
    private volatile TaskCompletionSource? _stall;

    public TcpProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start(512);
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were dropped, so that a test knows that it tested something.</summary>
    public int Dropped { get; private set; }

    /// <summary>New connections are reset at once, as from a server that is not there.</summary>
    public bool Refuses
    {
        get => _refuses;
        set => _refuses = value;
    }

    /// <summary>Cuts all open connections with a reset.</summary>
    public void Reset()
    {
        foreach (var connection in Snapshot())
        {
            connection.Reset();
        }
    }

    /// <summary>Cuts all open connections and takes no new ones: the server is down.</summary>
    public void TakeDown()
    {
        Refuses = true;
        Reset();
    }

    /// <summary>Nothing is forwarded any more, in either direction, until <see cref="Resume"/>.</summary>
    public void Stall() => _stall ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Forwards again, new and held-back bytes, and takes new connections.</summary>
    public void Resume()
    {
        Refuses = false;
        Interlocked.Exchange(ref _stall, null)?.TrySetResult();
    }

    /// <summary>
    /// The next request whose bytes contain a text reaches the server, but its answer does not come back: the server has done it and has sent its
    /// answer, the client sees a reset.
    /// </summary>
    /// <param name="text">For example <c>COMMIT</c>, or a part of a statement that is not prepared; ASCII.</param>
    public void DropAnswerOf(string text)
    {
        _dropAfter = System.Text.Encoding.ASCII.GetBytes(text);
        Interlocked.Exchange(ref _answersToDrop, 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Resume();
        Reset();
        await _accepting;
        _end.Dispose();
    }

    internal async ValueTask Pass(CancellationToken cancellationToken)
    {
        if (_stall is { } stall)
        {
            await stall.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Whether this is the request whose answer is to be dropped; true once.</summary>
    internal bool TakesDrop(ReadOnlySpan<byte> request)
    {
        if (_dropAfter is not { } text || request.IndexOf(text) < 0 || Interlocked.Exchange(ref _answersToDrop, 0) == 0)
        {
            return false;
        }

        Dropped++;
        return true;
    }

    private async Task Accept()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_end.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            if (Refuses)
            {
                client.LingerState = new(true, 0);
                client.Dispose();
                continue;
            }

            var connection = new ProxiedConnection(this, client);
            lock (_connections)
            {
                _connections.Add(connection);
            }

            _ = Run(connection);
        }
    }

    private async Task Run(ProxiedConnection connection)
    {
        await connection.RunAsync(_serverPort, _end.Token);
        lock (_connections)
        {
            _connections.Remove(connection);
        }
    }

    private ProxiedConnection[] Snapshot()
    {
        lock (_connections)
        {
            return [.. _connections];
        }
    }
}
