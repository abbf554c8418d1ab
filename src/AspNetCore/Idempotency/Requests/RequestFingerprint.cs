using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntentContracts.AspNetCore;

/// <summary>What was asked, as a hash: method, path with query, content type, and the bytes of the body. The body can be read again afterwards.</summary>
internal static class RequestFingerprint
{
    /// <summary>Changes when the form does, so that an old response is refused rather than replayed for another request.</summary>
    private const string Version = "h1:";

    private const int InMemory = 64 * 1024;

    /// <returns>Null when the body has more bytes than it may.</returns>
    /// <exception cref="InvalidOperationException">Somebody has read the body before: nothing is left to compare.</exception>
    public static async ValueTask<Fingerprint?> ComputeAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var isFresh = !request.Body.CanSeek;
        if (isFresh && request.HttpContext.Features.Get<IFormFeature>()?.Form is not null)
        {
            throw BodyIsGone();
        }

        request.EnableBuffering(InMemory);
        request.Body.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, request.Method.ToUpperInvariant());
        Append(hash, request.PathBase.ToUriComponent() + request.Path.ToUriComponent());
        Append(hash, request.QueryString.ToUriComponent());
        Append(hash, request.ContentType ?? "");
        var length = await AppendBodyAsync(hash, request.Body, maxBytes, cancellationToken);
        if (length > maxBytes)
        {
            return null;
        }

        if (request.ContentLength is { } announced && length != announced)
        {
            throw BodyIsGone();
        }

        request.Body.Position = 0;
        return new(Version + Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // The last part, so its end needs no length before it.
    private static async ValueTask<long> AppendBodyAsync(IncrementalHash hash, Stream body, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            long length = 0;
            int read;
            while (length <= maxBytes && (read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
                hash.AppendData(buffer, 0, read);
            }

            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static InvalidOperationException BodyIsGone() =>
        new("The body of a request with an Idempotency-Key was read before app.UseIdempotencyKey() could compare it with a duplicate's: call it before what reads bodies or forms, or have that call Request.EnableBuffering().");
}
