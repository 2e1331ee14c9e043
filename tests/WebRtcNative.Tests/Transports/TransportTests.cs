using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Transports;

public sealed class TransportTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sctp_Connect_States(bool byHand)
    {
        var pair = Own(new CorePair(byHand ? Own(new EventQueue()) : null));
        Assert.Null(pair.A.Sctp);

        pair.Open();

        foreach (var connection in new[] { pair.A, pair.B })
        {
            pair.Until(() => connection.Sctp?.State == SctpTransportState.Connected, "SCTP connected");
            pair.Until(() => connection.Sctp!.Transport.State == DtlsTransportState.Connected, "DTLS connected");
            Assert.Equal(256 * 1024, connection.Sctp!.MaxMessageSize);
            Assert.Equal(EngineLimits.MaxStreamId + 1, connection.Sctp.MaxChannels);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sctp_DescriptionAwaited_There(bool byHand)
    {
        var loop = byHand ? Own(new GameLoop()) : null;
        for (var i = 0; i < 50; i++)
        {
            using var pair = new CorePair(loop?.Queue);
            var channel = pair.A.CreateDataChannel("channel");
            if (loop != null)
                loop.Finish(() => NegotiateAsync(pair, channel));
            else
                pair.Finish(NegotiateAsync(pair, channel));
        }

        static async Task NegotiateAsync(CorePair pair, DataChannel channel)
        {
            var offer = await pair.A.SetLocalDescriptionAsync();
            Assert.Equal((SctpTransportState.Connecting, null), (pair.A.Sctp!.State, pair.A.Sctp.MaxMessageSize));
            await pair.B.SetRemoteDescriptionAsync(offer);
            Assert.Equal((SctpTransportState.Connecting, null), (pair.B.Sctp!.State, pair.B.Sctp.MaxMessageSize));
            var answer = await pair.B.SetLocalDescriptionAsync();
            Assert.Equal(256 * 1024, pair.B.Sctp.MaxMessageSize);
            await pair.A.SetRemoteDescriptionAsync(answer);
            Assert.Equal(256 * 1024, pair.A.Sctp.MaxMessageSize);
            Assert.Equal(256 * 1024, channel.MaxMessageSize); // before it is open
        }
    }

    [Fact]
    public void StateChanged_Connect_InOrderAndOnce()
    {
        using var queue = new EventQueue();
        var pair = Own(new CorePair(queue));
        pair.A.CreateDataChannel("channel");
        var states = new List<DtlsTransportState>();
        var watched = false;
        pair.A.SignalingStateChanged += (_, _) => Watch();
        pair.A.IceGatheringStateChanged += (_, _) => Watch();

        pair.Negotiate();
        pair.Until(() => pair.A.Sctp?.Transport.State == DtlsTransportState.Connected, "DTLS connected");

        Assert.True(watched);
        Assert.Equal(states.Order(), states);
        Assert.Equal(DtlsTransportState.Connected, states[^1]);
        Assert.Equal(states.Distinct(), states);

        void Watch()
        {
            if (pair.A.Sctp == null || watched)
                return;
            watched = true;
            pair.A.Sctp.Transport.StateChanged += (_, state) => states.Add(state);
        }
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void RemoteCertificate_Connected_IsTheAnnouncedOne()
    {
        var mine = RtcCertificate.Generate();
        var pair = Own(new CorePair(options: new PeerConnectionOptions { Certificates = [mine] }));
        pair.Open();
        pair.Until(() => pair.A.Sctp?.Transport.State == DtlsTransportState.Connected, "DTLS connected");

        var fingerprint = Assert.Single(mine.GetFingerprints());
        Assert.Equal(fingerprint, pair.A.Sctp!.Transport.RemoteFingerprint);
        Assert.False(pair.A.Sctp.Transport.RemoteCertificate.IsEmpty);
        Assert.Contains(
            fingerprint.Value, pair.A.LocalDescription!.Sdp, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void RemoteCertificate_NotConnected_Empty()
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("channel");
        pair.Finish(pair.A.SetLocalDescriptionAsync());
        pair.Until(() => pair.A.Sctp != null, "the transports");
        Assert.True(pair.A.Sctp!.Transport.RemoteCertificate.IsEmpty);
        Assert.Null(pair.A.Sctp.Transport.RemoteFingerprint);
        Assert.Equal(SctpTransportState.Connecting, pair.A.Sctp.State);
    }

    [Fact]
    public void Close_Connected_ClosedOnBothSides()
    {
        var pair = Own(new CorePair());
        pair.Open();
        pair.Until(() => pair.B.Sctp?.State == SctpTransportState.Connected, "SCTP connected");
        var own = new ConcurrentQueue<object>();
        pair.A.Sctp!.StateChanged += (_, state) => own.Enqueue(state);
        pair.A.Sctp.Transport.StateChanged += (_, state) => own.Enqueue(state);

        pair.A.Close();

        Assert.Equal(SctpTransportState.Closed, pair.A.Sctp!.State);
        Assert.Equal(DtlsTransportState.Closed, pair.A.Sctp.Transport.State);
        pair.Until(() => pair.B.Sctp!.Transport.State == DtlsTransportState.Closed, "DTLS closed at the other side");
        Assert.Empty(own);
    }

    /// <summary>What this side sees at once, though its state of the connection does not change.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void State_RemotePeerCloses_ClosedBelowTheConnection(bool gracefully)
    {
        var pair = Own(new CorePair());
        var (_, channel) = pair.Open();
        pair.Until(() => pair.B.Sctp?.State == SctpTransportState.Connected, "SCTP connected");
        var states = new ConcurrentQueue<object>();
        pair.B.ConnectionStateChanged += (_, state) => states.Enqueue(state);
        pair.B.Sctp!.StateChanged += (_, state) => states.Enqueue(state);
        pair.B.Sctp.Transport.StateChanged += (_, state) => states.Enqueue(state);

        if (gracefully)
            pair.Finish(pair.A.CloseAsync());
        else
            pair.A.Close();

        pair.Until(() => states.Count == 2 && channel.State == DataChannelState.Closed, "the channel and both transports closed");
        Assert.Equal([SctpTransportState.Closed, DtlsTransportState.Closed], states.OrderBy(state => state.GetType().Name == nameof(DtlsTransportState)));
        Assert.Equal((PeerConnectionState.Connected, gracefully), (pair.B.ConnectionState, channel.Error == null));
    }
}
