using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>What descriptions with sound and pictures say, and which ones are understood.</summary>
public sealed class ProtocolPages : MediaConformanceTest
{
    private const string InitialOffer = "protocol/jsep-initial-offer.https.html";
    private const string Bundle = "protocol/bundle.https.html";
    private const string Msid = "protocol/msid-generate.html";
    private const string MsidParse = "protocol/msid-parse.html";
    private const string ClockRate = "protocol/rtp-clockrate.html";
    private const string Mids = "protocol/unknown-mediatypes.html";
    private const string MissingMid = "protocol/missing-fields.html";
    private const string Sdes1 = "protocol/sdes-dont-dont-dont.html";
    private const string Setup = "protocol/dtls-setup.https.html";
    private const string Demo = "protocol/candidate-exchange.https.html";

    [Wpt(InitialOffer, "the first lines of an offer")]
    public async Task CreateOfferAsync_FirstLines_AsInJsep()
    {
        var connection = NewMediaConnection();
        connection.AddTransceiver(MediaKind.Video);

        var lines = (await Finish(connection.CreateOfferAsync())).Sdp.Split("\r\n");

        Assert.Equal("v=0", lines[0]);
        var origin = lines[1].Split(' ');
        Assert.Equal(["o=-", "IN", "IP4", "127.0.0.1"], [origin[0], .. origin[3..]]);
        Assert.True(ulong.Parse(origin[1]) < 1UL << 63);
        Assert.Equal("s=-", lines[2]);
    }

    [WptTheory(Bundle, "by all policies sections share a transport if the answer allows it; by max-compat the offer has one each")]
    [InlineData(BundlePolicy.Balanced)]
    [InlineData(BundlePolicy.MaxCompat)]
    [InlineData(BundlePolicy.MaxBundle)]
    public async Task Bundle_Answered_OneTransport(BundlePolicy policy)
    {
        var caller = NewConnection(WithMedia with { BundlePolicy = policy });
        var callee = NewMediaConnection();
        caller.AddTrack(NewAudio());
        caller.AddTrack(NewVideo());

        await ExchangeAsync(caller, callee);

        Assert.Equal("a=group:BUNDLE 0 1", AssertDescription.Line(caller.CurrentLocalDescription, "a=group:"));
        Assert.Equal("a=group:BUNDLE 0 1", AssertDescription.Line(caller.CurrentRemoteDescription, "a=group:"));
    }

    [Wpt(Bundle, "by max-bundle, an answer without a group keeps the first section only")]
    public async Task Bundle_NoGroupInAnswer_MaxBundleFails()
    {
        var caller = NewConnection(WithMedia with { BundlePolicy = BundlePolicy.MaxBundle });
        var callee = NewMediaConnection();
        caller.AddTrack(NewAudio());
        caller.AddTrack(NewVideo());
        await OfferAsync(caller, callee);
        var answer = await Finish(callee.CreateAnswerAsync());

        await AssertRefusedAsync(() => caller.SetRemoteDescriptionAsync(
            answer with { Sdp = answer.Sdp.Replace("a=group:BUNDLE 0 1\r\n", string.Empty, StringComparison.Ordinal) }));
    }

    [Wpt(Bundle, "sound passes between sections that do not share a transport")]
    public async Task Bundle_NoGroup_SoundPasses()
    {
        var options = WithMedia with { BundlePolicy = BundlePolicy.MaxCompat };
        var pair = NewPair(options);
        pair.A.AddTrack(NewAudio());
        pair.A.AddTrack(NewAudio());

        await ExchangeWithoutGroupsAsync(pair.A, pair.B);

        pair.Until(() => pair.B.Receivers.All(receiver => !receiver.Track.Muted), "packets of both sections");
        Assert.Equal(2, pair.B.Receivers.Count);
    }

