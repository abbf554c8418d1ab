namespace IntentContracts.AspNetCore;

/// <summary>Keeps what is written, up to a number of bytes: before it is sent, or, when it passes through, while it is sent.</summary>
/// <remarks>What does not fit is not kept, and all of it is sent. Sent at the latest then, so a download of any size needs no more memory than that.</remarks>
internal sealed class CaptureStream(Stream client, int maxBytes, bool passThrough) : Stream
{
    private MemoryStream _kept = new();
    private bool _unsent;

    /// <summary>More was written than can be kept.</summary>
    public bool HasOverflowed { get; private set; }

    public bool IsPassingThrough { get; private set; } = passThrough;

    public ReadOnlyMemory<byte> Kept => _kept.GetBuffer().AsMemory(0, (int)_kept.Length);

    public override bool CanRead => false;

    // A response that nobody has seen can be taken back: an exception handler clears it that way.
    public override bool CanSeek => !IsPassingThrough;

    public override bool CanWrite => true;

    public override long Length => _kept.Length;

    public override long Position { get => _kept.Position; set => throw new NotSupportedException(); }

    /// <summary>From the next write on, what is written is sent at once.</summary>
    public void PassThrough()
    {
        _unsent |= !IsPassingThrough && _kept.Length > 0;
        IsPassingThrough = true;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await SendKeptAsync(Keep(buffer.Span), cancellationToken);
        if (IsPassingThrough)
        {
            await client.WriteAsync(buffer, cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Keep(buffer) is { } before)
        {
            client.Write(before.Span);
        }

        if (IsPassingThrough)
        {
            client.Write(buffer);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (IsPassingThrough)
        {
            await SendKeptAsync(Unsent(), cancellationToken);
            await client.FlushAsync(cancellationToken);
        }
    }

    public override void Flush()
    {
        if (IsPassingThrough)
        {
            if (Unsent() is { } before)
            {
                client.Write(before.Span);
            }

            client.Flush();
        }
    }

    public override void SetLength(long value)
    {
        if (IsPassingThrough || value != 0)
        {
            throw new NotSupportedException();
        }

        _kept.SetLength(0);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    // What was kept and must be sent before anything else; null when nothing is.
    private ReadOnlyMemory<byte>? Keep(ReadOnlySpan<byte> buffer)
    {
        ReadOnlyMemory<byte>? before = Unsent();
        if (HasOverflowed || _kept.Length + buffer.Length <= maxBytes)
        {
            if (!HasOverflowed)
            {
                _kept.Write(buffer);
            }

            return before;
        }

        before ??= !IsPassingThrough && _kept.Length > 0 ? Kept : default(ReadOnlyMemory<byte>?);
        HasOverflowed = IsPassingThrough = true;
        _kept = new();
        return before;
    }

    private ReadOnlyMemory<byte>? Unsent()
    {
        var unsent = _unsent;
        _unsent = false;

        // Not "null", which would be an empty memory: there is a conversion from null arrays.
        return unsent ? Kept : default(ReadOnlyMemory<byte>?);
    }

    private ValueTask SendKeptAsync(ReadOnlyMemory<byte>? kept, CancellationToken cancellationToken) =>
        kept is { } before ? client.WriteAsync(before, cancellationToken) : ValueTask.CompletedTask;
}
