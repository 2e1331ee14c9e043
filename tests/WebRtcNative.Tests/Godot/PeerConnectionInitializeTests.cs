using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Initialize on a connection that lives: refused without harm, or anew from the beginning.</summary>
public sealed class PeerConnectionInitializeTests : NativeTest
{
    private static readonly Dictionary<string, PeerConnectionOptions> s_refusedByUs = new()
    {
        ["no servers list"] = new() { IceServers = null! },
        ["no server"] = new() { IceServers = [null!] },
        ["no URLs list"] = new() { IceServers = [new IceServer { Urls = null! }] },
        ["no URLs"] = new() { IceServers = [new IceServer()] },
        ["no URL"] = new() { IceServers = [new IceServer([null!])] },
        ["empty URL"] = new() { IceServers = [new IceServer("stun:127.0.0.1", "")] },
        ["TURN without credentials"] = new() { IceServers = [new IceServer("turn:127.0.0.1")] },
        ["TURN without password"] = new() { IceServers = [new IceServer("turn:127.0.0.1") { Username = "u" }] },
        ["ports swapped"] = new() { MinPort = 2, MaxPort = 1 },
        ["port below 0"] = new() { MinPort = -1, MaxPort = 1 },
        ["port over 65535"] = new() { MinPort = 1, MaxPort = 65536 },
        ["pool below 0"] = new() { IceCandidatePoolSize = -1 },
        ["pool over 255"] = new() { IceCandidatePoolSize = 256 },
        ["unknown transport policy"] = new() { IceTransportPolicy = (IceTransportPolicy)99 },
        ["unknown bundle policy"] = new() { BundlePolicy = (BundlePolicy)(-1) },
        ["nothing may wait"] = new() { ReceiveLimit = 0 },
    };

    private static readonly Dictionary<string, PeerConnectionOptions> s_refusedByEngine = new()
    {
        ["not ICE"] = new() { IceServers = [new IceServer("http://example.org")] },
        ["no scheme"] = new() { IceServers = [new IceServer("127.0.0.1")] },
        ["scheme alone"] = new() { IceServers = [new IceServer("stun")] },
        ["no host"] = new() { IceServers = [new IceServer("stun:")] },
        ["port not a number"] = new() { IceServers = [new IceServer("stun:127.0.0.1:port")] },
        ["port too high"] = new() { IceServers = [new IceServer("stun:127.0.0.1:65536")] },
        ["lone surrogate"] = new() { IceServers = [new IceServer("\ud800")] },
        ["NUL"] = new() { IceServers = [new IceServer("\0stun:127.0.0.1")] },
        ["TURN by pigeon"] = new() { IceServers = [new IceServer("turn:127.0.0.1?transport=pigeon") { Username = "u", Credential = "c" }] },
        ["the second"] = new() { IceServers = [new IceServer("stun:127.0.0.1"), new IceServer("nonsense:")] },
    };

    public static TheoryData<string> RefusedByUs => [.. s_refusedByUs.Keys];

    public static TheoryData<string> RefusedByEngine => [.. s_refusedByEngine.Keys];

    [Theory]
    [MemberData(nameof(RefusedByUs))]
    public void Initialize_WrongOption_IsInvalidParameterAndTheOldConnectionStays(string name) =>
        AssertRefused(s_refusedByUs[name], RtcErrorType.None);

    [Theory]
    [MemberData(nameof(RefusedByEngine))]
    public void Initialize_ServerThatTheEngineRefuses_IsInvalidParameterAndTheOldConnectionStays(string name) =>
        AssertRefused(s_refusedByEngine[name], RtcErrorType.SyntaxError);

    [Fact]
    public void Initialize_WrongOptionWhenClosed_StaysClosed()
    {
        var connection = Own(new WebRtcPeerConnection());
        connection.Close();

        Assert.Equal(WebRtcError.InvalidParameter, connection.Initialize(s_refusedByUs["no URLs"]));

        Assert.Equal(WebRtcConnectionState.Closed, connection.GetConnectionState());
        Assert.Equal(WebRtcError.Unconfigured, connection.Poll());
    }

    [Fact]
    public void Initialize_Connected_BeginsAnewAndTheRemoteSideLearnsIt()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        pair.PollUntil(() => pair.B.GetConnectionState() == WebRtcConnectionState.Connected, "B connected");
        var raised = Pair.Record(pair.A);

        Assert.Equal(WebRtcError.Ok, pair.A.Initialize());

