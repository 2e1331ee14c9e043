using System.Threading.Channels;

namespace WebRtcNative;

/// <summary>Channels of the remote peer that wait for AcceptDataChannelAsync.</summary>
internal sealed class ReceivedChannels
{
    // As many as the shim keeps unannounced (kMaxUntold).
    private const int MaxWaiting = 1024;

    private readonly Channel<DataChannel> _waiting = Channel.CreateBounded<DataChannel>(MaxWaiting);

    /// <summary>Keeps the channel, or closes it if there is no room or the queue has ended.</summary>
    public void Add(DataChannel channel)
    {
        if (!_waiting.Writer.TryWrite(channel))
            channel.Dispose();
    }

    /// <summary>Returns null if no further channel will come.</summary>
    public async ValueTask<DataChannel?> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_waiting.Reader.TryRead(out var channel)) // otherwise another reader was faster
                return channel;
        }
        return null;
    }

    /// <summary>Ends the queue and disposes the kept channels.</summary>
    public void End()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var channel))
            channel.Dispose();
    }
}
