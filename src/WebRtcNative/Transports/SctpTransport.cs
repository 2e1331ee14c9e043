using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>RTCSctpTransport (WebRTC 1.0, section 6.1): the SCTP association that the data channels of a connection share. Values
/// change when the events of the connection are raised.</summary>
public sealed class SctpTransport
{
    private readonly PeerConnection _connection;

    internal SctpTransport(PeerConnection connection, DtlsTransport transport)
    {
        _connection = connection;
        Transport = transport;
    }

    /// <summary>statechange: <see cref="State"/> has changed. Raised by the connection's queue; not for the connection's own
    /// <see cref="PeerConnection.Close"/>, after which <see cref="State"/> is Closed at once (WebRTC 1.0, section 4.4.1.11: no event).</summary>
    public event EventHandler<SctpTransportState>? StateChanged;

    /// <summary>transport: the DTLS transport underneath. Another one after an answer that bundles the section of the data with an
    /// earlier section, and after a rollback of the first offer.</summary>
    public DtlsTransport Transport { get; internal set; }

    /// <summary>state: whether the SCTP association is connecting, connected or closed.</summary>
    public SctpTransportState State
    {
        get => _connection.IsClosed ? SctpTransportState.Closed : field;
        private set;
    } = SctpTransportState.Connecting;

    /// <summary>maxMessageSize: longest message in bytes that may be sent: the smaller of this side's and the remote peer's limit. Null
    /// until the first answer; each answer may change it.</summary>
    public long? MaxMessageSize { get; private set; }

    /// <summary>maxChannels: number of data channels that may exist at a time, at most 65,535 (1,024 on Debian's engine); null until the
    /// association is connected. Each side can open half of them without negotiating their ids.</summary>
    public int? MaxChannels { get; private set; }

    internal void Update(SctpTransportState state, long maxMessageSize, int maxChannels)
    {
        MaxMessageSize = maxMessageSize >= 0 ? maxMessageSize : MaxMessageSize;
        MaxChannels = maxChannels >= 0 ? Math.Min(maxChannels, NativeRuntime.MaxStreamId + 1) : MaxChannels;
        if (state == State)
            return;
        State = state;
        StateChanged?.Invoke(this, state);
    }
}
