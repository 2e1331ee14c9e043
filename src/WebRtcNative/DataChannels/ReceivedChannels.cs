using System.Threading.Channels;

namespace WebRtcNative;

/// <summary>Channels of the remote peer that wait for AcceptDataChannelAsync.</summary>
internal sealed class ReceivedChannels
{
    // As many as the shim keeps untold (kMaxUntold).
    private const int MaxWaiting = 1024;

    private readonly Channel<DataChannel> _waiting = Channel.CreateBounded<DataChannel>(MaxWaiting);

    /// <summary>A channel that finds no room, or nobody to wait for, is closed.</summary>
    public void Add(DataChannel channel)
    {
        if (!_waiting.Writer.TryWrite(channel))
            channel.Dispose();
    }

    /// <summary>Null when no further channel will come.</summary>
    public async ValueTask<DataChannel?> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_waiting.Reader.TryRead(out var channel)) // else another reader was faster
                return channel;
        }
        return null;
    }

    /// <summary>No further channel comes, and nobody gets those that wait: they are given up.</summary>
    public void End()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var channel))
            channel.Dispose();
    }
}
