using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using WebRtcNative.Interop;

namespace WebRtcNative;

public sealed partial class DataChannel
{
    private const int SendBufferSize = 16 * 1024 * 1024;
    private const int StackTextLength = 512;

    private readonly AsyncTurnstile _senders = new();
    private readonly AsyncSignal _sendable = new(); // for the first sender in line: the buffer has room, or the state has changed
    private int _sendHighWaterMark = 1024 * 1024;
    private readonly Lock _lowThresholdLock = new();
    private EventHandler? _bufferedAmountLow;
    private long _bufferedAmountLowThreshold;

    /// <summary>bufferedamountlow: <see cref="BufferedAmount"/> has fallen to <see cref="BufferedAmountLowThreshold"/> or below. Raised by
    /// the connection's queue.</summary>
    public event EventHandler? BufferedAmountLow
    {
        add => Listen(value, Delegate.Combine);
        remove => Listen(value, Delegate.Remove);
    }

    /// <summary>bufferedAmount: number of bytes accepted by send and not yet handed to the network.</summary>
    public long BufferedAmount => Math.Max(0, _native?.BufferedAmount ?? 0);

    /// <summary>bufferedAmountLowThreshold, in bytes: when the buffered amount falls from above it to it or below,
    /// <see cref="BufferedAmountLow"/> is raised. Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long BufferedAmountLowThreshold
    {
        get => Volatile.Read(ref _bufferedAmountLowThreshold);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            lock (_lowThresholdLock)
            {
                _bufferedAmountLowThreshold = value;
                TellLowThreshold();
            }
        }
    }

    /// <summary>High watermark of <see cref="BufferedAmount"/>, in bytes: from there on SendAsync waits until the amount has fallen
    /// to a quarter of it. Default 1 MiB. A change affects waiting calls when they are woken.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1, or more than the size of the send buffer (16 MiB).</exception>
    public int SendHighWaterMark
    {
        get => Volatile.Read(ref _sendHighWaterMark);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, SendBufferSize);
            Volatile.Write(ref _sendHighWaterMark, value);
        }
    }

    /// <summary>send: queues a message of bytes, which is copied; never waits.</summary>
    /// <exception cref="InvalidOperationException">The channel is not open.</exception>
    /// <exception cref="ArgumentException">The message is longer than <see cref="MaxMessageSize"/>.</exception>
    /// <exception cref="WebRtcException">The send buffer (16 MiB) is full; nothing was queued.</exception>
    public void Send(ReadOnlySpan<byte> message) => ThrowUnlessSent(TrySend(message));

    /// <summary>send: queues a string as UTF-8; never waits. Half a surrogate pair becomes U+FFFD.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The channel is not open.</exception>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxMessageSize"/>.</exception>
    /// <exception cref="WebRtcException">The send buffer (16 MiB) is full; nothing was queued.</exception>
    public void Send(string text) => ThrowUnlessSent(TrySend(text));

    /// <summary>Queues a message of bytes, or returns the reason why not; throws no exception for it and never waits.</summary>
    /// <param name="message">Copied by the call. May be empty.</param>
    /// <param name="isText">Send as a string; the caller guarantees that the bytes are UTF-8.</param>
    public SendResult TrySend(ReadOnlySpan<byte> message, bool isText = false)
    {
        // Every sent message passes here.
        if (State == DataChannelState.Closed)
            return SendResult.Closed; // the engine may not know yet
        try
        {
            var result = (_native?.Send(message, isText) ?? SendStatus.Closed) switch
            {
                SendStatus.Sent => SendResult.Sent,
                SendStatus.NotOpen => SendResult.NotOpen,
                SendStatus.BufferFull => SendResult.BufferFull,
                SendStatus.TooLarge => SendResult.TooLarge,
                _ => SendResult.Closed,
            };
            if (result == SendResult.Sent)
                WebRtcMetrics.MessageSent(message.Length);
            return result;
        }
        catch (ObjectDisposedException)
        {
            return SendResult.Closed;
        }
    }

    /// <summary>Queues a string as UTF-8, or returns the reason why not; never waits. Half a surrogate pair becomes U+FFFD.</summary>
    /// <param name="text">May be empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public SendResult TrySend(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > SendBufferSize) // too large for any peer: not worth the memory
            return TooLargeUnlessNotOpen();
        var size = Encoding.UTF8.GetByteCount(text);
        if (size <= StackTextLength)
            return TrySend(text, stackalloc byte[size]);
        var rented = ArrayPool<byte>.Shared.Rent(size);
        var result = TrySend(text, rented.AsSpan(0, size));
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    /// <summary>Sends bytes; waits first until the channel is open, and while <see cref="BufferedAmount"/> is not below
    /// <see cref="SendHighWaterMark"/>. Waiting calls are served in their order. Allocates nothing in the long run.</summary>
    /// <param name="message">Copied when it is sent, so it must not change until then. May be empty.</param>
    /// <param name="cancellationToken">Ends the wait; nothing was sent then.</param>
    /// <exception cref="InvalidOperationException">The channel is closing or closed, perhaps since the call.</exception>
    /// <exception cref="ObjectDisposedException">The channel is disposed.</exception>
    /// <exception cref="ArgumentException">The message is longer than <see cref="MaxMessageSize"/>.</exception>
    /// <exception cref="WebRtcException">The channel failed (<see cref="Error"/>), perhaps since the call.</exception>
    /// <remarks>If the caller has no synchronization context, the code after the await runs on the thread pool. Messages of
    /// <see cref="TrySend(ReadOnlySpan{byte}, bool)"/> and Send do not wait, so they may overtake. A connection whose state is Failed
    /// may be revived by an ICE restart. So the call still waits then, as the W3C has it;
    /// <see cref="PeerConnectionOptions.CloseChannelsWhenFailed"/> ends the wait with an error.</remarks>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        SendInTurnAsync(message, null, cancellationToken);

    /// <summary>Sends a string as UTF-8, and waits as <see cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    /// does.</summary>
    /// <param name="text">May be empty. Half a surrogate pair becomes U+FFFD.</param>
    /// <param name="cancellationToken">Ends the wait; nothing was sent then.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The channel is closing or closed, perhaps since the call.</exception>
    /// <exception cref="ObjectDisposedException">The channel is disposed.</exception>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxMessageSize"/>.</exception>
    /// <exception cref="WebRtcException">The channel failed (<see cref="Error"/>), perhaps since the call.</exception>
    public ValueTask SendAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SendInTurnAsync(default, text, cancellationToken);
    }

    private void Listen(EventHandler? handler, Func<Delegate?, Delegate?, Delegate?> change)
    {
        lock (_lowThresholdLock)
        {
            _bufferedAmountLow = (EventHandler?)change(_bufferedAmountLow, handler);
            TellLowThreshold();
        }
    }

    // Without a listener there is no event: with the default threshold there would be one for nearly every message.
    private void TellLowThreshold() =>
        _native?.SetBufferedAmountLowThreshold(_bufferedAmountLow == null ? -1 : _bufferedAmountLowThreshold);

    private SendResult TooLargeUnlessNotOpen() => State switch
    {
        DataChannelState.Open => SendResult.TooLarge,
        DataChannelState.Closed => SendResult.Closed,
        _ => SendResult.NotOpen,
    };

    private SendResult TrySend(string text, Span<byte> utf8)
    {
        Encoding.UTF8.GetBytes(text, utf8);
        return TrySend(utf8, isText: true);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendInTurnAsync(ReadOnlyMemory<byte> message, string? text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _senders.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!TrySendOrAskForRoom(message.Span, text))
                await _sendable.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _senders.Exit();
        }
    }

    /// <summary>False if the caller has to wait for the next signal; throws if waiting would not help.</summary>
    private bool TrySendOrAskForRoom(ReadOnlySpan<byte> message, string? text)
    {
        // Read before the attempt: a later change sends a signal.
        var state = State;
        var isFull = state <= DataChannelState.Open && BufferedAmount >= SendHighWaterMark;
        var result = isFull ? SendResult.BufferFull : text == null ? TrySend(message) : TrySend(text);
        switch (result)
        {
            case SendResult.BufferFull:
                _native?.NotifyWritable(SendHighWaterMark / 4);
                return false;
            case SendResult.NotOpen when state == DataChannelState.Connecting:
            case SendResult.Closed when state <= DataChannelState.Open: // its event, which has the reason, is on the way
                return false;
            case SendResult.Closed when Error is { } error && !IsDisposed:
                return Rethrow(error);
            default:
                ThrowUnlessSent(result);
                return true;
        }
    }

    private void ThrowUnlessSent(SendResult result)
    {
        switch (result)
        {
            case SendResult.Sent:
                return;
            case SendResult.TooLarge:
                throw new ArgumentException($"The message is longer than the negotiated maximum of {MaxMessageSize} bytes.");
            case SendResult.BufferFull:
                throw new WebRtcException("The send buffer (16 MiB) is full.", RtcErrorType.ResourceExhausted);
            case SendResult.NotOpen:
                throw new InvalidOperationException($"The data channel is not open; its state is {State}.");
            default:
                ObjectDisposedException.ThrowIf(IsDisposed, this);
                throw new InvalidOperationException("The data channel is closed.");
        }
    }
}
