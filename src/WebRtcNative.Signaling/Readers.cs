using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace WebRtcNative.Signaling;

/// <summary>The async enumerations of one kind of events. Each has a buffer of its own; one that nobody reads ends with an
/// error.</summary>
internal sealed class Readers<T>
{
    private const int BufferSize = 4096;

    private ImmutableList<Channel<T>> _channels = [];

    public void Write(T item)
    {
        foreach (var channel in Volatile.Read(ref _channels))
        {
            if (!channel.Writer.TryWrite(item))
                channel.Writer.TryComplete(new InvalidOperationException($"{BufferSize} events wait to be read."));
        }
    }

    public void End()
    {
        foreach (var channel in Volatile.Read(ref _channels))
            channel.Writer.TryComplete();
    }

    /// <summary>Begins to buffer at once, and reads later.</summary>
    public IAsyncEnumerable<T> Begin(IEnumerable<T> first, bool isOver, CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<T>(BufferSize);
        foreach (var item in first)
            channel.Writer.TryWrite(item);
        ImmutableInterlocked.Update(ref _channels, channels => channels.Add(channel));
        if (isOver)
            channel.Writer.TryComplete();
        return ReadAsync(channel, cancellation);
    }

    private async IAsyncEnumerable<T> ReadAsync(Channel<T> channel, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            ImmutableInterlocked.Update(ref _channels, channels => channels.Remove(channel));
        }
    }
}
