using System.Diagnostics;

namespace WebRtcNative.Godot;

public sealed partial class WebRtcMultiplayerPeer
{
    private readonly Queue<int> _left = new(); // removed peers whose event is still to be raised

    /// <summary>poll: polls all connections, raises their events and those of this object on this thread, and removes the peers that have
    /// left.</summary>
    /// <returns>Unconfigured without a session; Busy if another thread polls a connection.</returns>
    /// <remarks>
    /// <para>A peer is removed when its connection is Disconnected, Failed or Closed, when all of its channels are closed by either side, and
    /// when some of them are closed and the others bring nothing for <see cref="PeerConnectionOptions.ClosingTimeout"/>. While packets of
    /// it wait to be fetched, it stays. How soon a peer that has vanished is Disconnected depends on
    /// <see cref="PeerConnectionOptions.IceTiming"/>.</para>
    /// <para>An exception of a handler is thrown from here; what follows waits for the next call.</para>
    /// </remarks>
    public WebRtcError Poll()
    {
        if (_kind == SessionKind.None)
            return FailClosed();
        RaiseDisconnected();
        var result = WebRtcError.Ok;
        foreach (var peer in _peers.Peers)
        {
            if (peer.IsRemoved) // by a handler
                continue;
            if (peer.Connection.Poll() == WebRtcError.Busy)
                result = Fail(peer.Connection.LastError);
            if (!peer.IsRemoved)
                Update(peer);
            RaiseDisconnected();
        }
        return result;
    }

    private void Update(WebRtcRemotePeer peer)
    {
        if (HasEnded(peer))
        {
            // Packets of a peer come before the event that it has left.
            if (!peer.IsConnected || peer.FindPacket() == null)
                Remove(peer, isTold: true);
        }
        else if (!peer.IsConnected && peer.AreChannels(DataChannelState.Open))
        {
            peer.IsConnected = true;
            _status = WebRtcConnectionStatus.Connected;
            PeerConnected?.Invoke(peer.Id);
        }
    }

    private static bool HasEnded(WebRtcRemotePeer peer)
    {
        if (peer.Connection.GetConnectionState() >= WebRtcConnectionState.Disconnected || peer.AreChannels(DataChannelState.Closed))
            return true;
        if (peer.Connection.IsClosing || !peer.HasEndingChannel())
            return false;
        // A peer that leaves closes its channels one by one, and the others may still bring packets. Closing them would lose these.
        if (peer.EndingSince == null || peer.FindPacket() != null)
            peer.EndingSince = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(peer.EndingSince.Value) > peer.Connection.Connection?.GetConfiguration().ClosingTimeout;
    }

    private void RaiseDisconnected()
    {
        while (_left.TryDequeue(out var id))
            PeerDisconnected?.Invoke(id);
    }
}
