using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>createDataChannel, the second half of the page: ids in use, and channels of a connection that is connected.</summary>
public sealed class CreateDataChannelConnectedPage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-createDataChannel.html";

    [Wpt(Page, "ids are there when the channels are connected",
        Differs = "libwebrtc assigns ids when the transport is connected, not with the answer")]
    public void Id_Connected_Assigned()
    {
        var pair = NewPair();
        var negotiated = pair.A.CreateDataChannel("negotiated", Negotiated(42));
        var before = pair.A.CreateDataChannel("channel");
        Assert.Null(before.Id);

        pair.Open();

        var after = pair.A.CreateDataChannel("channel");
        pair.Until(() => before.Id != null && after.Id != null, "ids");
        Assert.InRange(before.Id!.Value, 0, 65534);
        Assert.InRange(after.Id!.Value, 0, 65534);
        Assert.Distinct([before.Id, after.Id, negotiated.Id]);
        Assert.Equal(42, negotiated.Id);
    }

    [WptTheory(Page, "an id that is in use is refused")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreateDataChannel_IdInUse_WebRtcException(bool answered)
    {
        var connection = NewConnection();
        var one = connection.CreateDataChannel("one", Negotiated(42));
        var two = connection.CreateDataChannel("two", Negotiated(43));
        if (answered)
            await AnswerAsync(connection);

        Assert.Equal((42, 43), (one.Id, two.Id));
        Assert.Throws<WebRtcException>(() => connection.CreateDataChannel("three", Negotiated(42)));
    }

    [Wpt(Page, "an id that was assigned to an announced channel is refused")]
    public void CreateDataChannel_IdOfAnnounced_WebRtcException()
    {
        var pair = NewPair();
        var (one, _) = pair.Open();

        Assert.Throws<WebRtcException>(() => pair.A.CreateDataChannel("two", Negotiated(one.Id!.Value)));
    }

    [WptTheory(Page, "a new channel of a connected connection is connecting")]
    [InlineData(false)]
    [InlineData(true)]
    public void CreateDataChannel_Connected_Connecting(bool negotiated)
    {
        // A polled queue, so that no event is raised between the creation and the read of the state.
        var pair = NewPair(byHand: Own(new EventQueue()));
        Open(pair, negotiated);

        var channel = pair.A.CreateDataChannel("");

        Assert.Equal(DataChannelState.Connecting, channel.State);
        pair.Until(() => channel.State == DataChannelState.Open, "open");
    }

    private async Task AnswerAsync(PeerConnection connection)
    {
        var offer = await Finish(connection.SetLocalDescriptionAsync());
        await Finish(connection.SetRemoteDescriptionAsync(await AnswerOfAnotherAsync(offer)));
    }

    private static DataChannelOptions Negotiated(int id) => new() { Negotiated = true, Id = id };
}
