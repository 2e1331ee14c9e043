using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>CreateOffer: when it is refused, and the one event for each Ok.</summary>
public sealed class PeerConnectionCreateOfferTests : NativeTest
{
    [Fact]
    public void CreateOffer_Closed_IsUnconfigured()
    {
        var connection = Own(new WebRtcPeerConnection());
        Assert.NotNull(connection.CreateDataChannel("channel"));
        connection.Close();

        Assert.Equal(WebRtcError.Unconfigured, connection.CreateOffer());

        AssertLastError(connection, WebRtcError.Unconfigured);
    }

    [Fact]
    public void CreateOffer_NoChannel_IsFailedAndRaisesNothing()
    {
        var connection = Own(new WebRtcPeerConnection());
        var raised = Pair.Record(connection);

        Assert.Equal(WebRtcError.Failed, connection.CreateOffer());

        AssertLastError(connection, WebRtcError.Failed);
        // The offer that is asked for properly is the only one that comes.
        Assert.NotNull(connection.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        Wait.Until(() => raised.Count > 0, "the offer", () => connection.Poll());
        Assert.Equal([nameof(connection.SessionDescriptionCreated)], raised);
    }

    [Fact]
    public void CreateOffer_NotNew_IsFailedAndTheConnectionStays()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        // Another engine thread pushes this event: on a busy machine after the channels are open.
        pair.PollUntil(() => pair.A.GetConnectionState() != WebRtcConnectionState.New, "a state other than new");
        var raised = Pair.Record(pair.A);

        Assert.Equal(WebRtcError.Failed, pair.A.CreateOffer());

        AssertLastError(pair.A, WebRtcError.Failed);
        pair.Carry(a, b);
        pair.Carry(b, a);
        Assert.DoesNotContain(nameof(pair.A.SessionDescriptionCreated), raised);
    }

    [Fact]
    public void CreateOffer_Ok_RaisesTheOfferOnceAndOnlyInsidePoll()
    {
        var connection = Own(new WebRtcPeerConnection());
        var polling = false;
        var offers = new List<(string Type, string Sdp, bool InPoll)>();
        connection.SessionDescriptionCreated += (type, sdp) => offers.Add((type, sdp, polling));
        Assert.NotNull(connection.CreateDataChannel("channel"));

        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        Assert.Empty(offers);

        Wait.Until(() => offers.Count > 0, "the offer", () =>
        {
            polling = true;
            Assert.Equal(WebRtcError.Ok, connection.Poll());
            polling = false;
        });
        // A second one comes after whatever the first would still raise.
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        Wait.Until(() => offers.Count > 1, "the second offer", () =>
        {
            polling = true;
            connection.Poll();
            polling = false;
        });
        Assert.Equal(2, offers.Count);
        Assert.All(offers, offer =>
        {
            Assert.Equal("offer", offer.Type);
            Assert.StartsWith("v=0", offer.Sdp);
            Assert.Contains("m=application", offer.Sdp);
            Assert.True(offer.InPoll);
        });
    }

    [Fact]
    public void CreateOffer_SeveralTimes_RaisesAsManyInOrder()
    {
        var connection = Own(new WebRtcPeerConnection());
        var versions = new List<long>();
        // "o=- id version ...": the engine counts its offers there.
        connection.SessionDescriptionCreated += (_, sdp) => versions.Add(long.Parse(sdp.Split("o=")[1].Split(' ')[2]));
        Assert.NotNull(connection.CreateDataChannel("channel"));

        for (var i = 0; i < 10; i++)
            Assert.Equal(WebRtcError.Ok, connection.CreateOffer());

        Wait.Until(() => versions.Count >= 10, "ten offers", () => connection.Poll());
        Assert.Equal(10, versions.Distinct().Count());
        Assert.Equal(versions.Order(), versions);
    }

    [Fact]
    public void CreateOffer_NobodyListens_IsHarmless()
    {
        var connection = Own(new WebRtcPeerConnection());
        Assert.NotNull(connection.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());

        var raised = Pair.Record(connection);
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        Wait.Until(() => raised.Count > 0, "an offer", () => Assert.Equal(WebRtcError.Ok, connection.Poll()));

        Assert.All(raised, name => Assert.Equal(nameof(connection.SessionDescriptionCreated), name));
    }

    [Fact]
    public void CreateOffer_ChannelOfTheOldConnection_DoesNotCountAfterInitialize()
    {
        var connection = Own(new WebRtcPeerConnection());
        Assert.NotNull(connection.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, connection.Initialize());

        Assert.Equal(WebRtcError.Failed, connection.CreateOffer());
    }

    private static void AssertLastError(WebRtcPeerConnection connection, WebRtcError code)
    {
        Assert.Equal(code, connection.LastError.Code);
        Assert.NotEmpty(connection.LastError.Message);
    }
}
