using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>Calls with data alone: set up, statistics, an empty message, a handover, the end.</summary>
public sealed class DataCallPages : ConformanceTest
{
    private const string Promises = "promises-call.html";
    private const string NoMedia = "no-media-call.html";
    private const string Stats = "getstats.html";
    private const string Empty = "datachannel-emptystring.html";
    private const string Format = "protocol/sctp-format.html";
    private const string Handover = "protocol/handover-datachannel.html";
    private const string LocalClose = "RTCDataChannel-local-close.html";

    [Wpt(Promises, "a call with data is set up by awaiting each step")]
    public async Task Call_Awaited_IceConnected()
    {
        var pair = NewPair();
        pair.A.CreateDataChannel("channel");
        await ExchangeAsync(pair.A, pair.B, implicitly: false);

        pair.Until(() => IsConnected(pair.A) && IsConnected(pair.B), "ICE connected on both sides");
    }

    [Wpt(NoMedia, "a call with data is set up by events of candidates and of states")]
    public void Call_WithoutMedia_StatesRaised()
    {
        var pair = NewPair();
        var raised = new List<IceConnectionState>();
        pair.A.IceConnectionStateChanged += (_, state) => raised.Add(state);
        pair.A.CreateDataChannel("channel");

        pair.Negotiate();
        pair.Until(() => IsConnected(pair.A) && IsConnected(pair.B), "ICE connected on both sides");

        Assert.Equal(IceConnectionState.Checking, raised[0]);
    }

    [Wpt(Stats, "statistics count the channels that were opened")]
    public async Task GetStatsAsync_Channel_Counted()
    {
        var pair = NewPair();
        pair.Open();

        var stats = Assert.Single((await Finish(pair.A.GetStatsAsync())).Values, stats => stats.Type == "peer-connection");

        Assert.Equal(1, stats.Members["dataChannelsOpened"].GetInt64());
    }

    [Wpt(Empty, "an empty text arrives, and the text after it")]
    public async Task Send_EmptyText_Arrives()
    {
        var (a, b) = NewPair().Open();

        a.Send("");
        a.Send("done");

        Assert.Equal("", (await ReceiveAsync(b)).Text);
        Assert.Equal("done", (await ReceiveAsync(b)).Text);
    }

    [Wpt(Format, "the section of an offer with data has the protocol, a port and a mid")]
    public async Task CreateOfferAsync_Channel_SctpSection()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");

        var offer = await Finish(connection.CreateOfferAsync());

        Assert.Matches(@"^m=application \d+ UDP/DTLS/SCTP webrtc-datachannel$", AssertDescription.Line(offer, "m="));
        Assert.Matches(@"^a=sctp-port:\d+$", AssertDescription.Line(offer, "a=sctp-port:"));
        Assert.NotEmpty(AssertDescription.Line(offer, "a=mid:"));
    }

    [Wpt(Handover, "the caller negotiates with another peer, and that peer's channel opens")]
    public async Task Negotiate_OtherPeer_ItsChannelOpens()
    {
        var (caller, first, second) = (NewConnection(), NewConnection(), NewConnection());
        Connect(caller, first);
        DataChannel? atFirst = null;
        first.DataChannelReceived += (_, channel) => atFirst = channel;
        var channel = caller.CreateDataChannel("first");
        await ExchangeAsync(caller, first);
        Wait.Until(() => atFirst?.State == DataChannelState.Open, "the first channel open");
        atFirst!.Send("hello");
        Assert.Equal("hello", (await ReceiveAsync(channel)).Text);

        Connect(caller, second);
        await ExchangeAsync(caller, second);
        first.Close();
        DataChannel? atCaller = null;
        caller.DataChannelReceived += (_, received) => atCaller = received;
        var back = second.CreateDataChannel("back");

        Wait.Until(() => atCaller?.State == DataChannelState.Open, "the second channel open");
        atCaller!.Send("hello again");
        Assert.Equal("hello again", (await ReceiveAsync(back)).Text);
    }

    [Wpt(LocalClose, "close of the connection raises the end of its channel",
        Differs = "one's own close raises no event, as WebRTC 1.0 has it: the state is closed at once")]
    public async Task Close_OwnChannel_ClosedWithoutEvent()
    {
        var pair = NewPair();
        var (channel, _) = pair.Open();
        var raised = 0;
        channel.StateChanged += (_, _) => raised++;

        pair.A.Close();

        Assert.Equal(DataChannelState.Closed, channel.State);
        await SettleAsync(pair.B);
        Assert.Equal(0, raised);
    }

    private static bool IsConnected(PeerConnection connection) =>
        connection.IceConnectionState is IceConnectionState.Connected or IceConnectionState.Completed;

    private static void Connect(PeerConnection a, PeerConnection b)
    {
        a.IceCandidateGathered += (_, candidate) => Add(b, candidate);
        b.IceCandidateGathered += (_, candidate) => Add(a, candidate);
    }

    private static void Add(PeerConnection connection, IceCandidate candidate)
    {
        // The caller's candidates go to both peers, and the test closes the first one.
        if (connection.SignalingState != SignalingState.Closed)
            connection.AddIceCandidateAsync(candidate).ContinueWith(task => task.Exception, TaskScheduler.Default);
    }
}