    [WptTheory(Msid, "the msid lines of a section: one for each stream, or one for none")]
    [InlineData("a=msid:- track")]
    [InlineData("a=msid:one track", "one")]
    [InlineData("a=msid:one track\na=msid:two track", "one", "two")]
    public async Task Msid_Streams_OneLineEach(string expected, params string[] streams)
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewAudio("track"), streams);

        var offer = await Finish(connection.CreateOfferAsync());

        Assert.Equal(expected.Split('\n'), offer.Sdp.Split("\r\n").Where(line => line.StartsWith("a=msid:", StringComparison.Ordinal)));
    }

    [Wpt(Msid, "a transceiver that does not send has none")]
    public async Task Msid_RecvOnly_None()
    {
        var connection = NewMediaConnection();
        connection.AddTransceiver(MediaKind.Audio, In(RtpTransceiverDirection.RecvOnly));

        Assert.DoesNotContain("a=msid:", (await Finish(connection.CreateOfferAsync())).Sdp, StringComparison.Ordinal);
    }

    [WptTheory(MsidParse, "msid lines of a peer become streams",
        NotOnSystem = "it refuses a msid of one word")]
    [InlineData("a=msid:one track", "one")]
    [InlineData("a=msid:- track")]
    [InlineData("a=msid:one", "one")]
    [InlineData("a=msid:one track\r\na=msid:two track", "one", "two")]
    public async Task Msid_OfPeer_Streams(string lines, params string[] expected)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTrack(NewAudio("track"), "older");
        var offer = await Finish(caller.CreateOfferAsync());
        var sdp = offer.Sdp.Replace("a=msid:older track", lines, StringComparison.Ordinal);

        await Finish(callee.SetRemoteDescriptionAsync(offer with { Sdp = sdp }));

        Assert.Equal(expected, Assert.Single(received).StreamIds);
    }

    [Wpt(ClockRate, "the times of packets move with the clock of the codec")]
    public void RtpTimestamp_Opus_48Kilohertz()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        pair.Negotiate();
        var receiver = pair.B.Receivers[0];
        pair.Until(() => receiver.GetSynchronizationSources().Count > 0, "a source");
        var first = receiver.GetSynchronizationSources()[0];

        RtpContributingSource? last = null;
        pair.Until(
            () => (last = receiver.GetSynchronizationSources()[0]).Timestamp - first.Timestamp > TimeSpan.FromMilliseconds(500),
            "half a second of packets");

        // Either time may be of a packet that was late, on a busy machine by a good part of the half second.
        var rate = (uint)(last!.RtpTimestamp - first.RtpTimestamp) / (last.Timestamp - first.Timestamp).TotalSeconds;
        Assert.InRange(rate, 48_000 * 0.5, 48_000 * 2);
    }

    [WptTheory(Mids, "a section of an unknown kind is rejected, and the others are not")]
    [InlineData("unknown")]
    [InlineData("text")]
    public async Task SetRemoteDescriptionAsync_UnknownKind_IsRejected(string kind)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio());
        caller.AddTransceiver(MediaKind.Video);
        var offer = await Finish(caller.CreateOfferAsync());
        var sdp = offer.Sdp[..offer.Sdp.IndexOf("m=video", StringComparison.Ordinal)].Replace("BUNDLE 0 1", "BUNDLE 0", StringComparison.Ordinal)
            + $"m={kind} 9 UDP/TLS/RTP/SAVPF 98\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=sendrecv\r\n";

        await Finish(callee.SetRemoteDescriptionAsync(offer with { Sdp = sdp }));
        var answer = await Finish(callee.SetLocalDescriptionAsync());

        Assert.Contains("m=audio ", answer.Sdp, StringComparison.Ordinal);
        Assert.Contains($"m={kind} 0 ", answer.Sdp, StringComparison.Ordinal);
        Assert.Single(callee.Transceivers);
    }

    [WptTheory(MissingMid, "a section without a line that is required is refused, and the connection stays usable")]
    [InlineData("a=ice-ufrag:")]
    [InlineData("a=ice-pwd:")]
    [InlineData("a=fingerprint:")]
    public async Task SetRemoteDescriptionAsync_MissingLine_Refused(string start)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio());
        var offer = await Finish(caller.SetLocalDescriptionAsync());
        var lines = offer.Sdp.Split("\r\n").Where(line => !line.StartsWith(start, StringComparison.Ordinal));

        await AssertRefusedAsync(() => callee.SetRemoteDescriptionAsync(offer with { Sdp = string.Join("\r\n", lines) }));

        Assert.Equal(SignalingState.Stable, callee.SignalingState);
        await Finish(callee.SetRemoteDescriptionAsync(offer));
    }

    [Wpt(Sdes1, "keys in the description (SDES) in place of a fingerprint are refused")]
    public async Task SetRemoteDescriptionAsync_Sdes_Refused()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio());
        var offer = await Finish(caller.CreateOfferAsync());
        var lines = offer.Sdp.Split("\r\n").Select(line => line.StartsWith("a=fingerprint:", StringComparison.Ordinal)
            ? "a=crypto:0 AES_CM_128_HMAC_SHA1_80 inline:2nra27hTUb9ilyn2rEkBEQN9WOFts26F/jvofasw" : line);

        await AssertRefusedAsync(() => callee.SetRemoteDescriptionAsync(offer with { Sdp = string.Join("\r\n", lines) }));
    }

    [WptTheory(Setup, "who begins with DTLS: the offer leaves it open, the answer decides")]
    [InlineData("actpass", "active")]
    [InlineData("active", "passive")]
    [InlineData("passive", "active")]
    public async Task Setup_OfOffer_Answered(string offered, string answered)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio());
        var offer = await Finish(caller.CreateOfferAsync());
        Assert.Contains("a=setup:actpass", offer.Sdp, StringComparison.Ordinal);
        var sdp = offer.Sdp.Replace("a=setup:actpass", "a=setup:" + offered, StringComparison.Ordinal);

        await Finish(callee.SetRemoteDescriptionAsync(offer with { Sdp = sdp }));

        Assert.Equal("a=setup:" + answered, AssertDescription.Line(await Finish(callee.CreateAnswerAsync()), "a=setup:"));
    }

    [Wpt(Demo, "sound passes when all candidates are in the descriptions")]
    public async Task Candidates_InDescriptions_SoundPasses()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio());
        await Finish(caller.SetLocalDescriptionAsync());
        Wait.Until(() => caller.IceGatheringState == IceGatheringState.Complete, "the caller's candidates");
        await Finish(callee.SetRemoteDescriptionAsync(caller.LocalDescription!));
        await Finish(callee.SetLocalDescriptionAsync());
        Wait.Until(() => callee.IceGatheringState == IceGatheringState.Complete, "the callee's candidates");
        await Finish(caller.SetRemoteDescriptionAsync(callee.LocalDescription!));

        Wait.Until(() => !callee.Receivers[0].Track.Muted, "the first packet");
    }
}
