using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>createDataChannel: the properties of a new channel, and refused arguments.</summary>
public sealed class CreateDataChannelPage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-createDataChannel.html";
    private const string IdAlone = "an id without Negotiated is refused, not ignored: a program that gives an id expects the channel to have it";

    [Wpt(Page, "a label is required")]
    public void CreateDataChannel_NoLabel_ArgumentNull()
    {
        var connection = NewConnection();

        Assert.Throws<ArgumentNullException>(() => connection.CreateDataChannel(null!));
    }

    [Wpt(Page, "a closed connection refuses")]
    public void CreateDataChannel_Closed_InvalidOperation()
    {
        var connection = NewConnection();
        connection.Close();

        Assert.Equal(SignalingState.Closed, connection.SignalingState);
        Assert.Throws<InvalidOperationException>(() => connection.CreateDataChannel(""));
    }

    [Wpt(Page, "defaults")]
    public void CreateDataChannel_NoOptions_Defaults()
    {
        var channel = NewConnection().CreateDataChannel("");

        Assert.Equal(("", "", true, false), (channel.Label, channel.Protocol, channel.Ordered, channel.Negotiated));
        Assert.Null(channel.MaxPacketLifeTime);
        Assert.Null(channel.MaxRetransmits);
        Assert.Null(channel.Id);
        Assert.Equal(DataChannelState.Connecting, channel.State);
        Assert.Equal((0L, 0L), (channel.BufferedAmount, channel.BufferedAmountLowThreshold));
    }

    [Wpt(Page, "what was asked for")]
    public void CreateDataChannel_Options_AsAskedFor()
    {
        var connection = NewConnection();

        var one = connection.CreateDataChannel(
            "one", new DataChannelOptions { Ordered = false, MaxRetransmits = 1, Protocol = "custom", Negotiated = true, Id = 3 });
        var two = connection.CreateDataChannel("two", new DataChannelOptions { Ordered = false, MaxPacketLifeTime = TimeSpan.FromMilliseconds(42) });

        Assert.Equal(("one", false, (TimeSpan?)null, 1), (one.Label, one.Ordered, one.MaxPacketLifeTime, one.MaxRetransmits));
        Assert.Equal(("custom", true, 3, DataChannelState.Connecting), (one.Protocol, one.Negotiated, one.Id, one.State));
        Assert.Equal(("two", false, TimeSpan.FromMilliseconds(42), null), (two.Label, two.Ordered, two.MaxPacketLifeTime, two.MaxRetransmits));
    }

    [WptTheory(Page, "a label is kept, half a surrogate pair replaced")]
    [InlineData('f', 'f')]
    [InlineData('\uD800', '\uFFFD')]
    public void CreateDataChannel_Label_AsUnicode(char label, char expected) =>
        Assert.Equal($"{expected}", NewConnection().CreateDataChannel($"{label}").Label);

    [WptTheory(Page, "a protocol is kept, half a surrogate pair replaced")]
    [InlineData('f', 'f')]
    [InlineData('\uD800', '\uFFFD')]
    public void CreateDataChannel_Protocol_AsUnicode(char protocol, char expected) =>
        Assert.Equal($"{expected}", Create(new DataChannelOptions { Protocol = $"{protocol}" }).Protocol);

    [Wpt(Page, "unordered")]
    public void CreateDataChannel_Unordered_Unordered() =>
        Assert.False(Create(new DataChannelOptions { Ordered = false }).Ordered);

    [Wpt(Page, "a life time of 0")]
    public void CreateDataChannel_LifeTime0_Kept() =>
        Assert.Equal(TimeSpan.Zero, Create(new DataChannelOptions { MaxPacketLifeTime = TimeSpan.Zero }).MaxPacketLifeTime);

    [Wpt(Page, "0 retransmissions")]
    public void CreateDataChannel_Retransmits0_Kept() =>
        Assert.Equal(0, Create(new DataChannelOptions { MaxRetransmits = 0 }).MaxRetransmits);

    [Wpt(Page, "both limits may be left out")]
    public void CreateDataChannel_NoLimit_Reliable()
    {
        var channel = Create(new DataChannelOptions { MaxPacketLifeTime = null, MaxRetransmits = null });

        Assert.Equal((null, null), (channel.MaxPacketLifeTime, channel.MaxRetransmits));
    }

    [WptTheory(Page, "both limits together are refused")]
    [InlineData(0)]
    [InlineData(42)]
    public void CreateDataChannel_BothLimits_ArgumentException(int limit) => Assert.ThrowsAny<ArgumentException>(
        () => Create(new DataChannelOptions { MaxPacketLifeTime = TimeSpan.FromMilliseconds(limit), MaxRetransmits = limit }));

    [WptTheory(Page, "an id for a channel that is announced", Differs = IdAlone)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(65534)]
    [InlineData(65535)]
    public void CreateDataChannel_IdNotNegotiated_ArgumentException(int id) =>
        Assert.ThrowsAny<ArgumentException>(() => Create(new DataChannelOptions { Id = id }));

    [WptTheory(Page, "an id for a negotiated channel is taken")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    public void CreateDataChannel_NegotiatedId_Taken(int id)
    {
        var channel = Create(Negotiated(id));

        Assert.Equal((true, id), (channel.Negotiated, channel.Id));
    }

    [Wpt(Page, "the highest id that the protocol has", NotOnSystem = "that engine has 1,024 streams")]
    public void CreateDataChannel_Id65534_Taken() => Assert.Equal(65534, Create(Negotiated(65534)).Id);

    [WptTheory(Page, "an id beyond 16 bits, or the one that the protocol does not use, is refused")]
    [InlineData(-1, false)]
    [InlineData(65536, false)]
    [InlineData(-1, true)]
    [InlineData(65535, true)]
    [InlineData(65536, true)]
    public void CreateDataChannel_IdOutOfRange_ArgumentException(int id, bool negotiated) =>
        Assert.ThrowsAny<ArgumentException>(() => Create(new DataChannelOptions { Negotiated = negotiated, Id = id }));

    [WptTheory(Page, "a label of more than 65,535 bytes is refused")]
    [InlineData('l', 65536)]
    [InlineData('µ', 32768)]
    public void CreateDataChannel_LabelTooLong_ArgumentException(char letter, int length)
    {
        var connection = NewConnection();
        var label = new string(letter, length);

        Assert.ThrowsAny<ArgumentException>(() => connection.CreateDataChannel(label));
        Assert.ThrowsAny<ArgumentException>(() => connection.CreateDataChannel(label, Negotiated(42)));
    }

    [WptTheory(Page, "a protocol of more than 65,535 bytes is refused")]
    [InlineData('p', 65536)]
    [InlineData('¶', 32768)]
    public void CreateDataChannel_ProtocolTooLong_ArgumentException(char letter, int length)
    {
        var protocol = new string(letter, length);

        Assert.ThrowsAny<ArgumentException>(() => Create(new DataChannelOptions { Protocol = protocol }));
        Assert.ThrowsAny<ArgumentException>(() => Create(Negotiated(42) with { Protocol = protocol }));
    }

    [Wpt(Page, "label and protocol of 65,535 bytes")]
    public void CreateDataChannel_LongestNames_Kept()
    {
        var (label, protocol) = (new string('l', 65535), new string('p', 65535));

        var channel = NewConnection().CreateDataChannel(label, new DataChannelOptions { Protocol = protocol });

        Assert.Equal((label, protocol), (channel.Label, channel.Protocol));
    }

    [Wpt(Page, "a label may be used twice")]
    public void CreateDataChannel_SameLabel_TwoChannels()
    {
        var connection = NewConnection();

        Assert.NotSame(connection.CreateDataChannel("label"), connection.CreateDataChannel("label"));
    }

    [Wpt(Page, "not negotiated")]
    public void CreateDataChannel_NotNegotiated_NoId()
    {
        var channel = Create(new DataChannelOptions { Negotiated = false });

        Assert.Equal((false, null), (channel.Negotiated, channel.Id));
    }

    [Wpt(Page, "negotiated without an id is refused")]
    public void CreateDataChannel_NegotiatedNoId_ArgumentException() =>
        Assert.ThrowsAny<ArgumentException>(() => Create(new DataChannelOptions { Negotiated = true }));

    private DataChannel Create(DataChannelOptions options) => NewConnection().CreateDataChannel("channel", options);

    private static DataChannelOptions Negotiated(int id) => new() { Negotiated = true, Id = id };
}
