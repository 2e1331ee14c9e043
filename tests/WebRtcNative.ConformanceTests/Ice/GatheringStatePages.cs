using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Ice;

/// <summary>iceGatheringState, also through restarts and rollbacks.</summary>
public sealed class GatheringStatePages : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-iceGatheringState.html";
    private const string RollbackPage = "RTCPeerConnection-explicit-rollback-iceGatheringState.html";

    private PeerConnection? _other; // the answerer of GatheredAsync

    [Wpt(Page, "new at first")]
    public void IceGatheringState_New_New() => Assert.Equal(IceGatheringState.New, NewConnection().IceGatheringState);

    [Wpt(Page, "gathering, then complete")]
    public void IceGatheringStateChanged_LocalDescription_GatheringThenComplete()
    {
        var (connection, states) = New();

        _ = connection.SetLocalDescriptionAsync();

        UntilComplete(states);
        Assert.Equal([IceGatheringState.Gathering, IceGatheringState.Complete], states);
    }

    [Wpt(Page, "the same with sound")]
    public void IceGatheringStateChanged_Sound_GatheringThenComplete()
    {
        var (connection, states) = New(sound: true);

        _ = connection.SetLocalDescriptionAsync();

        UntilComplete(states);
        Assert.Equal([IceGatheringState.Gathering, IceGatheringState.Complete], states);
    }

    [Wpt(Page, "complete when all of several transports are, and not before")]
    public async Task IceGatheringStateChanged_TwoTransports_CompleteWithBoth()
    {
        var (connection, states) = New(sound: true);
        connection.AddTransceiver(MediaKind.Video);
        var atTheEnd = new ConcurrentQueue<IceGatheringState>();
        connection.IceGatheringStateChanged += (_, state) =>
        {
            if (state == IceGatheringState.Complete)
            {
                foreach (var sender in connection.Senders)
                    atTheEnd.Enqueue(sender.Transport!.IceTransport.GatheringState);
            }
        };

        await Finish(connection.SetLocalDescriptionAsync());

        Wait.Until(() => atTheEnd.Count == 2, "complete");
        Assert.NotSame(connection.Senders[0].Transport, connection.Senders[1].Transport);
        Assert.Equal([IceGatheringState.Complete, IceGatheringState.Complete], atTheEnd);
        Assert.Equal([IceGatheringState.Gathering, IceGatheringState.Complete], states);
    }

    [Wpt(Page, "another offer with one more transport gathers again")]
    public async Task IceGatheringStateChanged_OfferWithNewTransport_GatheringThenComplete()
    {
        var (connection, states) = New(sound: true);
        await ExchangeWithoutGroupsAsync(connection, NewMediaConnection()); // in a bundle, the new section would use its transport
        UntilComplete(states);
        states.Clear();
        connection.AddTransceiver(MediaKind.Video);

        await Finish(connection.SetLocalDescriptionAsync());

        UntilComplete(states);
        Assert.Equal([IceGatheringState.Gathering, IceGatheringState.Complete], states);
    }

    [Wpt(Page, "a negotiation that closes all transports: new again")]
    public async Task IceGatheringState_AllTransportsClosed_New()
    {
        var (connection, states) = await GatheredAsync(sound: true);
        connection.Transceivers[0].Stop();

        await ExchangeAsync(connection, _other!);

        Wait.Until(() => connection.IceGatheringState == IceGatheringState.New, "new");
        Assert.Empty(connection.Transceivers);
        await SettleAsync(connection);
        Assert.Equal([IceGatheringState.New], states);
    }

    [Wpt(Page, "another offer without a restart changes nothing")]
    public async Task IceGatheringStateChanged_OfferAgain_NotRaised()
    {
        var (connection, states) = await GatheredAsync();

        await Finish(connection.SetLocalDescriptionAsync());

        await SettleAsync(connection);
        Assert.Empty(states);
    }

    [Wpt(Page, "an offer without sections changes nothing")]
    public async Task IceGatheringStateChanged_NoSections_NotRaised()
    {
        var connection = NewConnection();
        var count = 0;
        connection.IceGatheringStateChanged += (_, _) => count++;

        await Finish(connection.SetLocalDescriptionAsync());

        await SettleAsync(connection);
        Assert.Equal((0, IceGatheringState.New), (count, connection.IceGatheringState));
    }

    [Wpt(Page, "when it is complete, the local description says that there are no more",
        Differs = "libwebrtc does not write a=end-of-candidates; the state tells")]
    public void LocalDescription_Complete_AllCandidatesNoEndLine()
    {
        var (connection, _) = New();
        var candidates = new ConcurrentQueue<IceCandidate>();
        connection.IceCandidateGathered += (_, candidate) => candidates.Enqueue(candidate);
        _ = connection.SetLocalDescriptionAsync();
        UntilComplete(connection);

        Wait.Until(
            () => connection.LocalDescription!.Sdp.Split("a=candidate:").Length - 1 == candidates.Count, "all candidates described");
        Assert.NotEmpty(candidates);
        Assert.DoesNotContain("a=end-of-candidates", connection.LocalDescription!.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "the end is told after the last candidate",
        Differs = "the state Complete is the end: no empty candidate is raised before it, and none of null after it")]
    public async Task IceCandidateGathered_Complete_NoneAfterwardsNoneEmpty()
    {
        var (connection, _) = New();
        var seen = new ConcurrentQueue<(string, IceGatheringState)>();
        connection.IceCandidateGathered += (_, candidate) => seen.Enqueue((candidate.Candidate, connection.IceGatheringState));
        _ = connection.SetLocalDescriptionAsync();
        UntilComplete(connection);

        await SettleAsync(connection);
        Assert.NotEmpty(seen);
        Assert.All(seen, one => Assert.Equal((true, IceGatheringState.Gathering), (one.Item1.Length > 0, one.Item2)));
    }

    [Wpt(Page, "a restart gathers again")]
    public async Task IceGatheringStateChanged_Restart_GatheringThenComplete()
    {
        var (connection, states) = await GatheredAsync();

        var offer = await Finish(connection.CreateOfferAsync(new OfferOptions { IceRestart = true }));
        await Finish(connection.SetLocalDescriptionAsync(offer));

        Wait.Until(() => states.Contains(IceGatheringState.Complete), "complete");
        Assert.Equal([IceGatheringState.Gathering, IceGatheringState.Complete], states);
    }

    [Wpt(Page, "remote descriptions change nothing")]
    public async Task IceGatheringStateChanged_RemoteDescriptions_NotRaised()
    {
        var (connection, states) = New();
        var offer = await OfferOfAnotherAsync();

        await Finish(connection.SetRemoteDescriptionAsync(offer));
        await Finish(connection.SetRemoteDescriptionAsync(offer));
        await Finish(connection.SetRemoteDescriptionAsync(Rollback));
        await Finish(connection.SetRemoteDescriptionAsync(offer));

        await SettleAsync(connection);
        Assert.Empty(states);
    }

    [Wpt(Page, "the answerer gathers too, with its transport there")]
    public void IceGatheringStateChanged_Answerer_SctpIsThere()
    {
        var pair = NewPair();
        var seen = new ConcurrentQueue<(IceGatheringState, bool)>();
        pair.B.IceGatheringStateChanged += (_, state) => seen.Enqueue((state, pair.B.Sctp != null));

        pair.Open();

        pair.Until(() => seen.Any(one => one.Item1 == IceGatheringState.Complete), "complete");
        Assert.Equal([(IceGatheringState.Gathering, true), (IceGatheringState.Complete, true)], seen);
    }

    [WptTheory(RollbackPage, "a restart that is rolled back when it is complete changes nothing, with data and with sound")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IceGatheringStateChanged_RestartRolledBack_NotRaised(bool sound)
    {
        var (connection, states) = await GatheredAsync(sound);
        var offer = await Finish(connection.CreateOfferAsync(new OfferOptions { IceRestart = true }));
        await Finish(connection.SetLocalDescriptionAsync(offer));
        Wait.Until(() => states.Contains(IceGatheringState.Complete), "complete");
        states.Clear();

        await Finish(connection.SetLocalDescriptionAsync(Rollback));

        await SettleAsync(connection);
        Assert.Empty(states);
    }

    [WptTheory(RollbackPage, "the first offer rolled back: new again, with data and with sound")]
    [InlineData(IceGatheringState.Complete, false)]
    [InlineData(IceGatheringState.Gathering, false)]
    [InlineData(IceGatheringState.Complete, true)]
    [InlineData(IceGatheringState.Gathering, true)]
    public async Task IceGatheringState_FirstOfferRolledBack_New(IceGatheringState from, bool sound)
    {
        var (connection, states) = New(sound);
        _ = connection.SetLocalDescriptionAsync();
        Wait.Until(() => states.Contains(from), $"{from}");

        await Finish(connection.SetLocalDescriptionAsync(Rollback));

        Wait.Until(() => connection.IceGatheringState == IceGatheringState.New, "new");
        Assert.Equal(IceGatheringState.Gathering, states.First());
    }

    /// <param name="sound">A transceiver of sound in place of a data channel.</param>
    private (PeerConnection Connection, ConcurrentQueue<IceGatheringState> States) New(bool sound = false)
    {
        var connection = sound ? NewMediaConnection() : NewConnection();
        if (sound)
            connection.AddTransceiver(MediaKind.Audio);
        else
            connection.CreateDataChannel("channel");
        var states = new ConcurrentQueue<IceGatheringState>();
        connection.IceGatheringStateChanged += (_, state) => states.Enqueue(state);
        return (connection, states);
    }

    /// <summary>A connection that is negotiated and has gathered; the states are those after that.</summary>
    private async Task<(PeerConnection Connection, ConcurrentQueue<IceGatheringState> States)> GatheredAsync(bool sound = false)
    {
        var (connection, states) = New(sound);
        _other = sound ? NewMediaConnection() : NewConnection();
        await ExchangeAsync(connection, _other);
        UntilComplete(states);
        states.Clear();
        return (connection, states);
    }

    /// <summary>Until the event is raised, which is after the state has changed.</summary>
    private static void UntilComplete(ConcurrentQueue<IceGatheringState> states) =>
        Wait.Until(() => states.Contains(IceGatheringState.Complete), "complete");

    private static void UntilComplete(PeerConnection connection) =>
        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "complete");
}
