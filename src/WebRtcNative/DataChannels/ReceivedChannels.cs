using System.Threading.Channels;

namespace WebRtcNative;

/// <summary>Channels of the remote peer that wait for AcceptDataChannelAsync.</summary>
/// <param name="hasFailed">Whether the connection has failed and waiting for a channel is over.</param>
internal sealed class ReceivedChannels(Func<bool> hasFailed)
{
    // As many as the shim keeps unannounced (kMaxUntold).
    private const int MaxWaiting = 1024;

    private readonly Channel<DataChannel> _waiting = Channel.CreateBounded<DataChannel>(MaxWaiting);
    private TaskCompletionSource _failed = NewSignal();

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
        while (true)
        {
            if (_waiting.Reader.TryRead(out var channel))
                return channel;
            var failed = Volatile.Read(ref _failed).Task; // before the question: a later failure ends this task
            if (hasFailed())
                throw new WebRtcException("The connection has failed, which ends the wait for a channel.", RtcErrorType.NetworkError);
            var readable = _waiting.Reader.WaitToReadAsync(cancellationToken).AsTask();
            if (await Task.WhenAny(readable, failed).ConfigureAwait(false) == readable && !await readable.ConfigureAwait(false))
                return null;
        }
    }

    /// <summary>The connection has failed: waiting calls ask whether their wait is over.</summary>
    public void Fail() => Interlocked.Exchange(ref _failed, NewSignal()).TrySetResult();

    /// <summary>Ends the queue and disposes the kept channels.</summary>
    public void End()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var channel))
            channel.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
