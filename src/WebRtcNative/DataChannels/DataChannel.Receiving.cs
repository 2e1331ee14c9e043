using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

public sealed partial class DataChannel
{
    private readonly AsyncSignal _readable = new(); // messages, or the end
    private int _isWaiting;

    /// <summary>Messages have come since the receive queue was last empty: take them out until it is empty again.</summary>
    public event EventHandler? MessagesAvailable;

    /// <summary>Messages in the receive queue.</summary>
    public int AvailableMessageCount => Math.Max(0, _native?.Available ?? 0);

    /// <summary>Bytes in the oldest message of the receive queue; null when it is empty.</summary>
    public int? NextMessageSize => _native?.NextSize is >= 0 and var size ? size : null;

    /// <summary>Takes the oldest message out of the receive queue.</summary>
    /// <param name="destination">Where the message goes.</param>
    /// <param name="message">What the message is. Where the result is false: what the destination is too small for, or the
    /// default when there is no message.</param>
    /// <returns>False when there is no message, or the destination is too small for it, in which case it stays.</returns>
    /// <exception cref="ObjectDisposedException">The channel is disposed.</exception>
    public bool TryReceive(Span<byte> destination, out MessageInfo message)
    {
        // Every message that is received passes here.
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

    /// <summary>Takes the oldest message out of the receive queue, and waits for one where there is none. Allocates nothing
    /// in the long run.</summary>
    /// <param name="destination">Where the message goes.</param>
    /// <param name="cancellationToken">Ends the waiting. No message is lost by it.</param>
    /// <returns>What the message is; null when the channel is closed, by whichever side, and everything was taken.</returns>
    /// <exception cref="ArgumentException">The destination is too small for the message, which stays.</exception>
    /// <exception cref="InvalidOperationException">Another call is waiting: one reader at a time.</exception>
    /// <exception cref="ObjectDisposedException">The channel is disposed, perhaps while this waited.</exception>
    /// <exception cref="WebRtcException">The channel failed (<see cref="Error"/>), and everything was taken.</exception>
    /// <remarks>Where the caller has no context of its own, what follows runs on the thread of a queue that raises events by
    /// itself, or on the thread pool. It may block, and the queue goes on on another thread then, some milliseconds
    /// later.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<MessageInfo?> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        while (await WaitToReceiveAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryReceive(destination.Span, out var message))
                return message;
            if (message.Length > destination.Length) // else another thread was faster
            {
                throw new ArgumentException(
                    $"The message has {message.Length} bytes, the destination only {destination.Length}.", nameof(destination));
            }
        }
        return null;
    }

    /// <summary>As <see cref="ReceiveAsync(Memory{byte}, CancellationToken)"/>, into memory that is allocated for the
    /// message.</summary>
    /// <param name="cancellationToken">Ends the waiting. No message is lost by it.</param>
    /// <returns>The message; null when the channel is closed, by whichever side, and everything was taken.</returns>
    /// <exception cref="InvalidOperationException">Another call is waiting: one reader at a time.</exception>
    /// <exception cref="ObjectDisposedException">The channel is disposed, perhaps while this waited.</exception>
    /// <exception cref="WebRtcException">The channel failed (<see cref="Error"/>), and everything was taken.</exception>
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

    /// <summary>All messages until the channel is closed, as <see cref="ReceiveAsync(CancellationToken)"/> gives them.</summary>
    /// <param name="cancellationToken">Ends the waiting. No message is lost by it.</param>
    /// <exception cref="InvalidOperationException">Another call is waiting: one reader at a time.</exception>
    /// <exception cref="ObjectDisposedException">The channel is disposed, perhaps while this waited.</exception>
    /// <exception cref="WebRtcException">The channel failed (<see cref="Error"/>), and everything was taken.</exception>
    public async IAsyncEnumerable<DataChannelMessage> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } message)
            yield return message;
    }

    /// <summary>True when there is a message, false when none will come any more; throws what the channel failed with.</summary>
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
                // Asked before the messages: none comes after it is closed.
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

    // An exception that is thrown more than once would otherwise collect the stacks of all throws.
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
