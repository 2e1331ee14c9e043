using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;
using static WebRtcNative.Godot.WebRtcTransferMode;

namespace WebRtcNative.Tests.Godot;

/// <summary>Wrong arguments and wrong order: an error at the call, and the object stays usable.</summary>
public sealed class MultiplayerPeerArgumentTests : NativeTest
{
    private readonly WebRtcMultiplayerPeer _peer;

    public MultiplayerPeerArgumentTests() => _peer = Own(new WebRtcMultiplayerPeer());

    [Fact]
    public void NoSession_EveryMember_IsUnconfiguredOrEmpty()
    {
        AssertUnconfigured();
        Assert.Contains("CreateServer", _peer.LastError.Message, StringComparison.Ordinal);
        Assert.False(_peer.RefuseNewConnections);
        Assert.Equal((Reliable, 0), (_peer.TransferMode, _peer.TransferChannel));
    }

    [Fact]
    public void Dispose_Twice_EveryMemberIsUnconfigured()
    {
        Assert.Equal(WebRtcError.Ok, _peer.CreateServer());
        Assert.Equal(WebRtcError.Ok, _peer.AddPeer(new WebRtcPeerConnection(), 2));
        _peer.Dispose();
        _peer.Dispose();

        AssertUnconfigured();
        Assert.Equal(WebRtcError.Unconfigured, _peer.CreateServer());
        Assert.Equal(WebRtcError.Unconfigured, _peer.CreateClient(2));
        Assert.Equal(WebRtcError.Unconfigured, _peer.CreateMesh(2));
        Assert.Equal("The object has been disposed.", _peer.LastError.Message);
    }

    [Fact]
    public void Create_WrongArguments_AreInvalidAndTheSessionStays()
    {
        Assert.Equal(WebRtcError.Ok, _peer.CreateMesh(5));
        Assert.Equal(WebRtcError.Ok, _peer.AddPeer(new WebRtcPeerConnection(), 6));

        foreach (var id in new[] { 1, 0, -1, int.MinValue })
            Assert.Equal(WebRtcError.InvalidParameter, _peer.CreateClient(id));
        foreach (var id in new[] { 0, -1, int.MinValue })
            Assert.Equal(WebRtcError.InvalidParameter, _peer.CreateMesh(id));
        Assert.Equal(WebRtcError.InvalidParameter, _peer.CreateServer(Reliable, (WebRtcTransferMode)3));
        Assert.Equal(WebRtcError.InvalidParameter, _peer.CreateClient(2, (WebRtcTransferMode)(-1)));
        Assert.Equal(WebRtcError.InvalidParameter, _peer.CreateMesh(2, new WebRtcTransferMode[EngineLimits.MaxStreamId - 2]));

        Assert.Equal(5, _peer.GetUniqueId());
        Assert.True(_peer.HasPeer(6));
    }

    [Fact]
    public void AddPeer_WrongArguments_AreRefusedAndTheConnectionStaysUsable()
    {
        Assert.Equal(WebRtcError.Ok, _peer.CreateMesh(5));
        var connection = new WebRtcPeerConnection();
        using var closed = new WebRtcPeerConnection();
        closed.Close();

        Assert.Equal(WebRtcError.InvalidParameter, _peer.AddPeer(null!, 6));
        Assert.Equal(WebRtcError.InvalidParameter, _peer.AddPeer(closed, 6));
        foreach (var id in new[] { 5, 0, -6, int.MinValue })
            Assert.Equal(WebRtcError.InvalidParameter, _peer.AddPeer(connection, id));
        foreach (var lifetime in new[] { -1, 65536, int.MaxValue, int.MinValue })
            Assert.Equal(WebRtcError.InvalidParameter, _peer.AddPeer(connection, 6, lifetime));
        _peer.RefuseNewConnections = true;
        Assert.Equal(WebRtcError.Unauthorized, _peer.AddPeer(connection, 6));
        _peer.RefuseNewConnections = false;
        Assert.Empty(_peer.GetPeers());

        Assert.Equal(WebRtcError.Ok, _peer.AddPeer(connection, 6, unreliableLifetime: 0));
        using var another = new WebRtcPeerConnection();
        Assert.Equal(WebRtcError.AlreadyExists, _peer.AddPeer(another, 6));
        Assert.Equal(WebRtcError.AlreadyExists, _peer.AddPeer(connection, 7));
        Assert.Same(connection, _peer.GetPeer(6)?.Connection);
        Assert.Null(_peer.GetPeer(7));
    }

