using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>RTCRtpTransceiver (WebRTC 1.0, section 5.4): a sender and a receiver that share a section of the descriptions.</summary>
/// <remarks>Members may be called from any thread. Methods, setters and the two lists of header extensions wait for the engine's signaling
/// thread; other properties never wait. What a description changes is changed before the task of that call ends.
/// A connection does not have a transceiver that was stopped and negotiated or rolled back, or that it has not announced yet.</remarks>
public sealed class RtpTransceiver : IEventTarget
{
    private readonly EarlyEvents _early;
    private int _direction;
    private volatile bool _isRemoved;

    private NativeTransceiver? _native;
    private RtpReceiver? _receiver;

    internal RtpTransceiver(
        PeerConnection connection, EventQueue queue, long tag, MediaKind kind, RtpTransceiverDirection direction)
    {
        _early = new EarlyEvents(this, queue, Raise);
        Connection = connection;
        Tag = tag;
        Kind = kind;
        _direction = (int)direction;
        Sender = new RtpSender(this);
    }

    /// <summary>The connection that the transceiver belongs to.</summary>
    public PeerConnection Connection { get; }

    /// <summary>kind: whether the section carries sound or pictures.</summary>
    public MediaKind Kind { get; }

    /// <summary>mid: identification tag of the section in the descriptions; null before negotiation.</summary>
    public string? Mid { get; private set; }

    /// <summary>sender: what this side sends in the section.</summary>
    public RtpSender Sender { get; }

    /// <summary>receiver: what the remote peer sends in the section.</summary>
    public RtpReceiver Receiver => _receiver!;

    /// <summary>direction: the direction that this side wants, from the next offer or answer on. Stopped once the connection is
    /// closed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to Stopped, or to a value without a name.</exception>
    /// <exception cref="InvalidOperationException">Set when the transceiver is stopped or the connection is closed.</exception>
    public RtpTransceiverDirection Direction
    {
        get => Connection.IsClosed ? RtpTransceiverDirection.Stopped : (RtpTransceiverDirection)Volatile.Read(ref _direction);
        set
        {
            if (!Enum.IsDefined(value) || value == RtpTransceiverDirection.Stopped)
                throw new ArgumentOutOfRangeException(nameof(value), value, "Must be SendRecv, SendOnly, RecvOnly or Inactive.");
            lock (Connection.DirectionLock)
            {
                Usable.SetDirection((int)value);
                SetDirection(value);
            }
        }
    }

    /// <summary>currentDirection: the direction that was negotiated last; null before that. Stopped once the connection is closed.</summary>
    public RtpTransceiverDirection? CurrentDirection
    {
        get => Connection.IsClosed ? RtpTransceiverDirection.Stopped : field;
        private set;
    }

