using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Polling, sending and receiving allocate nothing in steady state.</summary>
public sealed class MultiplayerPeerAllocationTests : NativeTest
{
    private readonly byte[] _packet = new byte[512];
    private readonly byte[] _buffer = new byte[1024];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void PutPacketTryGetPacketPoll_ThousandPackets_AllocateNothing(int target)
    {
        var session = Own(new MultiplayerSession());
        var (a, b) = session.MeshOfTwo();
        a.Peer.SetTargetPeer(target);
        Carry(a.Peer, b.Peer, 2000); // everything compiled, every list grown

        // Now and then there is other news, such as a better candidate pair: the best of a few has none.
        var best = long.MaxValue;
        for (var i = 0; i < 5 && best > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var carried = Carry(a.Peer, b.Peer, 1000);
            best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(1000, carried);
        }

        Assert.Equal(0, best);
    }

    private int Carry(WebRtcMultiplayerPeer a, WebRtcMultiplayerPeer b, int count)
    {
        var carried = 0;
        var deadline = Environment.TickCount64 + (long)Wait.Deadline.TotalMilliseconds;
        for (var i = 0; i < count && Environment.TickCount64 < deadline; i++)
        {
            if (a.PutPacket(_packet) != WebRtcError.Ok)
                break;
            while (b.GetPacketPeer() == 0 && Environment.TickCount64 < deadline)
            {
                a.Poll();
                b.Poll();
                Thread.Yield();
            }
            carried += b.GetAvailablePacketCount();
            if (b.GetPacketMode() != WebRtcTransferMode.Reliable || b.GetPacketChannel() != 0 || !b.TryGetPacket(_buffer, out _))
                break;
            _ = b.GetPacket(out _); // nothing is left: an error
        }
        return carried;
    }
}
