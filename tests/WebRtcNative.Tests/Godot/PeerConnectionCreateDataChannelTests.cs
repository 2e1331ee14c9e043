using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>CreateDataChannel: everything that it refuses, with null and a reason, and that the object survives it.</summary>
public sealed class PeerConnectionCreateDataChannelTests : NativeTest
{
    private const int MaxBytes = 65_535;

    private static readonly Dictionary<string, DataChannelOptions> s_refused = new()
    {
        ["negotiated without id"] = new() { Negotiated = true },
        ["id without negotiated"] = new() { Id = 1 },
        ["both limits"] = new() { MaxRetransmits = 0, MaxPacketLifeTime = TimeSpan.Zero },
        ["id -1"] = new() { Negotiated = true, Id = -1 },
        ["id over the engine's highest"] = new() { Negotiated = true, Id = EngineLimits.MaxStreamId + 1 },
        ["id 65535"] = new() { Negotiated = true, Id = 65535 },
        ["id 65536, which is 0 in 16 bits"] = new() { Negotiated = true, Id = 65536 },
        ["id int.MinValue"] = new() { Negotiated = true, Id = int.MinValue },
        ["retransmits below 0"] = new() { MaxRetransmits = -1 },
        ["retransmits over 65535"] = new() { MaxRetransmits = 65536 },
        ["retransmits int.MaxValue"] = new() { MaxRetransmits = int.MaxValue },
        ["life time below 0"] = new() { MaxPacketLifeTime = TimeSpan.FromMicroseconds(-1) },
        ["life time over 65535"] = new() { MaxPacketLifeTime = TimeSpan.FromMilliseconds(65536) },
        ["life time of 2^32 ms"] = new() { MaxPacketLifeTime = TimeSpan.FromMilliseconds(1L << 32) },
        ["protocol null"] = new() { Protocol = null! },
        ["protocol too long"] = new() { Protocol = new string('p', MaxBytes + 1) },
        ["protocol too long in bytes"] = new() { Protocol = new string('€', (MaxBytes / 3) + 1) },
        ["unknown priority"] = new() { Priority = (RtcPriority)99 },
        ["priority -1"] = new() { Priority = (RtcPriority)(-1) },
    };

    public static TheoryData<string> Refused => [.. s_refused.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public void CreateDataChannel_WrongOption_IsNullAndTheObjectStaysUsable(string name)
    {
        var pair = Own(new Pair());

        Assert.Null(pair.A.CreateDataChannel("channel", s_refused[name]));

        AssertRefusedAndUsable(pair, WebRtcError.InvalidParameter);
    }

    [Theory]
    [InlineData(MaxBytes + 1, 'l')]
    [InlineData(10 * 1024 * 1024, 'l')]
    [InlineData((MaxBytes / 2) + 1, 'é')]
    [InlineData((MaxBytes / 3) + 1, '€')]
    public void CreateDataChannel_LabelOverTheLimitInBytes_IsNullAndTheObjectStaysUsable(int characters, char character)
    {
        var pair = Own(new Pair());

        Assert.Null(pair.A.CreateDataChannel(new string(character, characters)));

        AssertRefusedAndUsable(pair, WebRtcError.InvalidParameter);
    }

    [Fact]
    public void CreateDataChannel_NullLabel_IsNullAndTheObjectStaysUsable()
    {
        var pair = Own(new Pair());

        Assert.Null(pair.A.CreateDataChannel(null!));

        AssertRefusedAndUsable(pair, WebRtcError.InvalidParameter);
    }

    [Fact]
    public void CreateDataChannel_DuplicateId_IsNullAndAlreadyExists()
    {
        var pair = Own(new Pair());
        var first = pair.A.CreateDataChannel("first", new DataChannelOptions { Negotiated = true, Id = 5 });
        Assert.NotNull(first);

        Assert.Null(pair.A.CreateDataChannel("second", new DataChannelOptions { Negotiated = true, Id = 5 }));

        AssertRefusedAndUsable(pair, WebRtcError.AlreadyExists);
        pair.PollUntil(() => Pair.IsOpen(first), "the first channel open");
    }

    [Fact]
    public void CreateDataChannel_Refused_DoesNotCountAsAChannel()
    {
        var connection = Own(new WebRtcPeerConnection());
        Assert.Null(connection.CreateDataChannel("channel", s_refused["both limits"]));

        Assert.Equal(WebRtcError.Failed, connection.CreateOffer());
    }

    [Fact]
    public void CreateDataChannel_NotNew_IsNullAndTheConnectionStays()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        // A channel may be reported open before the connection is connected: two engine threads push these events.
        pair.PollUntil(() => pair.A.GetConnectionState() != WebRtcConnectionState.New, "the connection's state");

        Assert.Null(pair.A.CreateDataChannel("late"));

        Assert.Equal(WebRtcError.Failed, pair.A.LastError.Code);
        Assert.NotEmpty(pair.A.LastError.Message);
        pair.Carry(a, b);
        pair.Carry(b, a);
    }