        AssertNew(pair.A);
        Assert.Equal(DataChannelState.Closed, a.GetReadyState());
        pair.PollUntil(() => b.GetReadyState() == DataChannelState.Closed, "B's channel closed");
        pair.PollUntil(() => pair.B.GetConnectionState() != WebRtcConnectionState.Connected, "B not connected any more");
        // Nothing of the old connection is raised, and the new one has done nothing yet.
        Assert.Empty(raised);
        AssertNew(pair.A);
    }

    [Fact]
    public void Initialize_WhileConnecting_RaisesNothingOfTheOldConnection()
    {
        var pair = Own(new Pair());
        Assert.NotNull(pair.A.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());
        pair.PollUntil(() => pair.A.GetConnectionState() != WebRtcConnectionState.New, "A connecting"); // or even connected, by one poll

        pair.Initialize();
        var raisedByA = Pair.Record(pair.A);
        var raisedByB = Pair.Record(pair.B);
        Assert.NotNull(pair.B.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Failed, pair.A.CreateOffer()); // the channel was the old connection's
        Assert.Equal(WebRtcError.Ok, pair.B.CreateOffer());
        pair.PollUntil(() => raisedByB.Count > 0, "B's offer");

        Assert.Equal(nameof(pair.B.SessionDescriptionCreated), raisedByB[0]);
        Assert.Single(raisedByB, nameof(pair.B.SessionDescriptionCreated));
        pair.PollUntil(() => pair.ReceivedByA.Count == 1, "a channel at A");
        Assert.Single(raisedByA, nameof(pair.A.SessionDescriptionCreated)); // the answer
    }

    // At once, not only when the engine has got round to it.
    [Fact]
    public void Initialize_OldChannels_TakeNoMorePackets()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();

        Assert.Equal(WebRtcError.Ok, pair.A.Initialize());

        Assert.Equal(WebRtcError.Unconfigured, a.PutPacket("late"u8));
    }

    [Fact]
    public void Initialize_OldReceivedChannels_GoToClosed()
    {
        var pair = Own(new Pair());
        var (_, b) = pair.OpenInBand();

        Assert.Equal(WebRtcError.Ok, pair.B.Initialize());

        Assert.Equal(DataChannelState.Closed, b.GetReadyState());
    }

    [Fact]
    public void Initialize_ManyTimesInARow_Works()
    {
        var connection = Own(new WebRtcPeerConnection());

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(WebRtcError.Ok, connection.Initialize());
            Assert.NotNull(connection.CreateDataChannel("channel", new DataChannelOptions { Negotiated = true, Id = 1 }));
            Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        }

        AssertNew(connection);
    }

    [Fact]
    public void Initialize_AfterAFailure_ClearsLastError()
    {
        var connection = Own(new WebRtcPeerConnection());
        Assert.Equal(WebRtcError.Failed, connection.CreateOffer());

        Assert.Equal(WebRtcError.Ok, connection.Initialize());

        Assert.Equal(WebRtcError.Ok, connection.LastError.Code);
    }

    [Fact]
    public void Initialize_PortRange_IsKeptTo()
    {
        var connection = Own(new WebRtcPeerConnection());
        Assert.Equal(WebRtcError.Ok, connection.Initialize(new PeerConnectionOptions { MinPort = 40_000, MaxPort = 40_999 }));
        var candidates = new List<string>();
        connection.IceCandidateCreated += (_, _, name) => candidates.Add(name);
        connection.SessionDescriptionCreated += (type, sdp) => connection.SetLocalDescription(type, sdp);
        Assert.NotNull(connection.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        Wait.Until(() => connection.GetGatheringState() == IceGatheringState.Complete, "gathered", () => connection.Poll());

        // "candidate:foundation component protocol priority address port ...". Active TCP has the discard port, 9.
        var ports = candidates.Where(name => !name.Contains("tcptype active")).Select(name => int.Parse(name.Split(' ')[5])).ToList();
        Assert.NotEmpty(ports);
        Assert.All(ports, port => Assert.InRange(port, 40_000, 40_999));
    }

    private static void AssertNew(WebRtcPeerConnection connection)
    {
        Assert.Equal(WebRtcConnectionState.New, connection.GetConnectionState());
        Assert.Equal(IceGatheringState.New, connection.GetGatheringState());
        Assert.Equal(SignalingState.Stable, connection.GetSignalingState());
        Assert.Null(connection.GetSelectedCandidatePair());
    }

    private void AssertRefused(PeerConnectionOptions options, params RtcErrorType[] expected)
    {
        var pair = Own(new Pair());
        var channel = pair.A.CreateDataChannel("before", new DataChannelOptions { Negotiated = true, Id = 7 });
        Assert.NotNull(channel);

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.Initialize(options));

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.LastError.Code);
        Assert.NotEmpty(pair.A.LastError.Message);
        Assert.Contains(pair.A.LastError.EngineErrorType, expected);
        // The old connection lives on, its channel included.
        Assert.Equal(DataChannelState.Connecting, channel.GetReadyState());
        var (a, b) = pair.Open();
        pair.Carry(a, b);
        pair.PollUntil(() => Pair.IsOpen(channel), "the channel from before open");
        Assert.Equal(WebRtcError.InvalidParameter, pair.A.Initialize(options));
        pair.Carry(b, a);
    }
}