    [Fact]
    public void AddPeer_RoleForbidsTheId_IsInvalid()
    {
        using var connection = new WebRtcPeerConnection();

        _peer.CreateClient(2);
        Assert.Equal(WebRtcError.InvalidParameter, _peer.AddPeer(connection, 3));
        _peer.CreateServer();
        Assert.Equal(WebRtcError.InvalidParameter, _peer.AddPeer(connection, 1));
    }

    /// <summary>The program's own channel has the id of one of the session's.</summary>
    [Fact]
    public void AddPeer_OneIdIsTaken_IsRefusedAndTheOwnChannelStays()
    {
        _peer.CreateMesh(5);
        using var connection = new WebRtcPeerConnection();
        var own = connection.CreateDataChannel("own", new DataChannelOptions { Negotiated = true, Id = 2 });

        Assert.Equal(WebRtcError.AlreadyExists, _peer.AddPeer(connection, 6));
        Assert.Equal(connection.LastError, _peer.LastError);
        Assert.False(_peer.HasPeer(6));
        Assert.Equal(DataChannelState.Connecting, own!.GetReadyState());
        Assert.Equal(WebRtcConnectionState.New, connection.GetConnectionState());
    }

    [Fact]
    public void RemovePeerDisconnectPeer_NoSuchPeer_IsInvalid()
    {
        _peer.CreateServer();

        Assert.Equal(WebRtcError.InvalidParameter, _peer.RemovePeer(2));
        Assert.Equal(WebRtcError.InvalidParameter, _peer.DisconnectPeer(2));
        Assert.Equal(WebRtcError.InvalidParameter, _peer.DisconnectPeer(2, force: true));
        Assert.Contains("no peer 2", _peer.LastError.Message, StringComparison.Ordinal);
        Assert.Equal(WebRtcError.Ok, _peer.Poll());
    }

    private void AssertUnconfigured()
    {
        using var connection = new WebRtcPeerConnection();
        _peer.Close();
        Assert.Equal(WebRtcError.Unconfigured, _peer.Poll());
        Assert.Equal(WebRtcError.Unconfigured, _peer.AddPeer(connection, 2));
        Assert.Equal(WebRtcError.Unconfigured, _peer.RemovePeer(2));
        Assert.Equal(WebRtcError.Unconfigured, _peer.DisconnectPeer(2));
        Assert.Equal(WebRtcError.Unconfigured, _peer.PutPacket([1]));
        Assert.Equal(WebRtcError.Unconfigured, _peer.GetPacket(out var packet));
        Assert.Empty(packet);
        Assert.False(_peer.TryGetPacket(new byte[1], out var length));
        Assert.Equal((0, 0, 0, 0), (length, _peer.GetAvailablePacketCount(), _peer.GetPacketPeer(), _peer.GetPacketChannel()));
        Assert.Equal(Reliable, _peer.GetPacketMode());
        Assert.Equal((WebRtcConnectionStatus.Disconnected, 0), (_peer.GetConnectionStatus(), _peer.GetUniqueId()));
        Assert.Empty(_peer.GetPeers());
        Assert.False(_peer.HasPeer(2) || _peer.IsServerRelaySupported());
        Assert.Equal(WebRtcConnectionState.New, connection.GetConnectionState());
    }
}
