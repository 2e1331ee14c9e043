using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>AddIceCandidate: anything may come from the network, and at any time.</summary>
public sealed class PeerConnectionCandidateTests : NativeTest
{
    private const string Candidate = "candidate:1 1 udp 2122260223 127.0.0.1 5000 typ host";

    private static readonly Dictionary<string, (string Media, int Index, string Name)> s_refused = new()
    {
        ["null name"] = ("0", 0, null!),
        ["garbage"] = ("0", 0, "garbage"),
        ["a space"] = ("0", 0, " "),
        ["one NUL"] = ("0", 0, "\0"),
        ["lone surrogate"] = ("0", 0, "\ud800"),
        ["head only"] = ("0", 0, "candidate:"),
        ["no address"] = ("0", 0, "candidate:1 1 udp 2122260223"),
        ["no type"] = ("0", 0, "candidate:1 1 udp 2122260223 127.0.0.1 5000"),
        ["unknown type"] = ("0", 0, "candidate:1 1 udp 2122260223 127.0.0.1 5000 typ ghost"),
        ["port is a word"] = ("0", 0, "candidate:1 1 udp 2122260223 127.0.0.1 port typ host"),
        ["port too high"] = ("0", 0, "candidate:1 1 udp 2122260223 127.0.0.1 65536 typ host"),
        ["component is a word"] = ("0", 0, "candidate:1 x udp 2122260223 127.0.0.1 5000 typ host"),
        ["NUL at the start"] = ("0", 0, "\0" + Candidate),
        ["1 MB"] = ("0", 0, new string('c', 1 << 20)),
        ["SDP"] = ("0", 0, "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n"),
        ["index -1, no media"] = ("", -1, Candidate),
        ["index -1, null media"] = (null!, -1, Candidate),
        ["index int.MinValue"] = ("0", int.MinValue, Candidate),
        ["index over 65535"] = ("0", 65536, Candidate),
        ["index int.MaxValue"] = ("0", int.MaxValue, Candidate),
    };

