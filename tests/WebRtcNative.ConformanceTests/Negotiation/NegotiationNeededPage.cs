using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>negotiationneeded: raised for the first channel, once, and only in stable.</summary>
public sealed class NegotiationNeededPage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-onnegotiationneeded.html";
    private const string Restart = "RTCPeerConnection-restartIce-onnegotiationneeded.https.html";

    [Wpt(Page, "the first channel raises it")]
    public void CreateDataChannel_First_Needed()
    {
        var (connection, seen) = New();

        connection.CreateDataChannel("channel");

        Wait.Until(() => seen.Contains("needed"), "negotiation to be needed");
        Assert.Single(seen);
    }

    [Wpt(Page, "the second channel does not")]
    public async Task CreateDataChannel_Second_NotAgain()
    {
        var (connection, seen) = New();
        connection.CreateDataChannel("first");
        Wait.Until(() => seen.Contains("needed"), "negotiation to be needed");

        connection.CreateDataChannel("second");

        await SettleAsync(connection);
        Assert.Single(seen);
    }

    [Wpt(Page, "it is not raised unless the state is stable")]
    public async Task CreateDataChannel_HaveLocalOffer_NotNeeded()
    {
        var (connection, seen) = New();
        await Finish(connection.SetLocalDescriptionAsync());

        connection.CreateDataChannel("channel");

        await SettleAsync(connection);
        Assert.Equal(["HaveLocalOffer"], seen);
    }

    [Wpt(Page, "it is raised when a remote answer has made the state stable")]
    public async Task CreateDataChannel_HaveLocalOfferThenStable_Needed()
    {
        var (connection, seen) = New();
        var offer = await Finish(connection.SetLocalDescriptionAsync());
        connection.CreateDataChannel("channel");
        var answer = await AnswerOfAnotherAsync(offer);

        await Finish(connection.SetRemoteDescriptionAsync(answer));

        Wait.Until(() => seen.Contains("needed"), "negotiation to be needed");
        Assert.Equal(["HaveLocalOffer", "Stable", "needed"], seen);
    }

    [Wpt(Page, "it is raised when a local answer has made the state stable")]
    public async Task CreateDataChannel_HaveRemoteOfferThenStable_Needed()
    {
        var (connection, seen) = New();
        // An offer without a section for data, so nothing is negotiated.
        await Finish(connection.SetRemoteDescriptionAsync(await Finish(NewConnection().CreateOfferAsync())));
        connection.CreateDataChannel("channel");

        await Finish(connection.SetLocalDescriptionAsync());

        Wait.Until(() => seen.Contains("needed"), "negotiation to be needed");
        Assert.Equal(["HaveRemoteOffer", "Stable", "needed"], seen);
    }

    [WptTheory(Page, "it is raised after the state, and after the task that made it stable")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NegotiationNeeded_BackInStable_AfterStateAndTask(bool remoteOffer)
    {
        var queue = Own(new EventQueue());
        var (connection, seen) = New(queue);
        var another = NewConnection();
        var first = remoteOffer
            ? connection.SetRemoteDescriptionAsync(await Finish(another.CreateOfferAsync()))
            : connection.SetLocalDescriptionAsync();
        Wait.Until(() => first.IsCompleted, "the offer", () => queue.Poll());
        connection.CreateDataChannel("channel");
        Task? second = null;
        bool? wasOver = null;
        connection.NegotiationNeeded += (_, _) => wasOver = second!.IsCompleted;

        second = remoteOffer
            ? connection.SetLocalDescriptionAsync()
            : connection.SetRemoteDescriptionAsync(await AnswerOfAnotherAsync(await (Task<SessionDescription>)first));

        Wait.Until(() => seen.Contains("needed"), "negotiation to be needed", () => queue.Poll());
        Assert.Equal(["Stable", "needed"], seen.Skip(1));
        Assert.True(wasOver);
    }

    [Wpt(Restart, "a restart asked for meanwhile: not so early that who has awaited the answer would miss it",
        Differs = "it is raised after the task has ended, but what follows the await runs on the thread pool and may be later")]
    public async Task NegotiationNeeded_RestartMeanwhile_AfterTheTask()
    {
        var queue = Own(new EventQueue());
        var (connection, seen) = New(queue);
        connection.CreateDataChannel("channel");
        var offering = connection.SetLocalDescriptionAsync();
        Wait.Until(() => offering.IsCompleted, "the offer", () => queue.Poll());
        seen.Clear();
        connection.RestartIce();
        var answer = await AnswerOfAnotherAsync(await offering);
        bool? wasOver = null;

        var answering = connection.SetRemoteDescriptionAsync(answer);
        connection.NegotiationNeeded += (_, _) => wasOver = answering.IsCompleted;

        Wait.Until(() => seen.Contains("needed"), "negotiation to be needed", () => queue.Poll());
        Assert.Equal(["Stable", "needed"], seen);
        Assert.True(wasOver);
    }

    private (PeerConnection Connection, ConcurrentQueue<string> Seen) New(EventQueue? queue = null)
    {
        var connection = NewConnection(queue: queue);
        var seen = new ConcurrentQueue<string>();
        connection.NegotiationNeeded += (_, _) => seen.Enqueue("needed");
        connection.SignalingStateChanged += (_, state) => seen.Enqueue($"{state}");
        return (connection, seen);
    }
}
