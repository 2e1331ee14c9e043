using System.Collections.Concurrent;
using System.Net;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Ice;

/// <summary>The library parses every candidate that the engine gathers.</summary>
public sealed class GatheredCandidateTests : NativeTest
{
    [Fact]
    public void Parts_GatheredCandidates_AreAllRead()
    {
        var pair = Own(new CorePair());
        var gathered = new ConcurrentQueue<IceCandidate>();
        pair.A.IceCandidateGathered += (_, candidate) => gathered.Enqueue(candidate);

        pair.Open();
        pair.Until(() => pair.A.IceGatheringState == IceGatheringState.Complete, "the candidates gathered");

        var candidates = gathered.Where(candidate => candidate.Candidate.Length > 0).ToList();
        Assert.NotEmpty(candidates);
        Assert.All(candidates, AssertRead);
    }

    private static void AssertRead(IceCandidate candidate)
    {
        Assert.NotNull(candidate.Foundation);
        Assert.Equal(1, candidate.Component);
        Assert.True(candidate.Priority > 0);
        Assert.True(IPAddress.TryParse(candidate.Address, out _), candidate.Candidate);
        Assert.NotNull(candidate.Port);
        Assert.Equal(IceCandidateType.Host, candidate.Type);
        Assert.NotNull(candidate.UsernameFragment);
        Assert.Equal(candidate.Protocol == IceTransportProtocol.Tcp, candidate.TcpType is not null);
        Assert.Equal(candidate, IceCandidate.FromJson(candidate.ToJson()));
    }
}
