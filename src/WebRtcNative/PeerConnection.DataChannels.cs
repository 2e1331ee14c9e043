using System.Runtime.CompilerServices;

namespace WebRtcNative;

public sealed partial class PeerConnection
{
    private ReceivedChannels? _received; // null until a channel arrives without a handler, or code waits for one

    /// <summary>datachannel: the remote peer has created a channel. A channel with a handler does not go to
    /// <see cref="AcceptDataChannelAsync"/>. Raised by the connection's queue.</summary>
    public event EventHandler<DataChannel>? DataChannelReceived;

    /// <summary>Waits for the next channel that the remote peer creates.</summary>
    /// <param name="cancellationToken">Ends the wait. No channel is lost by it.</param>
    /// <returns>The channel, which is or was open; null when the connection is closed on this side.</returns>
    /// <exception cref="WebRtcException">The connection's state is Failed, perhaps since the call, and
    /// <see cref="PeerConnectionOptions.CloseChannelsWhenFailed"/> is set. Without that option the call still waits.</exception>
    /// <remarks>
    /// <para>A channel goes to the handlers of <see cref="DataChannelReceived"/>, if there are any when its event is raised.
    /// Otherwise it is kept for this method, in order. At most 1,024 channels are kept; further ones are closed at once. When the
    /// connection is closed on this side, the kept channels are disposed.</para>
    /// <para>Several calls may wait at the same time: each channel goes to one of them. The caller may get the channel after some
    /// of its events were raised: use ReceiveAsync, or read its state and its messages after attaching handlers.</para>
    /// </remarks>
    public ValueTask<DataChannel?> AcceptDataChannelAsync(CancellationToken cancellationToken = default) =>
        Received.TakeAsync(cancellationToken);

    /// <summary>Accepts all channels that the remote peer creates, as <see cref="AcceptDataChannelAsync"/> does, until the
    /// connection is closed on this side.</summary>
    /// <param name="cancellationToken">Ends the wait. No channel is lost by it.</param>
    /// <exception cref="WebRtcException">As of <see cref="AcceptDataChannelAsync"/>.</exception>
    public async IAsyncEnumerable<DataChannel> ReadDataChannelsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await AcceptDataChannelAsync(cancellationToken).ConfigureAwait(false) is { } channel)
            yield return channel;
    }

    private ReceivedChannels Received
    {
        get
        {
            if (Volatile.Read(ref _received) is { } existing)
                return existing;
            var created = new ReceivedChannels(
                () => ConnectionState == PeerConnectionState.Failed && _configuration.CloseChannelsWhenFailed);
            var received = Interlocked.CompareExchange(ref _received, created, null) ?? created;
            if (IsClosed) // read afterwards: Close may not have seen this one
                received.End();
            return received;
        }
    }

    private void OnDataChannel(DataChannel channel)
    {
        if (DataChannelReceived is { } handlers)
            handlers(this, channel);
        else
            Received.Add(channel);
    }
}
