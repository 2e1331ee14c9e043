using System.Runtime.CompilerServices;

namespace WebRtcNative;

/// <summary>The bytes of a data channel's messages, one after the other. See <see cref="DataChannel.AsStream"/>.</summary>
/// <param name="channel">The channel of the messages.</param>
/// <param name="close">Called once, by Dispose.</param>
internal sealed class DataChannelStream(DataChannel channel, Action close) : Stream
{
    // RFC 8831, section 6.6: larger messages delay the other channels of peers that cannot interleave messages.
    private const int MaxPiece = 16 * 1024;

    // The size that every peer accepts, before the maximum is negotiated.
    private const int FirstPiece = 1024;

    private byte[] _message = []; // a message longer than the caller's buffer
    private ReadOnlyMemory<byte> _rest;
    private int _disposed;

    public override bool CanRead => _disposed == 0;

    public override bool CanWrite => _disposed == 0;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            while (_rest.IsEmpty)
            {
                // A read of zero bytes waits until there is something to read.
                if (!await channel.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false) || buffer.IsEmpty)
                    return 0;
                if (!channel.TryReceive(buffer.Span, out var message))
                    Keep(message.Length);
                else if (message.Length > 0) // 0 would be the end of the stream
                    return message.Length;
            }
        }
        catch (Exception e) when (ReferenceEquals(e, channel.Error))
        {
            throw new IOException(e.Message, e);
        }
        return TakeRest(buffer.Span);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        try
        {
            while (!buffer.IsEmpty)
            {
                var length = Math.Min(buffer.Length, Math.Min(MaxPiece, channel.MaxMessageSize ?? FirstPiece));
                await channel.SendAsync(buffer[..length], cancellationToken).ConfigureAwait(false);
                buffer = buffer[length..];
            }
        }
        catch (Exception e) when (e is InvalidOperationException and not ObjectDisposedException || ReferenceEquals(e, channel.Error))
        {
            throw new IOException(e.Message, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
        // Written bytes are already queued.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
            close();
        base.Dispose(disposing);
    }

    private void Keep(int length)
    {
        if (_message.Length < length)
            _message = new byte[length];
        if (channel.TryReceive(_message, out var message))
            _rest = _message.AsMemory(0, message.Length);
    }

    private int TakeRest(Span<byte> destination)
    {
        var length = Math.Min(destination.Length, _rest.Length);
        _rest.Span[..length].CopyTo(destination);
        _rest = _rest[length..];
        return length;
    }
}
