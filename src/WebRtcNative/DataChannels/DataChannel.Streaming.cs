using System.IO.Pipelines;

namespace WebRtcNative;

public sealed partial class DataChannel
{
    private DataChannelStream? _stream;

    /// <summary>The channel as a stream of bytes, in both directions; always the same object.</summary>
    /// <remarks>
    /// <para>Meant for reliable, ordered channels; on others, bytes are missing or in disorder as the messages are. The
    /// limits of messages are lost: a read takes from one message, and what it leaves is there for the next; empty messages
    /// are skipped, texts are their bytes. A write becomes messages of at most 16 KiB, or <see cref="MaxMessageSize"/>, and
    /// waits as <see cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/> does; of a cancelled write the beginning
    /// may have been sent. Flush does nothing, since what was written is on its way.</para>
    /// <para>The stream ends when the channel is closed and everything was read. A channel that failed throws an
    /// <see cref="IOException"/> with the failure inside, and so does writing to a closed one. Dispose closes the channel
    /// (<see cref="Close"/>), after what was written.</para>
    /// <para>One read and one write at a time. The synchronous ones block the thread until the queue has raised an event: never
    /// call them on the thread that has to raise it, which is the one that polls, or in a handler of the connection.</para>
    /// </remarks>
    public Stream AsStream()
    {
        if (_stream == null)
            Interlocked.CompareExchange(ref _stream, new DataChannelStream(this, Close), null);
        return _stream;
    }

    /// <summary>The channel as a pair of pipes, for System.IO.Pipelines; a new pair with each call, but only one can be
    /// used.</summary>
    /// <remarks>As <see cref="AsStream"/>, in place of which it is used. A channel cannot be closed in one direction only: it is
    /// closed when Input and Output are both completed. CompleteAsync of Output sends what was not flushed; Complete does so
    /// too, and may block for it.</remarks>
    public IDuplexPipe AsDuplexPipe() => new DataChannelPipe(this);
}
