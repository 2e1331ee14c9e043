using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>RTCIceTransport: with one transport there is no object for it, and the connection has its properties.</summary>
public sealed class IceTransportPage : ConformanceTest
{
    private const string Page = "RTCIceTransport.html";

    [Wpt(Page, "connected sides have a pair of candidates that they gathered")]
    public void SelectedCandidatePair_Connected_GatheredByBothSides()
    {
        // Without TCP, whose active side has another port than its candidate.
        var pair = NewPair(new PeerConnectionOptions { IncludeTcp = false });
        var (ofA, ofB) = (new ConcurrentQueue<IceCandidate>(), new ConcurrentQueue<IceCandidate>());
        pair.A.IceCandidateGathered += (_, candidate) => ofA.Enqueue(candidate);
        pair.B.IceCandidateGathered += (_, candidate) => ofB.Enqueue(candidate);
        var (controlling, _) = pair.Open();

        pair.Until(() => pair.A.SelectedCandidatePair != null && pair.B.SelectedCandidatePair != null, "the pairs");
        AssertGathered(pair.A.SelectedCandidatePair!, ofA, ofB);
        AssertGathered(pair.B.SelectedCandidatePair!, ofB, ofA);
        // The controlled side follows the data.
        pair.Until(() => controlling.TrySend([1]) == SendResult.Sent && IsTheSame(), "the same pair on both sides");

        static void AssertGathered(IceCandidatePair selected, IEnumerable<IceCandidate> own, IEnumerable<IceCandidate> others)
        {
            Assert.Contains(selected.Local.Port, own.Select(candidate => candidate.Port).ToList());
            Assert.Contains(selected.Remote.Port, others.Select(candidate => candidate.Port).ToList());
        }

        bool IsTheSame() => pair.A.SelectedCandidatePair is { } a && pair.B.SelectedCandidatePair is { } b
            && (a.Local.Port, a.Remote.Port) == (b.Remote.Port, b.Local.Port);
    }

    [Wpt(Page, "an unconnected side has no pair")]
    public async Task SelectedCandidatePair_NoCandidates_Null()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("");
        var offer = await Finish(connection.SetLocalDescriptionAsync());

        await Finish(connection.SetRemoteDescriptionAsync(await AnswerOfAnotherAsync(offer)));

        Assert.Null(connection.SelectedCandidatePair);
        Assert.DoesNotContain("a=candidate:", connection.RemoteDescription!.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "gathering, then complete, with a data channel")]
    public async Task IceGatheringStateChanged_DataChannel_GatheringThenComplete()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var states = new ConcurrentQueue<IceGatheringState>();
        connection.IceGatheringStateChanged += (_, state) => states.Enqueue(state);

        await Finish(connection.SetLocalDescriptionAsync());

        Wait.Until(() => states.Contains(IceGatheringState.Complete), "complete");
        Assert.Equal([IceGatheringState.Gathering, IceGatheringState.Complete], states);
    }

    [Wpt(Page, "close while gathering does not complete it")]
    public void IceGatheringStateChanged_CloseMeanwhile_NotComplete()
    {
        var queue = Own(new EventQueue());
        var connection = NewConnection(queue: queue);
        connection.CreateDataChannel("channel");
        var states = new ConcurrentQueue<IceGatheringState>();
        connection.IceGatheringStateChanged += (_, state) =>
        {
            states.Enqueue(state);
            connection.Close();
        };
        _ = connection.SetLocalDescriptionAsync();
        Wait.Until(() => !states.IsEmpty, "gathering", () => queue.Poll());

        // Another connection of the same queue completes gathering: by then all events of the first one were raised.
        var another = NewConnection(queue: queue);
        another.CreateDataChannel("channel");
        _ = another.SetLocalDescriptionAsync();
        Wait.Until(() => another.IceGatheringState == IceGatheringState.Complete, "complete", () => queue.Poll());

        Assert.Equal([IceGatheringState.Gathering], states);
        Assert.Equal(IceGatheringState.Gathering, connection.IceGatheringState);
    }

    [Wpt(Page, "checking begins with the answer and the first candidate, not before")]
    public async Task IceConnectionStateChanged_FirstCandidate_Checking()
    {
        var (offerer, answerer) = (NewConnection(), NewConnection());
        var candidates = new ConcurrentQueue<IceCandidate>();
        answerer.IceCandidateGathered += (_, candidate) => candidates.Enqueue(candidate);
        offerer.CreateDataChannel("channel");
        var offer = await Finish(offerer.SetLocalDescriptionAsync());
        await SettleAsync(offerer);
        Assert.Equal(IceConnectionState.New, offerer.IceConnectionState);
        await Finish(answerer.SetRemoteDescriptionAsync(offer));
        await Finish(offerer.SetRemoteDescriptionAsync(await Finish(answerer.SetLocalDescriptionAsync())));
        await SettleAsync(offerer);
        Assert.Equal(IceConnectionState.New, offerer.IceConnectionState);
        var states = new ConcurrentQueue<IceConnectionState>();
        offerer.IceConnectionStateChanged += (_, state) => states.Enqueue(state);

        Wait.Until(() => !candidates.IsEmpty, "a candidate");
        await Finish(offerer.AddIceCandidateAsync(candidates.First()));

        Wait.Until(() => !states.IsEmpty, "checking");
        Assert.Equal(IceConnectionState.Checking, states.First());
    }

    [Wpt(Page, "disconnected when nothing comes any more")]
    public void IceConnectionState_OtherSideGone_Disconnected()
    {
        var timing = new IceTimingOptions { ReceivingTimeout = TimeSpan.FromSeconds(1) };
        var pair = NewPair(new PeerConnectionOptions { IceTiming = timing });
        var states = new ConcurrentQueue<IceConnectionState>();
        pair.A.IceConnectionStateChanged += (_, state) => states.Enqueue(state);
        pair.Open();

        pair.B.Close();

        pair.Until(() => states.Contains(IceConnectionState.Disconnected), "disconnected");
        Assert.Equal(IceConnectionState.Checking, states.First());
    }

    [WptTheory(Page, "a restart of either side leaves the transport")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestartIce_EitherSide_SameTransport(bool local)
    {
        var (one, other) = (NewConnection(), NewConnection());
        one.CreateDataChannel("channel");
        await ExchangeAsync(one, other);
        var transport = one.Sctp!.Transport;
        var (restarting, waiting) = local ? (one, other) : (other, one);

        restarting.RestartIce();
        await ExchangeAsync(restarting, waiting);

        Assert.Same(transport, one.Sctp!.Transport);
    }

    [Wpt(Page, "close: closed at once, and no event")]
    public async Task IceConnectionState_Close_ClosedNoEvent()
    {
        var pair = NewPair();
        pair.Open();
        var count = 0;
        pair.A.IceConnectionStateChanged += (_, state) => count += state == IceConnectionState.Closed ? 1 : 0;

        pair.A.Close();

        Assert.Equal(IceConnectionState.Closed, pair.A.IceConnectionState);
        await SettleAsync(pair.B);
        Assert.Equal(0, count);
    }
}
