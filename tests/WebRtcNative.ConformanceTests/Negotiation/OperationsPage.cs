using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>Operations are done one after the other, in the order of the calls.</summary>
public sealed class OperationsPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-operations.https.html";

    [Wpt(Page, "createOffer in have-remote-offer", Differs = "libwebrtc makes the offer; that it cannot be set is told when it is set")]
    public async Task CreateOfferAsync_HaveRemoteOffer_MadeButNotSet()
    {
        var connection = NewConnection();
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));

        var offer = await Finish(connection.CreateOfferAsync());

        await AssertInvalidStateAsync(() => connection.SetLocalDescriptionAsync(offer));
        Assert.Equal(SignalingState.HaveRemoteOffer, connection.SignalingState);
    }

    [Wpt(Page, "createAnswer in stable is refused")]
    public async Task CreateAnswerAsync_Stable_InvalidOperation()
    {
        var connection = NewConnection();

        await AssertInvalidStateAsync(() => connection.CreateAnswerAsync());
    }

    [Wpt(Page, "a rollback in stable is refused")]
    public async Task SetLocalDescriptionAsync_RollbackInStable_InvalidOperation()
    {
        var connection = NewConnection();

        await AssertInvalidStateAsync(() => connection.SetLocalDescriptionAsync(Rollback));
    }

    [Wpt(Page, "a candidate without a remote description", Differs = "early candidates are kept, and added when it comes")]
    public async Task AddIceCandidateAsync_NoRemoteDescription_Kept()
    {
        var connection = NewConnection();

        await Finish(connection.AddIceCandidateAsync(new IceCandidate("candidate:1 1 udp 1 127.0.0.1 5000 typ host", "0", 0)));

        Assert.Null(connection.RemoteDescription);
    }

    [Wpt(Page, "each operation waits for the ones before")]
    public async Task Operations_CalledAtOnce_EndInOrder()
    {
        var queue = Own(new EventQueue());
        var connection = NewConnection(queue: queue);
        var offer = await OfferOfAnotherAsync();
        // Each of these is only possible after the one before it.
        Task[] operations =
        [
            connection.SetRemoteDescriptionAsync(offer),
            connection.CreateAnswerAsync(),
            connection.SetLocalDescriptionAsync(),
            connection.CreateOfferAsync(),
            connection.SetLocalDescriptionAsync(),
            connection.SetLocalDescriptionAsync(Rollback),
        ];

        Wait.Until(
            () => operations.All(operation => operation.IsCompleted),
            "all to end",
            () =>
            {
                queue.Poll();
                // Never is a later one over before an earlier one.
                var rest = operations.SkipWhile(operation => operation.IsCompleted);
                Assert.DoesNotContain(true, rest.Select(operation => operation.IsCompleted).ToList());
            });

        await Task.WhenAll(operations);
        Assert.Equal(SignalingState.Stable, connection.SignalingState);
        Assert.Equal(SdpType.Answer, connection.LocalDescription?.Type);
    }

    [Wpt(Page, "a candidate waits for the remote description before it")]
    public async Task AddIceCandidateAsync_AfterSetRemoteDescription_Added()
    {
        var connection = NewConnection();

        var setting = connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync());
        var adding = connection.AddIceCandidateAsync(new IceCandidate("candidate:1 1 udp 1 127.0.0.1 5000 typ host", "0", 0));

        await Finish(setting);
        await Finish(adding);
        Wait.Until(() => connection.RemoteDescription!.Sdp.Contains(" 5000 typ host", StringComparison.Ordinal), "the candidate");
        Assert.Equal(SignalingState.HaveRemoteOffer, connection.SignalingState);
    }

    [Wpt(Page, "negotiation is asked for when the operations are done")]
    public async Task NegotiationNeeded_OperationsUnderWay_AfterThem()
    {
        var queue = Own(new EventQueue());
        var connection = NewConnection(queue: queue);
        connection.CreateDataChannel("channel");
        var needed = 0;
        Task[] operations = [];
        var early = 0;
        connection.NegotiationNeeded += (_, _) =>
        {
            needed++;
            early += operations.Any(operation => !operation.IsCompleted) ? 1 : 0;
        };
        Wait.Until(() => needed == 1, "the first time", () => queue.Poll());

        // A round that does not negotiate data.
        var offer = await Finish(NewConnection().CreateOfferAsync());
        operations = [connection.SetRemoteDescriptionAsync(offer), connection.SetLocalDescriptionAsync()];

        Wait.Until(() => needed == 2, "the second time", () => queue.Poll());
        Assert.Equal(0, early);
    }

    [Wpt(Page, "a track that replaces another waits for the operations before it",
        Differs = "libwebrtc replaces the track without its chain of operations, so the task may end before theirs")]
    public async Task ReplaceTrackAsync_OperationsUnderWay_AllEnd()
    {
        var connection = NewMediaConnection();
        var sender = connection.AddTransceiver(MediaKind.Audio).Sender;
        var track = NewAudio();

        Task[] operations = [connection.CreateOfferAsync(), connection.SetLocalDescriptionAsync(), sender.ReplaceTrackAsync(track)];

        await Finish(Task.WhenAll(operations));
        Assert.Same(track, sender.Track);
        Assert.Equal(SignalingState.HaveLocalOffer, connection.SignalingState);
    }

    [Wpt(Page, "statistics wait for nobody")]
    public async Task GetStats_OperationsUnderWay_Ends()
    {
        var connection = NewConnection();

        Assert.Null(await Finish(connection.GetRoundTripTimeAsync()));
    }

    [Wpt(Page, "offer and answer can be queued without waiting in between")]
    public async Task Operations_PackedBothSides_Stable()
    {
        var (offerer, answerer) = (NewConnection(), NewConnection());
        offerer.CreateDataChannel("channel");

        var offers = (offerer.CreateOfferAsync(), offerer.SetLocalDescriptionAsync());
        await Finish(offers.Item1);
        var offer = await Finish(offers.Item2);
        var answers = (answerer.SetRemoteDescriptionAsync(offer), answerer.CreateAnswerAsync(), answerer.SetLocalDescriptionAsync());
        await Finish(answers.Item1);
        await Finish(answers.Item2);
        await Finish(offerer.SetRemoteDescriptionAsync(await Finish(answers.Item3)));

        Assert.Equal((SignalingState.Stable, SignalingState.Stable), (offerer.SignalingState, answerer.SignalingState));
    }

    [Wpt(Page, "signaling states alone can drive a negotiation")]
    public void SignalingStateChanged_DrivesTheNegotiation_Stable()
    {
        var (offerer, answerer) = (NewConnection(), NewConnection());
        offerer.CreateDataChannel("channel");
        var tasks = new ConcurrentQueue<Task>();
        offerer.SignalingStateChanged += (_, state) =>
        {
            if (state != SignalingState.HaveLocalOffer)
                return;
            tasks.Enqueue(answerer.SetRemoteDescriptionAsync(offerer.LocalDescription!));
            tasks.Enqueue(answerer.SetLocalDescriptionAsync());
        };
        answerer.SignalingStateChanged += (_, state) =>
        {
            if (state == SignalingState.Stable)
                tasks.Enqueue(offerer.SetRemoteDescriptionAsync(answerer.LocalDescription!));
        };

        tasks.Enqueue(offerer.SetLocalDescriptionAsync());

        Wait.Until(() => tasks.Count == 4 && tasks.All(task => task.IsCompletedSuccessfully), "all to end");
        Assert.Equal((SignalingState.Stable, SignalingState.Stable), (offerer.SignalingState, answerer.SignalingState));
    }
}
