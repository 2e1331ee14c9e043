using System.IO.Pipelines;

namespace WebRtcNative;

public sealed partial class DataChannel
{
    private DataChannelStream? _stream;

    /// <summary>The channel as a stream of bytes, in both directions; always the same object.</summary>
    /// <remarks>
    /// <para>Meant for reliable, ordered channels; on other channels bytes may be missing or out of order. Message boundaries are
    /// lost: a read reads from one message, and the next read gets the rest of it. Empty messages are skipped, and texts are read
    /// as bytes. A write becomes messages of at most 16 KiB, or <see cref="MaxMessageSize"/>, and waits as
    /// <see cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/> does; a cancelled write may have sent its beginning. Flush
    /// does nothing, since written bytes are already queued.</para>
    /// <para>The stream ends when the channel is closed and everything was read. Reading from a failed channel throws an
    /// <see cref="IOException"/> with the error inside; so does writing to a closed one. Dispose closes the channel
    /// (<see cref="Close"/>) after all written bytes.</para>
    /// <para>One read and one write at a time. The synchronous calls block until the queue has raised an event. Never call them on
    /// the polling thread or in a handler of the connection, since that thread would have to raise the event.</para>
    /// </remarks>
    public Stream AsStream()
    {
        if (_stream == null)
            Interlocked.CompareExchange(ref _stream, new DataChannelStream(this, Close), null);
        return _stream;
    }

    /// <summary>The channel as a pair of pipes, for System.IO.Pipelines; a new pair with each call, but only one can be
    /// used.</summary>
    /// <remarks>Use either the pipes or <see cref="AsStream"/>, with the same rules. A channel cannot be closed in one direction
    /// only: it is closed when Input and Output are both completed. CompleteAsync of Output sends unflushed bytes; Complete does so
    /// too, and may block for it.</remarks>
    public IDuplexPipe AsDuplexPipe() => new DataChannelPipe(this);
}
