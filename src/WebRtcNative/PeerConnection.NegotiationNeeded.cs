namespace WebRtcNative;

// When negotiation is needed (WebRTC 1.0, section 4.7.3). The engine's event holds only for the moment when it was
// queued. So the engine is asked again while no operation is under way, and its answer raises the event. If an operation was
// started meanwhile, the engine is asked after that one.
public sealed partial class PeerConnection
{
    private int _chained; // operations of the W3C's operations chain whose completion has not been raised
    private int _mayNeedNegotiation; // 1: it may
    private int _lastCheck;

    /// <summary>negotiationneeded: a change needs an exchange of offer and answer. Raised by the connection's queue.</summary>
    /// <remarks>Raised while <see cref="SignalingState"/> is stable, no description is being created or set, and no candidate
    /// added. If such a call is under way, the event waits for its end and is dropped if it is no longer needed. In a program with
    /// one thread, code that awaits such a call runs before the event is raised.</remarks>
    public event EventHandler? NegotiationNeeded;

    /// <summary>Whether the event was raised and no description was set since.</summary>
    internal bool IsNegotiationNeeded { get; private set; }

    /// <summary>Starts an operation of the engine's operations chain.</summary>
    private void StartChained(OperationCompletion done, Action<long> call)
    {
        Interlocked.Increment(ref _chained);
        try
        {
            Start(
                result =>
                {
                    Interlocked.Decrement(ref _chained);
                    try
                    {
                        done(result);
                    }
                    finally
                    {
                        CheckNegotiationNeeded();
                    }
                },
                call);
        }
        catch
        {
            Interlocked.Decrement(ref _chained);
            CheckNegotiationNeeded();
            throw;
        }
    }

    /// <summary>Asks the engine, unless an operation is under way; the end of that operation will ask.</summary>
    private void CheckNegotiationNeeded()
    {
        if (IsClosed || Volatile.Read(ref _mayNeedNegotiation) == 0 || Volatile.Read(ref _chained) != 0)
            return;
        var check = Interlocked.Increment(ref _lastCheck);
        try
        {
            Start(result => EndCheck(check, result), _native.CheckNegotiationNeeded);
        }
        catch (InvalidOperationException)
        {
            // Closed by another thread.
        }
    }

    private void EndCheck(int check, OperationResult result)
    {
        if (IsClosed || check != Volatile.Read(ref _lastCheck) || Volatile.Read(ref _chained) != 0)
            return;
        Interlocked.Exchange(ref _mayNeedNegotiation, 0);
        IsNegotiationNeeded = result.Error == null;
        if (IsNegotiationNeeded)
            NegotiationNeeded?.Invoke(this, EventArgs.Empty);
    }
}
