using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>Gathered candidates in the local description (WebRTC 1.0, section 4.4.1.5: before their event).</summary>
public sealed class LocalCandidatesTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LocalDescription_CandidateGathered_HasItBeforeTheEvent(bool byHand)
    {
        var (connection, queue) = Create(byHand);
        var missing = new List<string>();
        var count = 0;
        connection.IceCandidateGathered += (_, candidate) =>
        {
            var sections = SdpSection.ReadAll(connection.LocalDescription!.Sdp);
            if (!sections[candidate.SdpMLineIndex!.Value].Lines.Contains("a=" + candidate.Candidate))
                missing.Add(candidate.Candidate);
            count++;
        };
        connection.CreateDataChannel("channel");

        _ = connection.SetLocalDescriptionAsync();
        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "complete", () => queue?.Poll());

        Assert.True(count > 0);
        Assert.Empty(missing);
    }

    [Fact]
    public void LocalDescription_GatheringComplete_HasEachCandidateOnceAndAnAddress()
    {
        var (connection, queue) = Create(byHand: true);
        var gathered = new List<IceCandidate>();
        connection.IceCandidateGathered += (_, candidate) => gathered.Add(candidate);
        connection.CreateDataChannel("channel");

        _ = connection.SetLocalDescriptionAsync();
        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "complete", () => queue?.Poll());

        var lines = connection.LocalDescription!.Sdp.Split("\r\n");
        Assert.Equal(gathered.Count, lines.Count(line => line.StartsWith("a=candidate:", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.StartsWith("m=application 9 ", StringComparison.Ordinal));
    }

    [Fact]
    public void LocalDescription_ReadTwiceWhileGathering_IsEqual()
    {
        var (connection, queue) = Create(byHand: true);
        var differs = false;
        connection.IceCandidateGathered += (_, _) => differs |= connection.LocalDescription != connection.LocalDescription;
        connection.CreateDataChannel("channel");

        _ = connection.SetLocalDescriptionAsync();
        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "complete", () => queue?.Poll());

        Assert.False(differs);
    }

    private (PeerConnection Connection, EventQueue? Queue) Create(bool byHand)
    {
        var queue = byHand ? Own(new EventQueue()) : null;
        return (Own(new PeerConnection(queue: queue)), queue);
    }
}