    [Fact]
    public void CreateDataChannel_Closed_IsNullAndUnconfigured()
    {
        var connection = Own(new WebRtcPeerConnection());
        connection.Close();

        Assert.Null(connection.CreateDataChannel("channel"));

        Assert.Equal(WebRtcError.Unconfigured, connection.LastError.Code);
        Assert.NotEmpty(connection.LastError.Message);
    }

    [Theory]
    [InlineData(MaxBytes, 'l')]
    [InlineData(MaxBytes / 3, '€')]
    public void CreateDataChannel_LabelOfExactlyTheLimit_ArrivesUnchanged(int characters, char character)
    {
        var label = new string(character, characters);

        var (a, b) = Own(new Pair()).OpenInBand(label);

        Assert.Equal(label, a.GetLabel());
        Assert.Equal(label, b.GetLabel());
    }

    [Fact]
    public void CreateDataChannel_LabelAndProtocolOfExactlyTheLimit_ArriveUnchanged()
    {
        var label = new string('l', MaxBytes);
        var protocol = new string('p', MaxBytes);

        var (_, b) = Own(new Pair()).OpenInBand(label, new DataChannelOptions { Protocol = protocol });

        Assert.Equal(label, b.GetLabel());
        Assert.Equal(protocol, b.GetProtocol());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("before\0after")]
    [InlineData("\U0001F600\U0001F469‍\U0001F680")]
    [InlineData("ä€‮\r\n\"\uFEFF")]
    public void CreateDataChannel_AnyLabel_ArrivesUnchanged(string label)
    {
        var (a, b) = Own(new Pair()).OpenInBand(label);

        Assert.Equal(label, a.GetLabel());
        Assert.Equal(label, b.GetLabel());
    }

    // Text that is not Unicode cannot be sent; it becomes the replacement character, as in the W3C's USVString.
    [Fact]
    public void CreateDataChannel_LoneSurrogateInLabel_BecomesTheReplacementCharacter()
    {
        var (a, b) = Own(new Pair()).OpenInBand("x\ud800y");

        Assert.Equal("x\uFFFDy", a.GetLabel());
        Assert.Equal("x\uFFFDy", b.GetLabel());
    }

    public static TheoryData<int> IdsAtTheEdge => [0, 1022, EngineLimits.MaxStreamId];

    [Theory]
    [MemberData(nameof(IdsAtTheEdge))]
    public void CreateDataChannel_IdAtTheEdge_Opens(int id)
    {
        var pair = Own(new Pair());
        var options = new DataChannelOptions { Negotiated = true, Id = id };
        var a = pair.A.CreateDataChannel("edge", options);
        var b = pair.B.CreateDataChannel("edge", options);
        Assert.NotNull(a);
        Assert.NotNull(b);
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());

        pair.PollUntil(() => Pair.IsOpen(a) && Pair.IsOpen(b), "both channels open");

        Assert.Equal(id, a.GetId());
        pair.Carry(a, b);
    }

    [Fact]
    public void CreateDataChannel_SameLabelTwice_AreTwoChannels()
    {
        var pair = Own(new Pair());
        Assert.NotNull(pair.A.CreateDataChannel("same"));
        Assert.NotNull(pair.A.CreateDataChannel("same"));
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());

        pair.PollUntil(() => pair.ReceivedByB.Count == 2, "two channels at B");

        Assert.All(pair.ReceivedByB, channel => Assert.Equal("same", channel.GetLabel()));
    }

    private static void AssertRefusedAndUsable(Pair pair, WebRtcError expected)
    {
        Assert.Equal(expected, pair.A.LastError.Code);
        Assert.NotEmpty(pair.A.LastError.Message);
        Assert.Equal(WebRtcConnectionState.New, pair.A.GetConnectionState());
        var (a, b) = pair.Open();
        pair.Carry(a, b);
    }
}