    public static TheoryData<string> Refused => [.. s_refused.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public void AddIceCandidate_UnparsableBeforeTheDescription_IsInvalidParameterAndNotKept(string name)
    {
        var pair = Own(new Pair());
        var failures = RecordFailures(pair.A);
        var (media, index, text) = s_refused[name];

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.AddIceCandidate(media, index, text));

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.LastError.Code);
        Assert.NotEmpty(pair.A.LastError.Message);
        var (a, b) = pair.Open();
        pair.Carry(a, b);
        Assert.Empty(failures);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void AddIceCandidate_UnparsableWhenConnected_IsInvalidParameterAndTheConnectionStays(string name)
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        var failures = RecordFailures(pair.A);
        var (media, index, text) = s_refused[name];

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.AddIceCandidate(media, index, text));

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.LastError.Code);
        Assert.NotEmpty(pair.A.LastError.Message);
        pair.Carry(a, b);
        pair.Carry(b, a);
        Assert.Empty(failures);
    }

    [Fact]
    public void AddIceCandidate_Unparsable_HasTheEnginesErrorType()
    {
        var connection = Own(new WebRtcPeerConnection());

        Assert.Equal(WebRtcError.InvalidParameter, connection.AddIceCandidate("0", 0, "garbage"));

        Assert.Equal(RtcErrorType.SyntaxError, connection.LastError.EngineErrorType);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void AddIceCandidate_EmptyName_IsOkBeforeAndAfterTheDescription(string? media, int index)
    {
        var pair = Own(new Pair());
        var failures = RecordFailures(pair.A);

        Assert.Equal(WebRtcError.Ok, pair.A.AddIceCandidate(media!, index, ""));
        var (a, b) = pair.Open();
        Assert.Equal(WebRtcError.Ok, pair.A.AddIceCandidate(media!, index, ""));

        pair.Carry(a, b);
        pair.Carry(b, a);
        Assert.Empty(failures);
    }

    // The index alone says which media description is meant.
    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void AddIceCandidate_IndexWithoutMedia_IsOk(string? media)
    {
        var pair = Own(new Pair());
        Assert.Equal(WebRtcError.Ok, pair.A.AddIceCandidate(media!, 0, Candidate));
        pair.Open();
        var failures = RecordFailures(pair.A);

        Assert.Equal(WebRtcError.Ok, pair.A.AddIceCandidate(media!, 0, Candidate));

        PollUntilCaughtUp(pair.A);
        Assert.Equal(["SetRemoteDescription"], failures); // the call that was for catching up
    }

    [Fact]
    public void AddIceCandidate_Closed_IsUnconfiguredWhateverTheArguments()
    {
        var connection = Own(new WebRtcPeerConnection());
        connection.Close();

        Assert.Equal(WebRtcError.Unconfigured, connection.AddIceCandidate("0", 0, Candidate));
        Assert.Equal(WebRtcError.Unconfigured, connection.AddIceCandidate("0", 0, ""));
        Assert.Equal(WebRtcError.Unconfigured, connection.AddIceCandidate(null!, -1, null!));
        Assert.Equal(WebRtcError.Unconfigured, connection.LastError.Code);
        Assert.NotEmpty(connection.LastError.Message);
    }

    [Fact]
    public void AddIceCandidate_UnknownMedia_IsToldByOperationFailed()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        var told = new List<(string Name, WebRtcErrorInfo Error)>();
        pair.A.OperationFailed += (name, error) => told.Add((name, error));

        Assert.Equal(WebRtcError.Ok, pair.A.AddIceCandidate("no such media", 0, Candidate));

        pair.PollUntil(() => told.Count > 0, "OperationFailed");
        Assert.Equal("AddIceCandidate", Assert.Single(told).Name);
        Assert.Same(pair.A.LastError, told[0].Error);
        Assert.NotEqual(WebRtcError.Ok, told[0].Error.Code);
        Assert.NotEmpty(told[0].Error.Message);
        Assert.NotEqual(RtcErrorType.None, told[0].Error.EngineErrorType);
        pair.Carry(a, b);
    }

    // One side's candidates are enough to find each other, so they are the ones that must not be lost.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AddIceCandidate_AllBeforeTheDescription_AreKeptAndApplied(bool ofTheOfferer)
    {
        var pair = Own(new Pair(wired: false));
        var toB = Gather(pair.A, pair);
        var channel = pair.A.CreateDataChannel("channel");
        Assert.NotNull(channel);
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());
        pair.PollUntil(() => pair.A.GetGatheringState() == IceGatheringState.Complete, "A gathered");
        Assert.NotEmpty(toB.Candidates);
        if (ofTheOfferer)
            Assert.All(toB.Candidates, c => Assert.Equal(WebRtcError.Ok, pair.B.AddIceCandidate(c.Media, c.Index, c.Name)));

        var toA = Gather(pair.B, pair);
        Assert.Equal(WebRtcError.Ok, pair.B.SetRemoteDescription("offer", toB.Sdp));
        pair.PollUntil(() => pair.B.GetGatheringState() == IceGatheringState.Complete, "B gathered");
        Assert.NotEmpty(toA.Candidates);
        if (!ofTheOfferer)
            Assert.All(toA.Candidates, c => Assert.Equal(WebRtcError.Ok, pair.A.AddIceCandidate(c.Media, c.Index, c.Name)));
        Assert.Equal(WebRtcError.Ok, pair.A.SetRemoteDescription("answer", toA.Sdp));

        pair.PollUntil(() => pair.ReceivedByB.Count == 1 && Pair.IsOpen(channel), "connected");
        pair.Carry(channel, pair.ReceivedByB[0]);
    }

    [Fact]
    public void AddIceCandidate_KeptOnes_AreForgottenByInitialize()
    {
        var pair = Own(new Pair());
        var failures = RecordFailures(pair.A);
        Assert.Equal(WebRtcError.Ok, pair.A.AddIceCandidate("no such media", 0, Candidate));

        pair.Reconnect();

        PollUntilCaughtUp(pair.A);
        Assert.Equal(["SetRemoteDescription"], failures);
    }

    private static List<string> RecordFailures(WebRtcPeerConnection connection)
    {
        var failures = new List<string>();
        connection.OperationFailed += (name, _) => failures.Add(name);
        return failures;
    }

    // Operations are answered in order, so that after this one's refusal all before it have been.
    private static void PollUntilCaughtUp(WebRtcPeerConnection connection)
    {
        var caughtUp = false;
        connection.OperationFailed += (name, _) => caughtUp |= name == "SetRemoteDescription";
        const string Sdp = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
        Assert.Equal(WebRtcError.Ok, connection.SetRemoteDescription("answer", Sdp));
        Wait.Until(() => caughtUp, "the refusal of an answer to nothing", () => connection.Poll());
    }

    private static Gathered Gather(WebRtcPeerConnection connection, Pair pair)
    {
        var gathered = new Gathered();
        connection.SessionDescriptionCreated += (type, sdp) =>
        {
            gathered.Sdp = sdp;
            Assert.Equal(WebRtcError.Ok, connection.SetLocalDescription(type, sdp));
        };
        connection.IceCandidateCreated += (media, index, name) => gathered.Candidates.Add((media, index, name));
        connection.OperationFailed += (name, error) => Assert.Fail($"{(connection == pair.A ? "A" : "B")} {name}: {error}");
        return gathered;
    }

    private sealed class Gathered
    {
        public string Sdp { get; set; } = "";

        public List<(string Media, int Index, string Name)> Candidates { get; } = [];
    }
}
