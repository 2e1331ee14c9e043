using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

public sealed partial class DataChannel
{
    private readonly AsyncSignal _readable = new(); // messages, or the end
    private int _isWaiting;

    /// <summary>The receive queue is no longer empty. Receive until it is empty again: further messages raise no event until then. Raised
    /// by the connection's queue.</summary>
    public event EventHandler? MessagesAvailable;

    /// <summary>Number of messages in the receive queue; 0 if the channel is disposed.</summary>
    public int AvailableMessageCount => Math.Max(0, _native?.Available ?? 0);

    /// <summary>Length of the oldest message in the receive queue, in bytes; null if the queue is empty.</summary>
    public int? NextMessageSize => _native?.NextSize is >= 0 and var size ? size : null;

    /// <summary>Receives the oldest message of the receive queue.</summary>
    /// <param name="destination">Memory for the message.</param>
    /// <param name="message">Length, kind and time of the message. If the result is false: those of a message that does not fit, or
    /// the default if there is no message.</param>
    /// <returns>False if there is no message, or if the destination is too small for it; the message stays then.</returns>
    /// <exception cref="ObjectDisposedException">The channel is disposed.</exception>
    public bool TryReceive(Span<byte> destination, out MessageInfo message)
    {
        // Every received message passes here.
        ObjectDisposedException.ThrowIf(_native == null, this);
        var isReceived = _native.TryReceive(destination, out var received);
        message = received == default ? default : new MessageInfo
        {
            Length = received.Length,
            IsText = received.IsText,
            ArrivalTime = DateTimeOffset.UnixEpoch.AddTicks(received.ArrivalTime * TimeSpan.TicksPerMicrosecond),
        };
        if (!isReceived)
            return false;
        WebRtcMetrics.MessageReceived(message.Length);
        return true;
    }

    /// <summary>Receives the oldest message of the receive queue, and waits for one if it is empty. Allocates nothing in the long
    /// run.</summary>
    /// <param name="destination">Memory for the message.</param>
    /// <param name="cancellationToken">Ends the wait. No message is lost by it.</param>
    /// <returns>Length, kind and time of the message; null when the channel is closed by either side and all messages were
    /// received.</returns>
    /// <exception cref="ArgumentException">The destination is too small for the message, which stays.</exception>
    /// <exception cref="InvalidOperationException">Another call is waiting: one reader at a time.</exception>
    /// <exception cref="ObjectDisposedException">The channel is disposed, perhaps while this waited.</exception>
    /// <exception cref="WebRtcException">The channel failed (<see cref="Error"/>), and all messages were received.</exception>
    /// <remarks>If the caller has no synchronization context, the code after the await runs on the thread pool. A connection whose
    /// state is Failed may be revived by an ICE restart. So the call still waits then, as the W3C has it;
    /// <see cref="PeerConnectionOptions.CloseChannelsWhenFailed"/> ends the wait with an error.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<MessageInfo?> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        while (await WaitToReceiveAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryReceive(destination.Span, out var message))
                return message;
            if (message.Length > destination.Length) // otherwise another thread was faster
            {
                throw new ArgumentException(
                    $"The message has {message.Length} bytes, the destination only {destination.Length}.", nameof(destination));
            }
        }
        return null;
    }

    /// <summary>Receives the oldest message of the receive queue, and waits for one if it is empty, into memory that is allocated for the
    /// message.</summary>
    /// <param name="cancellationToken">Ends the wait. No message is lost by it.</param>
    /// <returns>The message; null when the channel is closed by either side and all messages were received.</returns>
    /// <exception cref="InvalidOperationException">Another call is waiting: one reader at a time.</exception>
    /// <exception cref="ObjectDisposedException">The channel is disposed, perhaps while this waited.</exception>
    /// <exception cref="WebRtcException">The channel failed (<see cref="Error"/>), and all messages were received.</exception>
    /// <remarks>Waits while the connection's state is Failed, as the other form does.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<DataChannelMessage?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (await WaitToReceiveAsync(cancellationToken).ConfigureAwait(false))
        {
            if (NextMessageSize is { } size && TryReceiveExactly(size) is { } message)
                return message;
        }
        return null;
    }

    /// <summary>Receives all messages until the channel is closed, as <see cref="ReceiveAsync(CancellationToken)"/> does.</summary>
    /// <param name="cancellationToken">Ends the wait. No message is lost by it.</param>
    /// <exception cref="InvalidOperationException">Another call is waiting: one reader at a time.</exception>
    /// <exception cref="ObjectDisposedException">The channel is disposed, perhaps while this waited.</exception>
    /// <exception cref="WebRtcException">The channel failed (<see cref="Error"/>), and all messages were received.</exception>
    /// <remarks>Waits while the connection's state is Failed, as
    /// <see cref="ReceiveAsync(Memory{byte}, CancellationToken)"/> does.</remarks>
    public async IAsyncEnumerable<DataChannelMessage> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } message)
            yield return message;
    }

    /// <summary>True if there is a message, false if none will arrive any more; throws the error of a failed channel.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<bool> WaitToReceiveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _isWaiting, 1) != 0)
            throw new InvalidOperationException("Another call is waiting for a message: one reader at a time.");
        try
        {
            while (true)
            {
                // Read before the messages: none arrives after the channel is closed.
                var isClosed = State == DataChannelState.Closed;
                ObjectDisposedException.ThrowIf(IsDisposed, this);
                if (AvailableMessageCount > 0)
                    return true;
                if (isClosed)
                    return Error is { } error ? Rethrow(error) : false;
                await _readable.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _isWaiting, 0);
        }
    }

    // Otherwise an exception that is thrown repeatedly would collect the stacks of all throws.
    private static bool Rethrow(Exception error)
    {
        ExceptionDispatchInfo.Throw(error);
        return false;
    }

    /// <summary>Null when another thread was faster.</summary>
    private DataChannelMessage? TryReceiveExactly(int size)
    {
        var data = new byte[size];
        return TryReceive(data, out var info) ? new DataChannelMessage(data.AsMemory(0, info.Length), info) : null;
    }
}
