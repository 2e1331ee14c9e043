using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>Rollback, said and unsaid: what perfect negotiation (WebRTC 1.0, section 10.7) is made of.</summary>
public sealed class RollbackTests : NativeTest
{
    [Fact]
    public async Task SetRemoteDescriptionAsync_OfferInHaveLocalOffer_RollsBackAndConnects()
    {
        var pair = Own(new CorePair());
        var a = pair.A.CreateDataChannel("of A");
        var b = pair.B.CreateDataChannel("of B");
        var states = new List<SignalingState>();
        pair.A.SignalingStateChanged += (_, state) =>
        {
            lock (states)
                states.Add(state);
        };

        // Glare: both offer, and A, the polite one, gives way.
        await pair.A.SetLocalDescriptionAsync(await pair.A.CreateOfferAsync()).WaitAsync(Wait.Deadline);
        Assert.Equal(SignalingState.HaveLocalOffer, pair.A.SignalingState);
        await CorePair.NegotiateAsync(pair.B, pair.A).WaitAsync(Wait.Deadline);

        pair.Until(() => a.State == DataChannelState.Open && b.State == DataChannelState.Open, "both channels open");
        pair.Until(() => pair.ReceivedByA.Count == 1 && pair.ReceivedByB.Count == 1, "both channels received");
        lock (states)
        {
            Assert.Equal(SignalingState.HaveLocalOffer, states[0]);
            Assert.Equal([SignalingState.HaveRemoteOffer, SignalingState.Stable], states[^2..]);
        }
    }

    [Fact]
    public async Task SetRemoteDescriptionAsync_BothInHaveLocalOffer_ImpoliteStays()
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("of A");
        pair.B.CreateDataChannel("of B");
        var offerOfA = await pair.A.CreateOfferAsync().WaitAsync(Wait.Deadline);
        await pair.A.SetLocalDescriptionAsync(offerOfA).WaitAsync(Wait.Deadline);
        await pair.B.SetLocalDescriptionAsync(await pair.B.CreateOfferAsync()).WaitAsync(Wait.Deadline);

        await pair.B.SetRemoteDescriptionAsync(offerOfA).WaitAsync(Wait.Deadline);

        Assert.Equal(SignalingState.HaveLocalOffer, pair.A.SignalingState);
        Assert.Equal(SignalingState.HaveRemoteOffer, pair.B.SignalingState);
    }

    // Glare with a peer that calls its data otherwise, as one does that offers audio before it.
    [Fact]
    public async Task SetRemoteDescriptionAsync_OtherMidThanTheLocalOfferRolledBack_DataIsAccepted()
    {
        var connection = Own(new PeerConnection());
        connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);

        await AssertDataAcceptedAsync(connection);
    }

    [Fact]
    public async Task SetRemoteDescriptionAsync_OtherMidThanTheRemoteOfferRolledBack_DataIsAccepted()
    {
        var source = Own(new PeerConnection());
        source.CreateDataChannel("channel");
        var connection = Own(new PeerConnection());
        await connection.SetRemoteDescriptionAsync(await source.CreateOfferAsync()).WaitAsync(Wait.Deadline);
        await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Rollback, "")).WaitAsync(Wait.Deadline);

        await AssertDataAcceptedAsync(connection);
    }

    [Fact]
    public async Task SetLocalDescriptionAsync_Rollback_Stable()
    {
        var connection = Own(new PeerConnection());
        var channel = connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync(await connection.CreateOfferAsync()).WaitAsync(Wait.Deadline);
        Assert.Equal(SignalingState.HaveLocalOffer, connection.SignalingState);

        await connection.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, "")).WaitAsync(Wait.Deadline);

        Assert.Equal(SignalingState.Stable, connection.SignalingState);
        Assert.Equal(DataChannelState.Connecting, channel.State);
    }

    [Fact]
    public async Task SetRemoteDescriptionAsync_Rollback_Stable()
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("channel");
        await pair.B.SetRemoteDescriptionAsync(await pair.A.CreateOfferAsync()).WaitAsync(Wait.Deadline);
        Assert.Equal(SignalingState.HaveRemoteOffer, pair.B.SignalingState);

        await pair.B.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Rollback, "")).WaitAsync(Wait.Deadline);

        Assert.Equal(SignalingState.Stable, pair.B.SignalingState);
    }

    [Fact]
    public async Task SetLocalDescriptionAsync_RollbackInStable_InvalidState()
    {
        var connection = Own(new PeerConnection());

        var error = await Record.ExceptionAsync(
            () => connection.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, "")).WaitAsync(Wait.Deadline));

        Assert.Equal(RtcErrorType.InvalidState, Assert.IsType<WebRtcException>(error).ErrorType);
    }

    private async Task AssertDataAcceptedAsync(PeerConnection connection)
    {
        var source = Own(new PeerConnection());
        source.CreateDataChannel("channel");
        var offer = (await source.CreateOfferAsync()).Sdp
            .Replace("a=mid:0", "a=mid:data", StringComparison.Ordinal).Replace("BUNDLE 0", "BUNDLE data", StringComparison.Ordinal);

        await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, offer)).WaitAsync(Wait.Deadline);
        var answer = await connection.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);

        var section = Assert.Single(SdpSection.ReadAll(answer.Sdp));
        Assert.Equal(("data", false), (section.Mid, section.IsRejected));
    }
}
