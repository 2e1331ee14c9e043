using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>When descriptions are seen, and that two calls do not race.</summary>
public sealed class TimingPages : ConformanceTest
{
    private const string Race = "RTCPeerConnection-SLD-SRD-timing.https.html";
    private const string Attributes = "RTCPeerConnection-description-attributes-timing.https.html";

    [Wpt(Race, "an offer that is set as the local and as the remote one at once is set one after the other")]
    public async Task SetDescriptions_AtOnce_InOrder()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var states = RecordSignaling(connection);
        var offer = await Finish(connection.CreateOfferAsync());

        await Finish(Task.WhenAll(connection.SetLocalDescriptionAsync(offer), connection.SetRemoteDescriptionAsync(offer)));

        Assert.Equal([SignalingState.HaveLocalOffer, SignalingState.Stable, SignalingState.HaveRemoteOffer], states);
    }

    [Wpt(Attributes, "the pending local description is there when the task has ended, and not before")]
    public async Task PendingLocalDescription_SetLocal_WithTheTask() => await AssertSeenWithTheTaskAsync(
        _ => { },
        (connection, offer) => connection.SetLocalDescriptionAsync(offer),
        connection => connection.PendingLocalDescription,
        ofItsOwn: true);

    [Wpt(Attributes, "the pending remote description is there when the task has ended, and not before")]
    public async Task PendingRemoteDescription_SetRemote_WithTheTask() => await AssertSeenWithTheTaskAsync(
        _ => { },
        (connection, offer) => connection.SetRemoteDescriptionAsync(offer),
        connection => connection.PendingRemoteDescription,
        ofItsOwn: false);

    [Wpt(Attributes, "the current local description is there when the task has ended, and not before")]
    public async Task CurrentLocalDescription_SetLocal_WithTheTask()
    {
        var offer = await OfferOfAnotherAsync();
        await AssertSeenWithTheTaskAsync(
            connection => _ = connection.SetRemoteDescriptionAsync(offer),
            (connection, _) => connection.SetLocalDescriptionAsync(),
            connection => connection.CurrentLocalDescription,
            ofItsOwn: false);
    }

    [Wpt(Attributes, "the current remote description is there when the task has ended, and not before")]
    public async Task CurrentRemoteDescription_SetRemote_WithTheTask()
    {
        var queue = Own(new EventQueue());
        var connection = NewConnection(queue: queue);
        connection.CreateDataChannel("channel");
        var offering = connection.SetLocalDescriptionAsync();
        Wait.Until(() => offering.IsCompleted, "the offer", () => queue.Poll());

        var setting = connection.SetRemoteDescriptionAsync(await AnswerOfAnotherAsync(await offering));
        Assert.Null(connection.CurrentRemoteDescription);

        Wait.Until(() => setting.IsCompleted, "the description", () => queue.Poll());
        Assert.Equal(SdpType.Answer, connection.CurrentRemoteDescription?.Type);
    }

    /// <summary>A polled queue, so that nothing is raised between the call and the check.</summary>
    private async Task AssertSeenWithTheTaskAsync(
        Action<PeerConnection> prepare,
        Func<PeerConnection, SessionDescription, Task> set,
        Func<PeerConnection, SessionDescription?> look,
        bool ofItsOwn)
    {
        var queue = Own(new EventQueue());
        var connection = NewConnection(queue: queue);
        prepare(connection);
        var making = ofItsOwn ? connection.CreateOfferAsync() : OfferOfAnotherAsync();
        Wait.Until(() => making.IsCompleted, "the offer", () => queue.Poll());
        var offer = await making;
        Assert.Null(look(connection));

        var setting = set(connection, offer);
        Assert.Null(look(connection));

        Wait.Until(() => setting.IsCompleted, "the description", () => queue.Poll());
        await setting;
        Assert.NotNull(look(connection));
    }
}
