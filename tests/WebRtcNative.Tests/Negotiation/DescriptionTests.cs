using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>The four descriptions, the set-local without an argument, and restarts.</summary>
public sealed class DescriptionTests : NativeTest
{
    [Fact]
    public async Task LocalDescription_OfferAndAnswer_PendingThenCurrent()
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("channel");
        Assert.Null(pair.A.LocalDescription);
        Assert.Null(pair.A.RemoteDescription);

        var offer = await pair.A.CreateOfferAsync().WaitAsync(Wait.Deadline);
        Assert.Null(pair.A.LocalDescription);
        await pair.A.SetLocalDescriptionAsync(offer).WaitAsync(Wait.Deadline);
        Assert.Equal(SdpType.Offer, pair.A.PendingLocalDescription!.Type);
        Assert.Null(pair.A.CurrentLocalDescription);

        await pair.B.SetRemoteDescriptionAsync(offer).WaitAsync(Wait.Deadline);
        Assert.Equal(SdpType.Offer, pair.B.PendingRemoteDescription!.Type);
        Assert.Same(pair.B.PendingRemoteDescription, pair.B.RemoteDescription);
        var answer = await pair.B.CreateAnswerAsync().WaitAsync(Wait.Deadline);
        await pair.B.SetLocalDescriptionAsync(answer).WaitAsync(Wait.Deadline);
        Assert.Equal(SdpType.Answer, pair.B.CurrentLocalDescription!.Type);
        Assert.Equal(SdpType.Offer, pair.B.CurrentRemoteDescription!.Type);
        Assert.Null(pair.B.PendingLocalDescription);
        Assert.Null(pair.B.PendingRemoteDescription);

        await pair.A.SetRemoteDescriptionAsync(answer).WaitAsync(Wait.Deadline);
        Assert.Equal(SdpType.Offer, pair.A.CurrentLocalDescription!.Type);
        Assert.Equal(SdpType.Answer, pair.A.CurrentRemoteDescription!.Type);
        Assert.Null(pair.A.PendingLocalDescription);
        Assert.Null(pair.A.PendingRemoteDescription);
    }

    [Fact]
    public void LocalDescription_CandidateGathered_HasIt()
    {
        using var queue = new EventQueue();
        var connection = Own(new PeerConnection(queue: queue));
        connection.CreateDataChannel("channel");
        var missing = new List<string>();
        var gathered = 0;
        connection.IceCandidateGathered += (_, candidate) =>
        {
            gathered++;
            // In a description the user name fragment is a line of its own.
            var common = candidate.Candidate[..candidate.Candidate.IndexOf(" generation", StringComparison.Ordinal)];
            if (!connection.LocalDescription!.Sdp.Contains(common, StringComparison.Ordinal))
                missing.Add(candidate.Candidate);
        };

        _ = connection.SetLocalDescriptionAsync();
        Wait.Until(() => connection.IceGatheringState == IceGatheringState.Complete, "gathered", () => queue.Poll());

        Assert.True(gathered > 0);
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Connect_WholeDescriptionsOnly_Connects()
    {
        var a = Own(new PeerConnection());
        var b = Own(new PeerConnection());
        var channel = a.CreateDataChannel("channel");

        await a.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Wait.Until(() => a.IceGatheringState == IceGatheringState.Complete, "A gathered");
        await b.SetRemoteDescriptionAsync(a.LocalDescription!).WaitAsync(Wait.Deadline);
        await b.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Wait.Until(() => b.IceGatheringState == IceGatheringState.Complete, "B gathered");
        await a.SetRemoteDescriptionAsync(b.LocalDescription!).WaitAsync(Wait.Deadline);

        Wait.Until(() => channel.State == DataChannelState.Open, "open");
        Assert.Equal(SdpType.Answer, b.LocalDescription!.Type);
    }

    [Fact]
    public async Task SetLocalDescriptionAsync_NoArgument_OfferThenAnswer()
    {
        var pair = Own(new CorePair());
        var channel = pair.A.CreateDataChannel("channel");

        await pair.A.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Assert.Equal(SignalingState.HaveLocalOffer, pair.A.SignalingState);
        await pair.B.SetRemoteDescriptionAsync(pair.A.LocalDescription!).WaitAsync(Wait.Deadline);
        await pair.B.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Assert.Equal(SignalingState.Stable, pair.B.SignalingState);
        await pair.A.SetRemoteDescriptionAsync(pair.B.LocalDescription!).WaitAsync(Wait.Deadline);

        // Candidates that came while B had no remote description were refused; those in the descriptions are enough.
        pair.Until(() => channel.State == DataChannelState.Open, "open");
    }

    [Fact]
    public async Task SetLocalDescriptionAsync_Rollback_PendingGone()
    {
        var connection = Own(new PeerConnection());
        connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        Assert.NotNull(connection.PendingLocalDescription);

        await connection.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, "")).WaitAsync(Wait.Deadline);

        Assert.Null(connection.PendingLocalDescription);
        Assert.Null(connection.LocalDescription);
        Assert.Equal(SignalingState.Stable, connection.SignalingState);
    }

    [Fact]
    public async Task SetLocalDescriptionAsync_AfterRollback_OffersTheChannelAgain()
    {
        var pair = Own(new CorePair());
        var channel = pair.A.CreateDataChannel("channel");
        await pair.A.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        await pair.A.SetLocalDescriptionAsync(new SessionDescription(SdpType.Rollback, "")).WaitAsync(Wait.Deadline);

        var offer = await pair.A.CreateOfferAsync().WaitAsync(Wait.Deadline);
        Assert.Contains("m=application", offer.Sdp, StringComparison.Ordinal);
        pair.Negotiate();

        pair.Until(() => channel.State == DataChannelState.Open, "open");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestartIce_Connected_NewCredentialsAndStillConnected(bool byOption)
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var before = Credentials(pair.A.CurrentLocalDescription!);
        var needed = 0;
        pair.A.NegotiationNeeded += (_, _) => Interlocked.Increment(ref needed);

        if (!byOption)
        {
            pair.A.RestartIce();
            Wait.Until(() => needed > 0, "negotiation needed");
        }
        var offer = await pair.A.CreateOfferAsync(new OfferOptions { IceRestart = byOption }).WaitAsync(Wait.Deadline);
        Assert.NotEqual(before, Credentials(offer));
        await pair.B.SetRemoteDescriptionAsync(offer).WaitAsync(Wait.Deadline);
        await pair.A.SetLocalDescriptionAsync(offer).WaitAsync(Wait.Deadline);
        await pair.B.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);
        await pair.A.SetRemoteDescriptionAsync(pair.B.LocalDescription!).WaitAsync(Wait.Deadline);

        Assert.Equal(Credentials(offer), Credentials(pair.A.CurrentLocalDescription!));
        Assert.Equal(SendResult.Sent, a.TrySend([1]));
        pair.Until(() => b.AvailableMessageCount == 1, "a message after the restart");
    }

    [Fact]
    public void RestartIce_Closed_InvalidOperation()
    {
        var connection = Own(new PeerConnection());
        connection.Close();
        Assert.Throws<InvalidOperationException>(connection.RestartIce);
        connection.Dispose();
        Assert.Throws<ObjectDisposedException>(connection.RestartIce);
    }

    private static string Credentials(SessionDescription description) =>
        description.Sdp.Split("\r\n").First(line => line.StartsWith("a=ice-ufrag:", StringComparison.Ordinal));
}
