using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Engine;

/// <summary>What a factory makes, and with which options.</summary>
public sealed class PeerConnectionFactoryTests : NativeTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    [InlineData(int.MaxValue)]
    public void New_NetworkThreadsOutOfRange_Refused(int threads)
    {
        var options = new PeerConnectionFactoryOptions { NetworkThreads = threads };

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new PeerConnectionFactory(options));

        Assert.Equal(nameof(options.NetworkThreads), error.ParamName);
    }

    [Fact]
    public void New_WrongConnectionOptions_Refused()
    {
        Assert.Throws<ArgumentNullException>(() => new PeerConnectionFactory(new() { PeerConnection = null! }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeerConnectionFactory(new() { PeerConnection = new() { ReceiveLimit = 0 } }));
    }

    [Fact]
    public void CreatePeerConnection_EngineRefusesOption_ThrowsAndFactoryIsUsable()
    {
        using var factory = new PeerConnectionFactory();
        var options = new PeerConnectionOptions { IceServers = [new IceServer { Urls = ["stun:"] }] };

        Assert.Throws<ArgumentException>(() => factory.CreatePeerConnection(options));

        Own(factory.CreatePeerConnection());
    }

    [Fact]
    public void CreatePeerConnection_QueueDisposed_Throws()
    {
        using var factory = new PeerConnectionFactory();
        var queue = new EventQueue();
        queue.Dispose();

        Assert.Throws<ObjectDisposedException>(() => factory.CreatePeerConnection(queue: queue));
    }

    [Fact]
    public void CreatePeerConnection_NoOptions_TakesTheFactorys()
    {
        using var queue = new EventQueue();
        var options = new PeerConnectionOptions { ReceiveLimit = 1000 };
        using var factory = new PeerConnectionFactory(new() { PeerConnection = options, Queue = queue });
        var connection = Own(factory.CreatePeerConnection());
        var needed = 0;
        connection.NegotiationNeeded += (_, _) => needed++;
        Own(connection.CreateDataChannel("channel"));

        Wait.Until(() => needed > 0, "the event on the factory's queue", () => queue.Poll());
        Assert.Same(options, connection.GetConfiguration());
    }

    [Fact]
    public void CreatePeerConnection_OwnOptions_TakesThem()
    {
        using var queue = new EventQueue();
        using var factory = new PeerConnectionFactory();
        var options = new PeerConnectionOptions { ReceiveLimit = 1000 };
        var connection = Own(factory.CreatePeerConnection(options, queue));
        var needed = 0;
        connection.NegotiationNeeded += (_, _) => needed++;
        Own(connection.CreateDataChannel("channel"));

        Wait.Until(() => needed > 0, "the event on the given queue", () => queue.Poll());
        Assert.Same(options, connection.GetConfiguration());
    }

    [Fact]
    public void PeerConnectionCreated_HandlerThrows_ConnectionDisposedAndThrown()
    {
        using var factory = new PeerConnectionFactory();
        PeerConnection? created = null;
        var failure = new InvalidDataException("thrown by a handler");
        factory.PeerConnectionCreated += (_, connection) =>
        {
            created = connection;
            throw failure;
        };

        Assert.Same(failure, Assert.Throws<InvalidDataException>(() => factory.CreatePeerConnection()));

        Assert.Throws<ObjectDisposedException>(() => created!.CreateDataChannel("channel"));
    }

    [Fact]
    public void PeerConnectionCreated_EachConnection_IsRaisedForIt()
    {
        using var factory = new PeerConnectionFactory();
        var created = new List<PeerConnection>();
        factory.PeerConnectionCreated += (sender, connection) =>
        {
            Assert.Same(factory, sender);
            created.Add(connection);
        };

        PeerConnection[] connections = [Own(factory.CreatePeerConnection()), Own(factory.CreatePeerConnection())];
        Own(new PeerConnection()); // of another factory

        Assert.Equal(connections, created);
    }

    [Fact]
    public void Contract_WithFactory_Talks()
    {
        using var factory = new PeerConnectionFactory();
        var created = 0;
        factory.PeerConnectionCreated += (_, _) => created++;
        using var a = new WebRtcPeerConnection(factory);
        using var b = new WebRtcPeerConnection(factory);
        a.SessionDescriptionCreated += (type, sdp) => a.SetLocalDescription(type, sdp);
        a.SessionDescriptionCreated += (type, sdp) => b.SetRemoteDescription(type, sdp);
        a.IceCandidateCreated += (media, index, name) => b.AddIceCandidate(media, index, name);
        b.SessionDescriptionCreated += (type, sdp) => b.SetLocalDescription(type, sdp);
        b.SessionDescriptionCreated += (type, sdp) => a.SetRemoteDescription(type, sdp);
        b.IceCandidateCreated += (media, index, name) => a.AddIceCandidate(media, index, name);
        var channel = a.CreateDataChannel("channel")!;
        a.CreateOffer();

        Wait.Until(() => channel.GetReadyState() == DataChannelState.Open, "the channel open", () => _ = (a.Poll(), b.Poll()));

        Assert.Equal(WebRtcError.Ok, a.Initialize());
        Assert.Equal(3, created);
    }

    [Fact]
    public void Contract_FactoryDisposed_ObjectIsClosed()
    {
        var factory = new PeerConnectionFactory();
        factory.Dispose();

        using var connection = new WebRtcPeerConnection(factory);

        Assert.Equal(WebRtcConnectionState.Closed, connection.GetConnectionState());
        Assert.NotEqual(WebRtcError.Ok, connection.LastError.Code);
        Assert.NotEqual(WebRtcError.Ok, connection.Initialize());
        Assert.Throws<ArgumentNullException>(() => new WebRtcPeerConnection((PeerConnectionFactory)null!));
    }
}
