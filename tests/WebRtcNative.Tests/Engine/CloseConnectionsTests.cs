using System.Runtime.CompilerServices;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Engine;

/// <summary>PeerConnectionFactory.CloseConnectionsAsync.</summary>
public sealed class CloseConnectionsTests : NativeTest
{
    [Fact]
    public async Task CloseConnectionsAsync_Connected_ClosesThoseOfTheFactory()
    {
        using var factory = new PeerConnectionFactory();
        using var otherFactory = new PeerConnectionFactory();
        var pair = Own(new CorePair(factory: factory, otherFactory: otherFactory));
        var (a, b) = pair.Open();
        var idle = Own(factory.CreatePeerConnection());
        a.Send("last");

        await factory.CloseConnectionsAsync().WaitAsync(Wait.Deadline);

        Assert.Equal((PeerConnectionState.Closed, PeerConnectionState.Closed), (pair.A.ConnectionState, idle.ConnectionState));
        await b.Closed.WaitAsync(Wait.Deadline);
        Assert.Equal((PeerConnectionState.Connected, 1, null), (pair.B.ConnectionState, b.AvailableMessageCount, b.Error));
        await factory.CloseConnectionsAsync().WaitAsync(Wait.Deadline);
        Assert.Equal(PeerConnectionState.New, Own(factory.CreatePeerConnection()).ConnectionState);
    }

    [Fact]
    public async Task CloseConnectionsAsync_Cancelled_ClosesAtOnce()
    {
        using var factory = new PeerConnectionFactory();
        var pair = Own(new CorePair(Own(new EventQueue()), factory: factory)); // nobody polls during the wait
        pair.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => factory.CloseConnectionsAsync(new CancellationToken(true)));

        Assert.Equal((PeerConnectionState.Closed, PeerConnectionState.Closed), (pair.A.ConnectionState, pair.B.ConnectionState));
    }

    [Fact]
    public async Task CloseConnectionsAsync_AfterDispose_Closes()
    {
        var factory = new PeerConnectionFactory();
        var connection = Own(factory.CreatePeerConnection());
        factory.Dispose();

        await factory.CloseConnectionsAsync().WaitAsync(Wait.Deadline);

        Assert.Equal(PeerConnectionState.Closed, connection.ConnectionState);
    }

    /// <summary>The factory does not keep a connection that its queue no longer keeps.</summary>
    [Fact]
    public void CreatePeerConnection_QueueDropped_ConnectionIsCollected()
    {
        using var factory = new PeerConnectionFactory();
        var connection = CreateAndDrop(factory);

        Wait.Until(() => !connection.IsAlive, "the connection collected", GC.Collect);

        Assert.Empty(factory.Connections);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference CreateAndDrop(PeerConnectionFactory factory) => new(factory.CreatePeerConnection(queue: new EventQueue()));
}
