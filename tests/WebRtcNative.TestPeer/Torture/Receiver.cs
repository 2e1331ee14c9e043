namespace WebRtcNative.TestPeer;

/// <summary>Takes out whatever comes on the channel that the other side opens.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _buffer = new byte[262144];
    private long _bytes;

    public Receiver(PeerConnection connection) => connection.DataChannelReceived += (_, channel) =>
    {
        channel.MessagesAvailable += (_, _) => TakeAll(channel);
        _opened.TrySetResult();
    };

    public Task Opened => _opened.Task;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Dispose() => _opened.TrySetCanceled();

    private void TakeAll(DataChannel channel)
    {
        while (channel.Take(_buffer) is { } length)
            Interlocked.Add(ref _bytes, length);
    }
}
