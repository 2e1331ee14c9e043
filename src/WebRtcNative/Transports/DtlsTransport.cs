namespace WebRtcNative;

/// <summary>RTCDtlsTransport (WebRTC 1.0, section 5.5): carries the sections that are bundled, or one that is not. Values change when the
/// events of the connection are raised.</summary>
public sealed class DtlsTransport
{
    private readonly PeerConnection _connection;

    internal DtlsTransport(PeerConnection connection, long id, string mid)
    {
        _connection = connection;
        Id = id;
        IceTransport = new IceTransport(connection, mid);
    }

    /// <summary>statechange: <see cref="State"/> has changed. Raised by the connection's queue; not for the connection's own
    /// <see cref="PeerConnection.Close"/>, after which <see cref="State"/> is Closed at once (WebRTC 1.0, section 4.4.1.11: no event).</summary>
    public event EventHandler<DtlsTransportState>? StateChanged;

    /// <summary>iceTransport: the ICE transport underneath, the same one as long as this object lives.</summary>
    public IceTransport IceTransport { get; }

    /// <summary>state: how far the DTLS handshake is.</summary>
    public DtlsTransportState State { get => _connection.IsClosed ? DtlsTransportState.Closed : field; private set; }

    /// <summary>getRemoteCertificates, of which there is one: DER. Its fingerprint was verified against the remote description.
    /// Empty until connected.</summary>
    public ReadOnlyMemory<byte> RemoteCertificate { get; private set; }

    /// <summary>SHA-256 of <see cref="RemoteCertificate"/>; null until connected.</summary>
    public RtcDtlsFingerprint? RemoteFingerprint => RemoteCertificate.IsEmpty ? null : RtcDtlsFingerprint.Of(RemoteCertificate.Span);

    internal long Id { get; }

    internal void Update(DtlsTransportState state, byte[] remoteCertificate, IceRole iceRole)
    {
        IceTransport.Role = iceRole;
        if (remoteCertificate.Length > 0)
            RemoteCertificate = remoteCertificate;
        if (state == State)
            return;
        State = state;
        StateChanged?.Invoke(this, state);
    }
}
