using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Transports;

/// <summary>getLocalCandidates and getRemoteCandidates (WebRTC 1.0, section 5.6).</summary>
public sealed class IceTransportCandidatesTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Candidates_Connected_ThoseOfEventAndOfOtherSide(bool byHand)
    {
        var pair = Own(new CorePair(byHand ? Own(new EventQueue()) : null, new PeerConnectionOptions { IncludeTcp = false }));
        var gathered = new ConcurrentQueue<IceCandidate>();
        pair.A.IceCandidateGathered += (_, candidate) =>
        {
            gathered.Enqueue(candidate);
            Assert.Contains(candidate, Ice(pair.A).GetLocalCandidates());
        };

        pair.Open();
        pair.Until(() => Ice(pair.A).GatheringState == IceGatheringState.Complete, "gathering complete");
        pair.Until(() => pair.Candidates.All(task => task.IsCompleted), "all candidates added");

        var local = Ice(pair.A).GetLocalCandidates();
        Assert.NotEmpty(local);
        Assert.Equal(gathered, local);
        pair.Until(() => Ice(pair.B).GetRemoteCandidates().Count == local.Count, "the candidates of A");
        Assert.Equal(local.Select(Parts).Order(), Ice(pair.B).GetRemoteCandidates().Select(Parts).Order());
        Assert.Equal(
            local.Select(candidate => (candidate.SdpMid, candidate.SdpMLineIndex, candidate.UsernameFragment)).Distinct(),
            Ice(pair.B).GetRemoteCandidates().Select(candidate => (candidate.SdpMid, candidate.SdpMLineIndex, candidate.UsernameFragment)).Distinct());
    }

    [Fact]
    public void GetRemoteCandidates_InDescriptionAndAdded_Both()
    {
        const string InDescription = "candidate:1 1 udp 2122260223 127.0.0.1 50000 typ host generation 0";
        const string Added = "candidate:2 1 udp 2122260222 127.0.0.1 50001 typ host generation 0";
        var (offerer, answerer) = (Own(new PeerConnection()), Own(new PeerConnection()));
        offerer.CreateDataChannel("channel");
        var offer = Finish(offerer.CreateOfferAsync());
        Finish(answerer.SetRemoteDescriptionAsync(offer with { Sdp = $"{offer.Sdp}a={InDescription}\r\n" }));
        var ice = Ice(answerer);
        Assert.Equal([50000], ice.GetRemoteCandidates().Select(candidate => candidate.Port!.Value));

        Finish(answerer.AddIceCandidateAsync(new IceCandidate(Added, "0", 0)));
        Assert.Equal([50000, 50001], ice.GetRemoteCandidates().Select(candidate => candidate.Port!.Value).Order());

        Finish(answerer.RemoveIceCandidateAsync(new IceCandidate(InDescription, "0", 0)));
        Assert.Equal([50001], ice.GetRemoteCandidates().Select(candidate => candidate.Port!.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Candidates_IceRestart_OnlyNewOnes(bool byHand)
    {
        var pair = Own(new CorePair(byHand ? Own(new EventQueue()) : null));
        pair.Open();
        pair.Until(() => IsGathered(pair), "gathering complete");
        var ice = Ice(pair.A);
        var (local, remote) = (ice.GetLocalCandidates(), ice.GetRemoteCandidates());

        pair.A.RestartIce();
        pair.Negotiate();

        Assert.Same(ice, Ice(pair.A));
        pair.Until(() => ice.GetLocalCandidates().Count > 0 && ice.GetRemoteCandidates().Count > 0, "candidates of the restart");
        Assert.Empty(ice.GetLocalCandidates().Select(Fragment).Intersect(local.Select(Fragment)));
        Assert.Empty(ice.GetRemoteCandidates().Select(Fragment).Intersect(remote.Select(Fragment)));
        pair.Until(() => IsGathered(pair), "gathering complete again");
        Assert.Single(ice.GetLocalCandidates().Select(Fragment).Distinct());
    }

    [Fact]
    public void GetLocalCandidates_IceRestartRolledBack_EarlierOnes()
    {
        var pair = Own(new CorePair());
        pair.Open();
        pair.Until(() => IsGathered(pair), "gathering complete");
        var ice = Ice(pair.A);
        var before = ice.GetLocalCandidates();
        Assert.NotEmpty(before);

        pair.A.RestartIce();
        pair.Finish(pair.A.SetLocalDescriptionAsync());
        pair.Until(() => ice.GetLocalCandidates() is { Count: > 0 } now && now[0] != before[0], "a candidate of the restart");
        Assert.Empty(ice.GetLocalCandidates().Intersect(before));
        pair.Finish(pair.A.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, "")));

        Assert.Equal(before, ice.GetLocalCandidates());
    }

    [Fact]
    public void Candidates_FirstOfferRolledBack_None()
    {
        var connection = Own(new PeerConnection());
        connection.CreateDataChannel("channel");
        Finish(connection.SetLocalDescriptionAsync());
        Wait.Until(() => Ice(connection).GetLocalCandidates().Count > 0, "a candidate");

        Finish(connection.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, "")));

        Assert.Empty(Ice(connection).GetLocalCandidates());
        Assert.Empty(Ice(connection).GetRemoteCandidates());
    }

    private static IceTransport Ice(PeerConnection connection) => connection.Sctp!.Transport.IceTransport;

    private static bool IsGathered(CorePair pair) =>
        pair.Candidates.All(task => task.IsCompleted)
        && Ice(pair.A).GatheringState == IceGatheringState.Complete && Ice(pair.B).GatheringState == IceGatheringState.Complete;

    private static string? Fragment(IceCandidate candidate) => candidate.UsernameFragment;

    private static (string?, string?, int?, uint?, IceTransportProtocol?, IceCandidateType?) Parts(IceCandidate candidate) =>
        (candidate.Foundation, candidate.Address, candidate.Port, candidate.Priority, candidate.Protocol, candidate.Type);

    private static void Finish(Task task) => task.WaitAsync(Wait.Deadline).GetAwaiter().GetResult();

    private static T Finish<T>(Task<T> task) => task.WaitAsync(Wait.Deadline).GetAwaiter().GetResult();
}
