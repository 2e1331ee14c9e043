using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>RTCIceTransport: state, role, candidates and the selected pair.</summary>
public sealed class IceTransportPage : ConformanceTest
{
    private const string Page = "RTCIceTransport.html";

    [Wpt(Page, "connected sides have a pair of candidates that they gathered")]
    public void SelectedCandidatePair_Connected_GatheredByBothSides()
    {
        // Without TCP, whose active side has another port than its candidate.
        var pair = NewPair(new PeerConnectionOptions { IncludeTcp = false });
        var (controlling, _) = pair.Open();

        pair.Until(() => Ice(pair.A).SelectedCandidatePair != null && Ice(pair.B).SelectedCandidatePair != null, "the pairs");
        AssertGathered(Ice(pair.A));
        AssertGathered(Ice(pair.B));
        Assert.Equal((IceRole.Controlling, IceRole.Controlled), (Ice(pair.A).Role, Ice(pair.B).Role));
        // The controlled side follows the data.
        pair.Until(() => controlling.TrySend([1]) == SendResult.Sent && IsTheSame(), "the same pair on both sides");

        void AssertGathered(IceTransport ice)
        {
            var selected = ice.SelectedCandidatePair!;
            Assert.Contains(selected.Local.Port, ice.GetLocalCandidates().Select(candidate => candidate.Port).ToList());
            // A check of the peer may come before its candidate does.
            pair.Until(
                () => ice.GetRemoteCandidates().Any(candidate => candidate.Port == selected.Remote.Port), "the remote candidate");
        }

        bool IsTheSame() => Ice(pair.A).SelectedCandidatePair is { } a && Ice(pair.B).SelectedCandidatePair is { } b
            && (a.Local.Port, a.Remote.Port) == (b.Remote.Port, b.Local.Port);
    }

    [Wpt(Page, "an unconnected side has no pair")]
    public async Task SelectedCandidatePair_NoCandidates_Null()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("");
        var offer = await Finish(connection.SetLocalDescriptionAsync());

        await Finish(connection.SetRemoteDescriptionAsync(await AnswerOfAnotherAsync(offer)));

        Assert.Null(Ice(connection).SelectedCandidatePair);
        Assert.Empty(Ice(connection).GetRemoteCandidates());
    }

    [Wpt(Page, "gathering, then complete, with a data channel")]
    public async Task IceGatheringStateChanged_DataChannel_GatheringThenComplete()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var states = new ConcurrentQueue<IceGatheringState>();
        connection.IceGatheringStateChanged += (_, state) =>
        {
            Assert.Equal(state, Ice(connection).GatheringState);
            states.Enqueue(state);
        };

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
        Assert.Equal(IceGatheringState.Gathering, Ice(connection).GatheringState);
    }

    [Wpt(Page, "checking begins with the answer and the first candidate, not before")]
    public async Task StateChanged_FirstCandidate_Checking()
    {
        var (offerer, answerer) = (NewConnection(), NewConnection());
        var candidates = new ConcurrentQueue<IceCandidate>();
        answerer.IceCandidateGathered += (_, candidate) => candidates.Enqueue(candidate);
        offerer.CreateDataChannel("channel");
        var offer = await Finish(offerer.SetLocalDescriptionAsync());
        await SettleAsync(offerer);
        Assert.Equal(IceTransportState.New, Ice(offerer).State);
        await Finish(answerer.SetRemoteDescriptionAsync(offer));
        await Finish(offerer.SetRemoteDescriptionAsync(await Finish(answerer.SetLocalDescriptionAsync())));
        await SettleAsync(offerer);
        Assert.Equal(IceTransportState.New, Ice(offerer).State);
        var states = new ConcurrentQueue<IceTransportState>();
        Ice(offerer).StateChanged += (_, state) => states.Enqueue(state);

        Wait.Until(() => !candidates.IsEmpty, "a candidate");
        await Finish(offerer.AddIceCandidateAsync(candidates.First()));

        Wait.Until(() => !states.IsEmpty, "checking");
        Assert.Equal(IceTransportState.Checking, states.First());
    }

    [Wpt(Page, "disconnected when nothing comes any more")]
    public void State_OtherSideGone_Disconnected()
    {
        var timing = new IceTimingOptions { ReceivingTimeout = TimeSpan.FromSeconds(1) };
        var pair = NewPair(new PeerConnectionOptions { IceTiming = timing });
        pair.Open();
        var states = new ConcurrentQueue<IceTransportState>();
        Ice(pair.A).StateChanged += (_, state) => states.Enqueue(state);

        pair.B.Close();

        pair.Until(() => states.Contains(IceTransportState.Disconnected), "disconnected");
    }

    [WptTheory(Page, "a restart of either side leaves the transport")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestartIce_EitherSide_SameTransport(bool local)
    {
        var (one, other) = (NewConnection(), NewConnection());
        one.CreateDataChannel("channel");
        await ExchangeAsync(one, other);
        var transport = Ice(one);
        var (restarting, waiting) = local ? (one, other) : (other, one);

        restarting.RestartIce();
        await ExchangeAsync(restarting, waiting);

        Assert.Same(transport, Ice(one));
    }

    [Wpt(Page, "close: closed at once, and no event")]
    public async Task State_Close_ClosedNoEvent()
    {
        var pair = NewPair();
        pair.Open();
        var count = 0;
        Ice(pair.A).StateChanged += (_, state) => count += state == IceTransportState.Closed ? 1 : 0;

        pair.A.Close();

        Assert.Equal(IceTransportState.Closed, Ice(pair.A).State);
        await SettleAsync(pair.B);
        Assert.Equal(0, count);
    }

    private static IceTransport Ice(PeerConnection connection) => connection.Sctp!.Transport.IceTransport;
}
