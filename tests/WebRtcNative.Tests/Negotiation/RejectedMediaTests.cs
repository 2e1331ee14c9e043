using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>A peer that offers audio and video beside data: they are answered with port 0 (RFC 9429, section 5.3.1), and data
/// connects. The peer is a connection of the core, whose text gets the sections on its way.</summary>
public sealed class RejectedMediaTests : NativeTest
{
    private static readonly PeerConnectionOptions s_dataOnly = new() { Media = false };

    [Fact]
    public void SetRemoteDescriptionAsync_MediaBehindData_DataConnects()
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        var channel = pair.A.CreateDataChannel("channel");

        Negotiate(pair, offer => AddMedia(offer, before: false));

        AssertConnects(pair, channel);
        Assert.Equal(["application", "audio", "video"], Types(pair.B.RemoteDescription!));
        Assert.Equal(["application", "audio", "video"], Types(pair.B.LocalDescription!));
        Assert.DoesNotContain("x-wrtc", pair.B.RemoteDescription!.Sdp + pair.B.LocalDescription!.Sdp, StringComparison.Ordinal);
    }

    // As browsers offer: the transport of all is described by the first section.
    [Fact]
    public void SetRemoteDescriptionAsync_MediaBeforeData_DataConnects()
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        var channel = pair.A.CreateDataChannel("channel");

        Negotiate(pair, offer => AddMedia(offer, before: true));

        AssertConnects(pair, channel);
        Assert.Equal(["audio", "video", "application"], Types(pair.B.LocalDescription!));
    }

    // RFC 9143, section 7.2: only the first section of a bundle has what belongs to the transport.
    [Fact]
    public void SetRemoteDescriptionAsync_OnlyRejectedSectionDescribesTheTransport_DataConnects()
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        var channel = pair.A.CreateDataChannel("channel");

        Negotiate(pair, offer =>
        {
            var lines = AddMedia(offer, before: true).Split("\r\n").ToList();
            var data = lines.FindIndex(line => line.StartsWith("m=application", StringComparison.Ordinal));
            lines[data] = lines[data].Replace(" 9 ", " 0 ", StringComparison.Ordinal);
            var left = lines[data..].Where(line => !line.StartsWith("a=ice-", StringComparison.Ordinal)
                && !line.StartsWith("a=fingerprint:", StringComparison.Ordinal) && !line.StartsWith("a=setup:", StringComparison.Ordinal));
            return string.Join("\r\n", [.. lines[..data], .. left.SkipLast(1), "a=bundle-only", ""]);
        });

        AssertConnects(pair, channel);
    }

    // A bundled offer's candidates name its first section, before the peer knows that this one is rejected.
    [Theory]
    [InlineData("audio", null)]
    [InlineData(null, 0)]
    [InlineData("video", 1)]
    public void AddIceCandidateAsync_ForARejectedBundledSection_GoesToData(string? mid, int? index)
    {
        using var a = new PeerConnection(s_dataOnly);
        using var b = new PeerConnection(s_dataOnly);
        a.IceCandidateGathered += (_, candidate) =>
            b.AddIceCandidateAsync(candidate with { SdpMid = mid, SdpMLineIndex = index });
        var channel = a.CreateDataChannel("channel");

        Negotiate(a, b, offer => AddMedia(offer, before: true));

        // B knows A by these candidates only, and A learns of B by its checks.
        Wait.Until(() => channel.State == DataChannelState.Open, "the channel open");
        Assert.Contains("a=candidate:", SdpSection.ReadAll(b.RemoteDescription!.Sdp).Single(section => section.IsForData).Lines.FirstOrDefault(
            line => line.StartsWith("a=candidate:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audio", null)]
    [InlineData(null, 0)]
    public void AddIceCandidateAsync_ForARejectedSectionOfItsOwn_IsIgnored(string? mid, int? index)
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        pair.A.CreateDataChannel("channel");
        var offer = pair.Finish(pair.A.CreateOfferAsync());
        pair.Finish(pair.B.SetRemoteDescriptionAsync(offer with
        {
            Sdp = AddMedia(offer.Sdp, before: true, "a=ice-ufrag:other\r\na=ice-pwd:another-password-of-24-chars\r\n"),
        }));
        var candidate = new IceCandidate("candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host", mid, index);

        pair.Finish(pair.B.AddIceCandidateAsync(candidate));
        pair.Finish(pair.B.RemoveIceCandidateAsync(candidate));

        Assert.DoesNotContain("192.0.2.1", pair.B.RemoteDescription!.Sdp, StringComparison.Ordinal);
    }

    [Fact]
    public void SetRemoteDescriptionAsync_MediaAddedLater_DataGoesOn()
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        var (a, b) = pair.Open();

        Negotiate(pair, offer => AddMedia(offer, before: false));

        Assert.Equal(["application", "audio", "video"], Types(pair.B.CurrentLocalDescription!));
        AssertCarries(pair, a, b);
        Assert.Equal(["application", "audio", "video"], Types(pair.Finish(pair.B.CreateOfferAsync())));
    }

    [Fact]
    public void SetRemoteDescriptionAsync_MediaGoneLater_DataGoesOn()
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        var channel = pair.A.CreateDataChannel("channel");
        Negotiate(pair, offer => AddMedia(offer, before: true));
        var b = AssertConnects(pair, channel);

        // An offerer keeps the sections that were rejected, with port 0 and in no bundle.
        Negotiate(pair, offer => ReplaceText(AddMedia(offer, before: true), "BUNDLE audio video 0", "BUNDLE 0")
            .Replace("m=audio 9", "m=audio 0", StringComparison.Ordinal).Replace("m=video 9", "m=video 0", StringComparison.Ordinal));

        Assert.Equal(["audio", "video", "application"], Types(pair.B.CurrentLocalDescription!));
        AssertCarries(pair, channel, b);
    }

    [Fact]
    public void SetRemoteDescriptionAsync_IceRestartWithMedia_DataGoesOn()
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        var channel = pair.A.CreateDataChannel("channel");
        Negotiate(pair, offer => AddMedia(offer, before: true));
        var b = AssertConnects(pair, channel);
        var before = SdpSection.ReadAll(pair.B.LocalDescription!.Sdp)[2].Value("a=ice-ufrag:");

        Negotiate(pair, offer => AddMedia(offer, before: true), new OfferOptions { IceRestart = true });

        Assert.NotEqual(before, SdpSection.ReadAll(pair.B.LocalDescription!.Sdp)[2].Value("a=ice-ufrag:"));
        AssertCarries(pair, channel, b);
    }

    [Fact]
    public void SetRemoteDescriptionAsync_RolledBackWithMedia_TakesTheNextOffer()
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        var channel = pair.A.CreateDataChannel("channel");
        var offer = pair.Finish(pair.A.CreateOfferAsync());
        pair.Finish(pair.B.SetRemoteDescriptionAsync(offer with { Sdp = AddMedia(offer.Sdp, before: true) }));
        pair.Finish(pair.B.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Rollback, "")));
        Assert.Null(pair.B.RemoteDescription);

        Negotiate(pair, sdp => sdp);

        AssertConnects(pair, channel);
    }

    [Fact]
    public void SetRemoteDescriptionAsync_OnlyMedia_ConnectsNothingUntilDataIsOffered()
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        using var source = new PeerConnection(s_dataOnly);
        source.CreateDataChannel("channel");
        var offer = OnlyMedia(pair.Finish(source.CreateOfferAsync()));

        pair.Finish(pair.B.SetRemoteDescriptionAsync(offer));
        pair.Finish(pair.B.SetLocalDescriptionAsync());

        Assert.Equal(["audio", "video"], Types(pair.B.LocalDescription!));
        Assert.All(SdpSection.ReadAll(pair.B.LocalDescription!.Sdp), section => Assert.Equal(0, section.Port));
        Assert.Empty(SdpSection.ReadBundle(pair.B.LocalDescription.Sdp));
        Assert.Equal(SignalingState.Stable, pair.B.SignalingState);
        Assert.Equal(PeerConnectionState.New, pair.B.ConnectionState);
        Assert.Null(pair.B.Sctp);

        var channel = pair.B.CreateDataChannel("channel");
        pair.Finish(CorePair.NegotiateAsync(pair.B, pair.A));
        pair.Until(() => channel.State == DataChannelState.Open, "the channel open");
        Assert.Equal(["audio", "video", "application"], Types(pair.A.LocalDescription!));
    }

    [Fact]
    public void SetRemoteDescriptionAsync_AnswerWithMediaThatWasNotOffered_IsRefused()
    {
        var pair = Own(new CorePair(options: s_dataOnly));
        var channel = pair.A.CreateDataChannel("channel");
        var offer = pair.Finish(pair.A.SetLocalDescriptionAsync());
        pair.Finish(pair.B.SetRemoteDescriptionAsync(offer));
        var answer = pair.Finish(pair.B.SetLocalDescriptionAsync());

        foreach (var wrong in new[] { AddMedia(answer.Sdp, before: false), OnlyMedia(answer).Sdp })
        {
            var thrown = Assert.Throws<WebRtcException>(
                () => pair.Finish(pair.A.SetRemoteDescriptionAsync(answer with { Sdp = wrong })));
            Assert.NotEmpty(thrown.Message);
        }

        pair.Finish(pair.A.SetRemoteDescriptionAsync(answer));
        pair.Until(() => channel.State == DataChannelState.Open, "the channel open");
    }

    private static void Negotiate(CorePair pair, Func<string, string> add, OfferOptions? options = null) => Negotiate(pair.A, pair.B, add, options);

    private static void Negotiate(PeerConnection a, PeerConnection b, Func<string, string> add, OfferOptions? options = null) =>
        NegotiateAsync(a, b, add, options).WaitAsync(Wait.Deadline).GetAwaiter().GetResult();

    private static async Task NegotiateAsync(PeerConnection a, PeerConnection b, Func<string, string> add, OfferOptions? options)
    {
        var offer = await a.CreateOfferAsync(options);
        var offered = b.SetRemoteDescriptionAsync(offer with { Sdp = add(offer.Sdp) });
        await a.SetLocalDescriptionAsync(offer);
        await offered;
        var answer = await b.CreateAnswerAsync();
        var sections = SdpSection.ReadAll(answer.Sdp);
        Assert.All(sections, section => Assert.Equal(section.Type != "application", section.IsRejected));
        Assert.Equal([sections.Single(section => section.IsForData).Mid!], SdpSection.ReadBundle(answer.Sdp));
        var answered = a.SetRemoteDescriptionAsync(answer with { Sdp = RemoveMedia(answer.Sdp) });
        await b.SetLocalDescriptionAsync(answer);
        await answered;
    }

    private static DataChannel AssertConnects(CorePair pair, DataChannel channel)
    {
        pair.Until(() => channel.State == DataChannelState.Open && !pair.ReceivedByB.IsEmpty, "the channel open");
        Assert.All(pair.Candidates, task => pair.Finish(task));
        Assert.True(pair.ReceivedByB.TryPeek(out var b));
        AssertCarries(pair, channel, b);
        return b;
    }

    private static void AssertCarries(CorePair pair, DataChannel from, DataChannel to)
    {
        Assert.Equal(SendResult.Sent, from.TrySend("still here"));
        Assert.Equal("still here", pair.Finish(to.ReceiveAsync().AsTask())!.Text);
    }

    private static string[] Types(SessionDescription description) => [.. SdpSection.ReadAll(description.Sdp).Select(section => section.Type)];

    private static SessionDescription OnlyMedia(SessionDescription description)
    {
        var sdp = ReplaceText(AddMedia(description.Sdp, before: true), "BUNDLE audio video 0", "BUNDLE audio video");
        return description with { Sdp = sdp[..sdp.IndexOf("m=application", StringComparison.Ordinal)] };
    }

    /// <summary>Audio and video that are bundled with data, by default with the credentials and the certificate of data.</summary>
    private static string AddMedia(string sdp, bool before, string? credentials = null)
    {
        var data = SdpSection.ReadAll(sdp)[0];
        string Line(string start) => $"{start}{data.Value(start)}\r\n";
        var transport = (credentials ?? Line("a=ice-ufrag:") + Line("a=ice-pwd:")) + Line("a=fingerprint:") + Line("a=setup:");
        var audio = $"m=audio 9 UDP/TLS/RTP/SAVPF 111 0\r\nc=IN IP4 0.0.0.0\r\na=mid:audio\r\n{transport}a=rtcp-mux\r\na=sendrecv\r\n"
            + "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 useinbandfec=1\r\na=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid\r\n";
        var video = $"m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:video\r\n{transport}a=rtcp-mux\r\na=recvonly\r\n"
            + "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack pli\r\n";
        return before
            ? ReplaceText(ReplaceText(sdp, "BUNDLE 0", "BUNDLE audio video 0"), "m=application", audio + video + "m=application")
            : ReplaceText(sdp, "BUNDLE 0", "BUNDLE 0 audio video") + audio + video;
    }

    /// <summary>The part of an answer that the peer looks at: its own section.</summary>
    private static string RemoveMedia(string sdp)
    {
        var parts = sdp.Split("\r\nm=");
        return string.Join("\r\nm=", parts.Where((part, i) => i == 0 || part.StartsWith("application", StringComparison.Ordinal))).TrimEnd() + "\r\n";
    }

    private static string ReplaceText(string text, string what, string with) => text.Replace(what, with, StringComparison.Ordinal);
}
