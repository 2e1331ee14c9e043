namespace WebRtcNative.Godot;

/// <summary>Peers by id, in the order of their ids. Never changes: a handler that adds or removes a peer makes a new table, and a loop
/// over the present one is not disturbed.</summary>
internal sealed class RemotePeerTable
{
    private readonly int[] _ids;
    private readonly WebRtcRemotePeer[] _peers;

    private RemotePeerTable(int[] ids, WebRtcRemotePeer[] peers)
    {
        _ids = ids;
        _peers = peers;
    }

    public static RemotePeerTable Empty { get; } = new([], []);

    public ReadOnlySpan<WebRtcRemotePeer> Peers => _peers;

    public WebRtcRemotePeer? Find(int id) => Array.BinarySearch(_ids, id) is >= 0 and var index ? _peers[index] : null;

    /// <summary>The index of the first peer with a higher id; the number of peers if there is none.</summary>
    public int IndexAfter(int id) => Array.BinarySearch(_ids, id) is >= 0 and var index ? index + 1 : ~Array.BinarySearch(_ids, id);

    /// <summary>With a peer more, whose id is new.</summary>
    public RemotePeerTable With(WebRtcRemotePeer peer)
    {
        var index = IndexAfter(peer.Id);
        return new([.. _ids[..index], peer.Id, .. _ids[index..]], [.. _peers[..index], peer, .. _peers[index..]]);
    }

    /// <summary>Without one of its peers.</summary>
    public RemotePeerTable Without(WebRtcRemotePeer peer)
    {
        var index = Array.IndexOf(_peers, peer);
        return new([.. _ids[..index], .. _ids[(index + 1)..]], [.. _peers[..index], .. _peers[(index + 1)..]]);
    }
}
