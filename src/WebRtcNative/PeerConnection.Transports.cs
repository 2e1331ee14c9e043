using WebRtcNative.Interop;

namespace WebRtcNative;

// The transports of the sections: one for all that are bundled.
public sealed partial class PeerConnection
{
    // Replaced, never changed: any thread may read it. In the order of their creation.
    private volatile DtlsTransport[] _transports = [];

    /// <summary>sctp (WebRTC 1.0, section 6.1): null until a description with data channels is set; set before the task of that
    /// call ends.</summary>
    public SctpTransport? Sctp { get; private set; }

    /// <summary>The transport whose states are those of the connection (WebRTC 1.0, sections 4.3.3 and 4.3.4); null if there are
    /// several, whose states come with their own events.</summary>
    internal DtlsTransport? OnlyTransport => _transports is [var only] ? only : null;

    internal DtlsTransport? FindTransport(long id) => Array.Find(_transports, one => one.Id == id);

    /// <summary>Bundling or a rollback has closed them.</summary>
    internal void ForgetUnusedTransports() => _transports = Array.FindAll(
        _transports,
        one => one.State != DtlsTransportState.Closed || one == Sctp?.Transport || _transceivers.Any(user => user.Transport == one));

    private void UpdateTransport(DtlsStateEvent changed)
    {
        var transport = FindTransport(changed.Id);
        if (transport == null)
        {
            transport = new DtlsTransport(this, changed.Id, changed.Mid);
            _transports = [.. _transports, transport];
        }
        if (OnlyTransport == null)
            transport.IceTransport.Update((IceTransportState)changed.IceState, (IceGatheringState)changed.IceGatheringState);
        transport.Update((DtlsTransportState)changed.State, changed.RemoteCertificate, (IceRole)changed.IceRole);
        if (transport.State == DtlsTransportState.Closed)
            ForgetUnusedTransports(); // its section, which an answer rejected, has left it before
    }

    private void UpdateSctp(SctpStateEvent changed)
    {
        var transport = FindTransport(changed.DtlsTransport);
        if (Sctp == null)
        {
            if (transport == null)
                return; // the association ended before its transport was seen
            Sctp = new SctpTransport(this, transport);
        }
        else if (transport != null && transport != Sctp.Transport)
        {
            Sctp.Transport = transport;
            ForgetUnusedTransports();
        }
        Sctp.Update((SctpTransportState)changed.State, changed.MaxMessageSize, changed.MaxChannels);
    }
}
