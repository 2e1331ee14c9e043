using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>The call that waits in a source or reader, one at a time. Keeps the shared queue's thread from the first wait on, until it is
/// disposed or, with its owner, collected.</summary>
internal sealed class WaitingCall : IDisposable
{
    private volatile MediaWait? _wait; // null until a call waits
    private int _isWaiting;
    private volatile int _disposed;

    /// <summary>Ends the wait of an owner that was not disposed.</summary>
    ~WaitingCall() => _wait?.Dispose();

    /// <summary>Takes the place of the only reading call, until <see cref="End"/>.</summary>
    /// <exception cref="InvalidOperationException">Another call has it.</exception>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _isWaiting, 1) != 0)
            throw new InvalidOperationException("Another call is reading.");
    }

    public void End() => Volatile.Write(ref _isWaiting, 0);

    /// <summary>Asks for an event, and waits for it or for <see cref="Dispose"/>. One call at a time.</summary>
    public ValueTask WaitAsync(Action<NativeQueue, long> ask, CancellationToken cancellationToken)
    {
        if (_wait == null)
        {
            var created = new MediaWait();
            Interlocked.Exchange(ref _wait, created);
            if (_disposed != 0) // read afterwards: Dispose may not have seen this one
                created.Dispose();
        }
        return _wait.WaitAsync(ask, cancellationToken);
    }

    /// <summary>The oldest frame; waits until there is one. Null when nothing more comes.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TFrame?> ReadAsync<TFrame>(
        IFrameReader<TFrame> reader, Action<NativeQueue, long> ask, CancellationToken cancellationToken)
        where TFrame : struct
    {
        Begin();
        try
        {
            while (true)
            {
                var hasEnded = reader.HasEnded; // before the read: a frame that came before the end is still read
                if (reader.TryRead(out var frame))
                    return frame;
                if (hasEnded)
                    return null;
                await WaitAsync(ask, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>Lets the call that waits look again: at what its owner has disposed before. May be repeated.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _disposed, 1); // no mere Volatile.Write, after which the read could come first
        _wait?.Dispose();
        GC.SuppressFinalize(this);
    }
}
