using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntentContracts.AspNetCore;

/// <summary>Stands between an endpoint and the response's body until the endpoint has ended.</summary>
internal sealed class ResponseCapture : StreamResponseBodyFeature
{
    private readonly IHttpResponseBodyFeature _client;
    private readonly CaptureStream _stream;
    private readonly HttpContext _context;

    private ResponseCapture(HttpContext context, CaptureStream stream, IHttpResponseBodyFeature client)
        : base(stream, client) =>
        (_context, _stream, _client) = (context, stream, client);

    public bool HasOverflowed => _stream.HasOverflowed;

    public ReadOnlyMemory<byte> Body => _stream.Kept;

    public static ResponseCapture Begin(HttpContext context, int maxBytes, bool passThrough)
    {
        var client = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var capture = new ResponseCapture(context, new(client.Stream, maxBytes, passThrough), client);
        context.Features.Set<IHttpResponseBodyFeature>(capture);
        return capture;
    }

    // The endpoint sends a stream, and says so: a client that waits for its parts gets them.
    public override void DisableBuffering()
    {
        _stream.PassThrough();
        _client.DisableBuffering();
    }

    // Nothing is sent before the claim is settled, so nothing starts; what is sent while it is written starts with its first byte.
    public override Task StartAsync(CancellationToken cancellationToken = default) => _stream.IsPassingThrough ? _client.StartAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>The endpoint has ended, or says so: takes in what it has written and not flushed.</summary>
    public override async Task CompleteAsync() => await Writer.FlushAsync();

    /// <summary>Gives the response its body back. What has not been sent until then is not sent.</summary>
    public void End() => _context.Features.Set(_client);

    /// <summary>Sends what has not been sent.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (_stream.IsPassingThrough)
        {
            await _stream.FlushAsync(cancellationToken);
        }
        else if (Body.Length > 0)
        {
            _context.Response.ContentLength ??= Body.Length;
            await _client.Stream.WriteAsync(Body, cancellationToken);
        }
    }
}
