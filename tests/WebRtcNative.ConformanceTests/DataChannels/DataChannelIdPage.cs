using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>Stream ids: odd ones for the DTLS server, even ones for the client, each of them once.</summary>
public sealed class DataChannelIdPage : ConformanceTest
{
    private const string Page = "RTCDataChannel-id.html";
    private const string WhenConnected = "libwebrtc assigns ids when the transport is connected, not with the answer";

    [WptTheory(Page, "the role in DTLS says whether ids are odd or even", Differs = WhenConnected)]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Id_RoleInDtls_OddOrEven(bool server, int remainder)
    {
        // The answerer takes the client's role.
        var pair = NewPair();
        pair.A.CreateDataChannel("for a section of data in the offer");
        var creator = server ? pair.A : pair.B;
        var first = creator.CreateDataChannel("first");
        Assert.Null(first.Id);
        Connect(pair);

        var second = creator.CreateDataChannel("second");
        pair.Until(() => first.Id != null && second.Id != null, "ids");

        Assert.Equal(remainder, first.Id % 2);
        Assert.Equal(remainder, second.Id % 2);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Wpt(Page, "an id cannot be chosen for a channel that is announced",
        Differs = "the id is refused, not ignored: a program that gives an id expects the channel to have it")]
    public void CreateDataChannel_IdNotNegotiated_ArgumentException()
    {
        var connection = NewConnection();

        Assert.ThrowsAny<ArgumentException>(() => connection.CreateDataChannel("channel", new DataChannelOptions { Id = 42 }));
    }

    [Wpt(Page, "channels with ids of the wrong parity disturb nobody", Differs = WhenConnected)]
    public void Id_NegotiatedOnesOfTheOtherParity_AllDifferentAllKept()
    {
        var pair = NewPair();
        var announced = Enumerable.Range(0, 10).Select(i => pair.A.CreateDataChannel($"before {i}")).ToList();
        Assert.All(announced, channel => Assert.Null(channel.Id));
        var negotiated = Enumerable.Range(0, 10).Select(i => (Channel: Negotiated(2 * i), Id: 2 * i)).ToList();
        Assert.All(negotiated, one => Assert.Equal(one.Id, one.Channel.Id));

        Connect(pair);
        announced.AddRange(Enumerable.Range(0, 10).Select(i => pair.A.CreateDataChannel($"after {i}")));
        negotiated.AddRange(Enumerable.Range(10, 10).Select(i => (Negotiated(2 * i), 2 * i)));

        pair.Until(() => announced.All(channel => channel.Id != null), "ids");
        Assert.All(announced, channel => Assert.Equal(1, channel.Id % 2));
        Assert.All(negotiated, one => Assert.Equal(one.Id, one.Channel.Id));
        Assert.Distinct(announced.Concat(negotiated.Select(one => one.Channel)).Select(channel => channel.Id));

        DataChannel Negotiated(int id) => pair.A.CreateDataChannel("negotiated", new DataChannelOptions { Negotiated = true, Id = id });
    }

    [Wpt(Page, "an id is free again when its channel is closed")]
    public void Id_OfAClosedChannel_CanBeUsedAgain()
    {
        var pair = NewPair();
        pair.A.CreateDataChannel("stays");
        var (a, b) = pair.Open();
        Assert.Equal(a.Id, b.Id);
        var options = new DataChannelOptions { Negotiated = true, Id = a.Id };

        a.Close();
        pair.Until(() => a.State == DataChannelState.Closed && b.State == DataChannelState.Closed, "both closed");

        var again = (A: pair.A.CreateDataChannel("again", options), B: pair.B.CreateDataChannel("again", options));
        Assert.Equal((options.Id, options.Id), (again.A.Id, again.B.Id));
        pair.Until(() => again.A.State == DataChannelState.Open && again.B.State == DataChannelState.Open, "both open");
    }

    private static void Connect(CorePair pair)
    {
        pair.Negotiate();
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected
            && pair.B.ConnectionState == PeerConnectionState.Connected, "connected");
    }
}
