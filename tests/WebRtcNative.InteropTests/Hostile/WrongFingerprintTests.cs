using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Hostile;

/// <summary>An attacker on the way has changed the DTLS fingerprint in an offer or an answer: the connection must fail, and
/// other connections must not be affected.</summary>
public sealed class WrongFingerprintTests : NativeTest
{
    [Theory]
    [InlineData(SdpType.Offer)]
    [InlineData(SdpType.Answer)]
    public void Connect_FingerprintOfAnother_FailsAndDeliversNothing(SdpType tampered)
    {
        var bystanders = Own(new CorePair());
        var channels = bystanders.Open();
        var pair = Own(new CorePair());
        var deceived = tampered == SdpType.Offer ? pair.B : pair.A;
        var connected = 0;
        deceived.ConnectionStateChanged += (_, state) => connected += state == PeerConnectionState.Connected ? 1 : 0;
        var channel = pair.A.CreateDataChannel("channel");
        var negotiated = new DataChannelOptions { Negotiated = true, Id = 7 };
        var (ofA, ofB) = (pair.A.CreateDataChannel("negotiated", negotiated), pair.B.CreateDataChannel("negotiated", negotiated));

        pair.Finish(Negotiate(pair, tampered));

        pair.Until(() => deceived.ConnectionState == PeerConnectionState.Failed, "failed");
        // The other side has accepted this side's certificate, and may have been connected until the alert arrived.
        pair.Until(() => pair.A.ConnectionState is PeerConnectionState.Failed or PeerConnectionState.Disconnected
            && pair.B.ConnectionState is PeerConnectionState.Failed or PeerConnectionState.Disconnected, "both at an end");
        Assert.Equal(0, connected);
        Assert.Empty(pair.ReceivedByA);
        Assert.Empty(pair.ReceivedByB);
        Assert.All([channel, ofA, ofB], each =>
        {
            Assert.NotEqual(DataChannelState.Open, each.State);
            Assert.NotEqual(SendResult.Sent, each.TrySend("secret"));
            Assert.Equal(0, each.AvailableMessageCount);
        });
        HostileDescriptionTests.Carry(bystanders, channels);
        pair.Dispose();
        Assert.Equal(PeerConnectionState.Connected, bystanders.A.ConnectionState);
        var later = Own(new CorePair());
        HostileDescriptionTests.Carry(later, later.Open());
    }

    /// <summary>The W3C's way out of a failed connection is a new offer with the right fingerprint, or a new connection; here
    /// the same tampering again must fail again.</summary>
    [Fact]
    public void RestartIce_StillTheWrongFingerprint_StaysFailed()
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("channel");
        pair.Finish(Negotiate(pair, SdpType.Offer));
        pair.Until(() => pair.B.ConnectionState == PeerConnectionState.Failed, "failed");
        var connected = 0;
        pair.B.ConnectionStateChanged += (_, state) => connected += state == PeerConnectionState.Connected ? 1 : 0;

        pair.A.RestartIce();
        pair.Finish(Negotiate(pair, SdpType.Offer));
        pair.Until(() => pair.B.IceConnectionState is IceConnectionState.Connected or IceConnectionState.Completed, "ICE connected");

        Assert.Equal(0, connected);
        Assert.Empty(pair.ReceivedByB);
    }

    private static async Task Negotiate(CorePair pair, SdpType tampered)
    {
        var offer = await pair.A.CreateOfferAsync();
        var offered = pair.B.SetRemoteDescriptionAsync(tampered == SdpType.Offer ? Tamper(offer) : offer);
        await pair.A.SetLocalDescriptionAsync(offer);
        await offered;
        var answer = await pair.B.CreateAnswerAsync();
        var answered = pair.A.SetRemoteDescriptionAsync(tampered == SdpType.Answer ? Tamper(answer) : answer);
        await pair.B.SetLocalDescriptionAsync(answer);
        await answered;
    }

    // One digit is enough.
    private static SessionDescription Tamper(SessionDescription description)
    {
        const string Start = "a=fingerprint:sha-256 ";
        var at = description.Sdp.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        Assert.True(at > Start.Length, "There is a fingerprint.");
        var other = description.Sdp[at] == 'A' ? 'B' : 'A';
        return description with { Sdp = description.Sdp[..at] + other + description.Sdp[(at + 1)..] };
    }
}
