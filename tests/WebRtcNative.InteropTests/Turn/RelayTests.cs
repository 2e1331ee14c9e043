using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Turn;

/// <summary>Two connections that may only meet at a TURN server.</summary>
public sealed class RelayTests(TurnServer turn) : NativeTest, IClassFixture<TurnServer>
{
    private const int LongestMessage = 256 * 1024;

    [TurnTheory]
    [InlineData(IceServerTransportProtocol.Udp)]
    [InlineData(IceServerTransportProtocol.Tcp)]
    [InlineData(IceServerTransportProtocol.Tls)]
    public void Send_RelayOnly_ArrivesByRelay(IceServerTransportProtocol protocol)
    {
        var pair = Own(new CorePair(options: GatheringTests.RelayOnly(turn.Server(protocol))));

        var (a, b) = pair.Open();

        Carry(pair, a, b);
        Carry(pair, b, a);
        AssertRelayed(pair, pair.A, protocol);
        AssertRelayed(pair, pair.B, protocol);
    }

    [TurnFact]
    public void Connect_SomeServersAreDead_TheLivingOneIsUsed()
    {
        var living = turn.Server(IceServerTransportProtocol.Udp);
        string[] dead =
        [
            $"stun:127.0.0.1:{TurnServer.FreePort()}",
            $"turn:127.0.0.1:{TurnServer.FreePort()}?transport=udp",
            $"turn:127.0.0.1:{TurnServer.FreePort()}?transport=tcp",
            $"turns:127.0.0.1:{TurnServer.FreePort()}?transport=tcp",
        ];
        var pair = Own(new CorePair(options: GatheringTests.RelayOnly(living with { Urls = dead }, living)));

        var (a, b) = pair.Open();

        Carry(pair, a, b);
        Carry(pair, b, a);
        AssertRelayed(pair, pair.A, IceServerTransportProtocol.Udp);
    }

    [TurnFact]
    public void Connect_EveryServerIsDead_PeersMeetWithoutThem()
    {
        var options = new PeerConnectionOptions
        {
            IceServers =
            [
                turn.Server(IceServerTransportProtocol.Udp) with { Urls = [$"turn:127.0.0.1:{TurnServer.FreePort()}"] },
                new IceServer($"stun:127.0.0.1:{TurnServer.FreePort()}"),
            ],
        };
        var pair = Own(new CorePair(options: options));

        var (a, b) = pair.Open();

        Carry(pair, a, b);
        Carry(pair, b, a);
        pair.Until(() => pair.A.Sctp!.Transport.IceTransport.SelectedCandidatePair != null, "a selected pair");
        Assert.Equal(IceCandidateType.Host, pair.A.Sctp!.Transport.IceTransport.SelectedCandidatePair!.Local.Type);
    }

    /// <summary>Sends short and long messages, text and bytes, and takes them at the other side.</summary>
    private static void Carry(CorePair pair, DataChannel from, DataChannel to)
    {
        byte[][] messages = [[], [1], Bytes(1000), Bytes(64 * 1024), Bytes(LongestMessage)];
        from.Send("tëxt");
        foreach (var message in messages)
            from.Send(message);

        var text = pair.Finish(to.ReceiveAsync().AsTask())!;
        Assert.True(text.IsText);
        Assert.Equal("tëxt", Encoding.UTF8.GetString(text.Data.Span));
        foreach (var message in messages)
        {
            var received = pair.Finish(to.ReceiveAsync().AsTask())!;
            Assert.False(received.IsText);
            Assert.Equal(message, received.Data);
        }
    }

    private static void AssertRelayed(CorePair pair, PeerConnection connection, IceServerTransportProtocol protocol)
    {
        pair.Until(() => connection.Sctp!.Transport.IceTransport.SelectedCandidatePair != null, "a selected pair");
        Assert.Equal(IceCandidateType.Relay, connection.Sctp!.Transport.IceTransport.SelectedCandidatePair!.Local.Type);

        var stats = pair.Finish(connection.GetStatsAsync());
        Assert.NotNull(stats.SelectedCandidatePair);
        // Another pair may be selected since the messages went, so all that were used count.
        var used = stats.OfType<IceCandidatePairStats>().Where(one => one.BytesSent + one.BytesReceived > 0).ToArray();
        Assert.True(used.Sum(one => one.BytesSent) > LongestMessage);
        Assert.True(used.Sum(one => one.BytesReceived) > LongestMessage);
        Assert.All(used.Append(stats.SelectedCandidatePair), one =>
        {
            var local = stats.Find<IceCandidateStats>(one.LocalCandidateId);
            Assert.Equal(IceCandidateType.Relay, local?.CandidateType);
            Assert.Equal(protocol, local?.RelayProtocol);
            // A check may come before its candidate does: the candidate is then known by the check.
            Assert.Contains(
                stats.Find<IceCandidateStats>(one.RemoteCandidateId)?.CandidateType,
                new IceCandidateType?[] { IceCandidateType.Relay, IceCandidateType.Prflx });
        });
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
