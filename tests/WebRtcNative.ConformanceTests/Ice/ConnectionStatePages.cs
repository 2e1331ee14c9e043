using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>connectionState and iceConnectionState, from new to closed.</summary>
public sealed class ConnectionStatePages : ConformanceTest
{
    private const string Page = "RTCPeerConnection-connectionState.https.html";
    private const string IcePage = "RTCPeerConnection-iceConnectionState.https.html";
    private const string Lost = "RTCPeerConnection-iceConnectionState-disconnected.https.html";

    private static readonly IceConnectionState[] s_connected = [IceConnectionState.Connected, IceConnectionState.Completed];

    [Wpt(Page, "new at first")]
    public void ConnectionState_New_New() => Assert.Equal(PeerConnectionState.New, NewConnection().ConnectionState);

    [Wpt(Page, "closed after close")]
    public void ConnectionState_Closed_Closed()
    {
        var connection = NewConnection();

        connection.Close();

        Assert.Equal(PeerConnectionState.Closed, connection.ConnectionState);
    }

    [Wpt(Page, "connecting, then connected, with a data channel")]
    public void ConnectionStateChanged_DataChannel_ConnectingThenConnected()
    {
        var pair = NewPair();
        var states = new ConcurrentQueue<PeerConnectionState>();
        pair.A.ConnectionStateChanged += (_, state) => states.Enqueue(state);

        pair.Open();

        pair.Until(() => states.Contains(PeerConnectionState.Connected), "connected");
        Assert.Equal([PeerConnectionState.Connecting, PeerConnectionState.Connected], states);
    }

    [Wpt(Page, "the transports are connected when the connection is")]
    public void ConnectionStateChanged_Connected_TransportsToo()
    {
        // Often, because there are two threads of the engine that tell it.
        for (var i = 0; i < 20; i++)
        {
            using var pair = new CorePair();
            var seen = new ConcurrentQueue<(IceConnectionState, DtlsTransportState?)>();
            foreach (var connection in new[] { pair.A, pair.B })
            {
                connection.ConnectionStateChanged += (_, state) =>
                {
                    if (state == PeerConnectionState.Connected)
                        seen.Enqueue((connection.IceConnectionState, connection.Sctp?.Transport.State));
                };
            }

            pair.Open();

            pair.Until(() => seen.Count == 2, "connected");
            Assert.All(seen, told => Assert.Contains(told.Item1, s_connected));
            Assert.All(seen, told => Assert.Equal(DtlsTransportState.Connected, told.Item2));
        }
    }

    [Wpt(Page, "new as long as no candidates come")]
    public async Task ConnectionState_NoCandidates_StaysNew()
    {
        var (one, other) = (NewConnection(), NewConnection());
        one.CreateDataChannel("channel");

        await ExchangeAsync(one, other);

        await SettleAsync(one);
        await SettleAsync(other);
        Assert.Equal((IceConnectionState.New, IceConnectionState.New), (one.IceConnectionState, other.IceConnectionState));
    }

    [Wpt(Page, "close raises nothing")]
    public async Task ConnectionStateChanged_Close_NotRaised()
    {
        var pair = NewPair();
        pair.Open();
        var count = 0;
        pair.B.ConnectionStateChanged += (_, _) => count++;

        pair.B.Close();

        Assert.Equal(PeerConnectionState.Closed, pair.B.ConnectionState);
        await SettleAsync(pair.A);
        Assert.Equal(0, count);
    }

    [Wpt(IcePage, "new at first")]
    public void IceConnectionState_New_New() => Assert.Equal(IceConnectionState.New, NewConnection().IceConnectionState);

    [Wpt(IcePage, "closed after close")]
    public void IceConnectionState_Closed_Closed()
    {
        var connection = NewConnection();

        connection.Close();

        Assert.Equal(IceConnectionState.Closed, connection.IceConnectionState);
    }

    [Wpt(IcePage, "checking, then connected or completed")]
    public void IceConnectionStateChanged_DataChannel_CheckingThenConnected()
    {
        var pair = NewPair();
        var states = new ConcurrentQueue<IceConnectionState>();
        pair.A.IceConnectionStateChanged += (_, state) => states.Enqueue(state);

        pair.Open();

        pair.Until(() => states.Count >= 2, "connected");
        Assert.Equal(IceConnectionState.Checking, states.First());
        Assert.Contains(states.ElementAt(1), s_connected);
    }

    [Wpt(IcePage, "the ICE transport has the state that the connection tells")]
    public void IceConnectionStateChanged_DataChannel_SameAsTransport()
    {
        var pair = NewPair();
        var states = new ConcurrentQueue<(IceConnectionState, IceTransportState?)>();
        pair.A.IceConnectionStateChanged += (_, state) => states.Enqueue((state, pair.A.Sctp?.Transport.IceTransport.State));

        pair.Open();

        pair.Until(() => states.Any(one => s_connected.Contains(one.Item1)), "connected");
        Assert.All(states, one => Assert.Equal((IceTransportState)one.Item1, one.Item2));
    }

    [Wpt(Lost, "disconnected or failed when the other side is gone")]
    public void IceConnectionState_OtherSideGone_Disconnected()
    {
        var timing = new IceTimingOptions { ReceivingTimeout = TimeSpan.FromSeconds(1) };
        var pair = NewPair(new PeerConnectionOptions { IceTiming = timing });
        pair.Open();

        pair.B.Close();

        pair.Until(
            () => pair.A.IceConnectionState is IceConnectionState.Disconnected or IceConnectionState.Failed, "ICE to notice");
        // An event of its own, which may be raised a moment later.
        pair.Until(() => pair.A.ConnectionState != PeerConnectionState.Connected, "the connection to notice");
    }
}