    /// <summary>getHeaderExtensionsToNegotiate (WebRTC Extensions, section 5): the header extensions that offers and answers name, with their
    /// directions. They can be set to the same URIs in the same order, with other directions.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    /// <exception cref="WebRtcException">The engine refuses the list.</exception>
    public IReadOnlyList<RtpHeaderExtensionCapability> HeaderExtensionsToNegotiate
    {
        get => Usable.GetHeaderExtensions(negotiated: false);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Usable.SetHeaderExtensions(value);
        }
    }

    /// <summary>getNegotiatedHeaderExtensions: the header extensions that both sides have agreed on.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public IReadOnlyList<RtpHeaderExtensionCapability> NegotiatedHeaderExtensions => Usable.GetHeaderExtensions(negotiated: true);

    PeerConnection? IEventTarget.Connection => Connection;

    internal long Tag { get; }

    internal DtlsTransport? Transport { get; private set; }

    /// <summary>The native object; throws if the connection is closed, or has removed the transceiver.</summary>
    internal NativeTransceiver Usable
    {
        get
        {
            Connection.ThrowIfClosed();
            return _isRemoved
                ? throw new InvalidOperationException("The transceiver is stopped or rolled back, and no longer one of the connection.")
                : _native ?? throw new InvalidOperationException("The transceiver is not announced yet: events of the connection wait to be raised.");
        }
    }

    /// <summary>stop: sends and receives nothing from now on. The next offer and answer reject the section. May be repeated.</summary>
    /// <remarks>libwebrtc names a bundle's transport after its first section. Without that section it makes a new transport, and all that is
    /// bundled, data too, waits until that is connected. <see cref="Direction"/> Inactive stops the media and keeps the transport.</remarks>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public void Stop()
    {
        Connection.ThrowIfClosed();
        lock (Connection.DirectionLock)
        {
            if (Direction != RtpTransceiverDirection.Stopped)
                Usable.Stop();
            Volatile.Write(ref _direction, (int)RtpTransceiverDirection.Stopped);
        }
        Receiver.Track.EndSoon();
    }

    /// <summary>setCodecPreferences: chooses the codecs that offers and answers name, in this order.</summary>
    /// <param name="codecs">Of <see cref="RtpReceiver.GetCapabilities"/>; none: the engine's own order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="codecs"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    /// <exception cref="WebRtcException">A codec is not among the capabilities.</exception>
    /// <exception cref="ArgumentException">A codec is null.</exception>
    public void SetCodecPreferences(IReadOnlyList<RtpCodec> codecs)
    {
        ArgumentNullException.ThrowIfNull(codecs);
        if (codecs.Contains(null))
            throw new ArgumentException("A codec must not be null.", nameof(codecs));
        Usable.SetCodecPreferences(codecs);
    }

    void IEventTarget.Handle(EventBody body) => _early.Raise(body);

    /// <summary>Before anyone else gets the object.</summary>
    internal void Attach(NativeTransceiver native)
    {
        _native = native;
        _receiver = new RtpReceiver(this, MediaStreamTrack.Create(native.GetReceiverTrack()));
    }

    /// <summary>After that, and outside of locks: events that have come meanwhile are raised by the queue.</summary>
    internal void RaiseEarlyEvents() => _early.End();

    /// <summary>What addTrack and removeTrack make of the direction (WebRTC 1.0, section 5.1). In the connection's DirectionLock.</summary>
    internal void SetSends(bool sends)
    {
        var receives = Direction is RtpTransceiverDirection.SendRecv or RtpTransceiverDirection.RecvOnly;
        var direction = (sends, receives) switch
        {
            (true, true) => RtpTransceiverDirection.SendRecv,
            (true, false) => RtpTransceiverDirection.SendOnly,
            (false, true) => RtpTransceiverDirection.RecvOnly,
            (false, false) => RtpTransceiverDirection.Inactive,
        };
        SetDirection(direction);
    }

    /// <summary>The connection is closed on this side.</summary>
    internal void CloseWithConnection()
    {
        _receiver?.Track.Dispose();
        _native?.Dispose();
    }

    // The event of a section that the remote peer rejects may have come after the engine's call and before this one.
    private void SetDirection(RtpTransceiverDirection direction)
    {
        var before = Volatile.Read(ref _direction);
        while (before != (int)RtpTransceiverDirection.Stopped
            && Interlocked.CompareExchange(ref _direction, (int)direction, before) is var found && found != before)
        {
            before = found;
        }
    }

    private void Raise(EventBody body)
    {
        switch (body)
        {
            case TransceiverChangedEvent e:
                Update(e);
                break;
            case TrackEvent e when !Connection.IsClosed:
                Connection.OnTrack(this, e.StreamIds);
                break;
            case TrackMutedEvent e when !Connection.IsClosed:
                Receiver.Track.Update(e.IsMuted);
                break;
            case TrackEndedEvent when !Connection.IsClosed:
                Receiver.Track.End();
                break;
            case DtmfToneEvent e when !Connection.IsClosed:
                Sender.Dtmf?.Update(e.Tone, e.ToneBuffer);
                break;
        }
    }

    private void Update(TransceiverChangedEvent changed)
    {
        Mid = changed.Mid.Length > 0 ? changed.Mid : null;
        // Any other direction is that of a call, which has set it; the event may be older than the last call.
        if (changed.Direction == (int)RtpTransceiverDirection.Stopped)
            Volatile.Write(ref _direction, changed.Direction);
        CurrentDirection = (RtpTransceiverDirection?)changed.CurrentDirection;
        if (Connection.FindTransport(changed.DtlsTransport) is var transport && transport != Transport)
        {
            Transport = transport;
            Connection.ForgetUnusedTransports();
        }
        if (!changed.IsRemoved)
            return;
        _isRemoved = true;
        Connection.Forget(this);
    }
}
