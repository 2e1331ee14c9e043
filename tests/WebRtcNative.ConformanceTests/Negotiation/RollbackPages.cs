using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>Rollback of the local and of the remote offer.</summary>
public sealed class RollbackPages : ConformanceTest
{
    private const string Local = "RTCPeerConnection-setLocalDescription-rollback.html";
    private const string Remote = "RTCPeerConnection-setRemoteDescription-rollback.html";
    private const string EitherSide = "libwebrtc rolls back the pending offer, whichever side sets the rollback";

    [Wpt(Local, "a local offer is taken back")]
    public async Task SetLocalDescriptionAsync_RollbackOfOffer_StableAndNoDescription()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var states = RecordSignaling(connection);
        await Finish(connection.SetLocalDescriptionAsync());
        Assert.NotNull(connection.PendingLocalDescription);

        await Finish(connection.SetLocalDescriptionAsync(Rollback));

        Assert.Equal((null, null, null),
            (connection.LocalDescription, connection.PendingLocalDescription, connection.CurrentLocalDescription));
        Assert.Equal([SignalingState.HaveLocalOffer, SignalingState.Stable], states);
    }

    [Wpt(Local, "in stable there is nothing to take back")]
    public async Task SetLocalDescriptionAsync_RollbackInStable_InvalidOperation()
    {
        var connection = NewConnection();

        await AssertInvalidStateAsync(() => connection.SetLocalDescriptionAsync(Rollback));
    }

    [Wpt(Local, "an answer cannot be taken back")]
    public async Task SetLocalDescriptionAsync_RollbackAfterAnswer_InvalidOperation()
    {
        var connection = NewConnection();
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        await Finish(connection.SetLocalDescriptionAsync());

        await AssertInvalidStateAsync(() => connection.SetLocalDescriptionAsync(Rollback));
        Assert.NotNull(connection.CurrentLocalDescription);
    }

    [Wpt(Local, "a remote offer is taken back by the local side", Differs = EitherSide)]
    public async Task SetLocalDescriptionAsync_RollbackOfRemoteOffer_Stable()
    {
        var connection = NewConnection();
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));

        await Finish(connection.SetLocalDescriptionAsync(Rollback));

        Assert.Equal((SignalingState.Stable, null), (connection.SignalingState, connection.RemoteDescription));
    }

    [Wpt(Local, "the SDP of a rollback is not looked at")]
    public async Task SetLocalDescriptionAsync_RollbackWithNonsense_Stable()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        await Finish(connection.SetLocalDescriptionAsync());

        await Finish(connection.SetLocalDescriptionAsync(Rollback with { Sdp = "no SDP at all" }));

        Assert.Equal(SignalingState.Stable, connection.SignalingState);
    }

    [Wpt(Local, "the description is gone when the state is raised, and that is before the task ends")]
    public void SetLocalDescriptionAsync_Rollback_DescriptionThenStateThenTask()
    {
        var queue = Own(new EventQueue());
        var connection = NewConnection(queue: queue);
        connection.CreateDataChannel("channel");
        var offering = connection.SetLocalDescriptionAsync();
        Wait.Until(() => offering.IsCompleted, "the offer", () => queue.Poll());
        var seen = new List<(SignalingState, bool, bool)>();
        Task? setting = null;
        connection.SignalingStateChanged += (_, state) =>
            seen.Add((state, connection.PendingLocalDescription == null, setting!.IsCompleted));

        setting = connection.SetLocalDescriptionAsync(Rollback);
        Assert.Equal(SignalingState.HaveLocalOffer, connection.SignalingState);
        Assert.Equal(SdpType.Offer, connection.PendingLocalDescription?.Type);

        Wait.Until(() => setting.IsCompleted, "the rollback", () => queue.Poll());
        Assert.Equal([(SignalingState.Stable, true, false)], seen);
    }

    [Wpt(Remote, "a remote offer is taken back")]
    public async Task SetRemoteDescriptionAsync_RollbackOfOffer_StableAndNoDescription()
    {
        var connection = NewConnection();
        var states = RecordSignaling(connection);
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        Assert.NotNull(connection.PendingRemoteDescription);

        await Finish(connection.SetRemoteDescriptionAsync(Rollback));

        Assert.Equal((null, null, null),
            (connection.RemoteDescription, connection.PendingRemoteDescription, connection.CurrentRemoteDescription));
        Assert.Equal([SignalingState.HaveRemoteOffer, SignalingState.Stable], states);
    }

    [Wpt(Remote, "in stable there is nothing to take back")]
    public async Task SetRemoteDescriptionAsync_RollbackInStable_InvalidOperation()
    {
        var connection = NewConnection();

        await AssertInvalidStateAsync(() => connection.SetRemoteDescriptionAsync(Rollback));
    }

    [Wpt(Remote, "a local offer is taken back by the remote side", Differs = EitherSide)]
    public async Task SetRemoteDescriptionAsync_RollbackOfLocalOffer_Stable()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        await Finish(connection.SetLocalDescriptionAsync());

        await Finish(connection.SetRemoteDescriptionAsync(Rollback));

        Assert.Equal((SignalingState.Stable, null), (connection.SignalingState, connection.LocalDescription));
    }

    [Wpt(Remote, "the SDP of a rollback is not looked at")]
    public async Task SetRemoteDescriptionAsync_RollbackWithNonsense_Stable()
    {
        var connection = NewConnection();
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));

        await Finish(connection.SetRemoteDescriptionAsync(Rollback with { Sdp = "no SDP at all" }));

        Assert.Equal(SignalingState.Stable, connection.SignalingState);
    }

    [Wpt(Remote, "an offer that was made before can still be set")]
    public async Task SetRemoteDescriptionAsync_Rollback_EarlierOfferStillGood()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var offer = await Finish(connection.CreateOfferAsync());
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        await Finish(connection.SetRemoteDescriptionAsync(Rollback));

        await Finish(connection.SetLocalDescriptionAsync(offer));

        Assert.Equal(SignalingState.HaveLocalOffer, connection.SignalingState);
    }

    [Wpt(Remote, "glare: stable is passed on the way, and no negotiation is asked for")]
    public async Task SetRemoteDescriptionAsync_ImplicitRollback_NoNegotiationNeeded()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        await Finish(connection.SetLocalDescriptionAsync());
        await SettleAsync(connection);
        var states = RecordSignaling(connection);
        var count = 0;
        connection.NegotiationNeeded += (_, _) => count++;

        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        await Finish(connection.SetLocalDescriptionAsync());

        await SettleAsync(connection);
        Assert.Equal([SignalingState.Stable, SignalingState.HaveRemoteOffer, SignalingState.Stable], states);
        Assert.Equal(0, count);
    }
}
