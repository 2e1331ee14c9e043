using System.Net.Http.Json;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Peers.Sound;

/// <summary>Tones between the library and other implementations, both ways, and the statistics of both sides.</summary>
public sealed class PeerSoundTests(ITestOutputHelper output) : NativeTest
{
    [Theory]
    [SoundPeer(SoundPeer.Aiortc), SoundPeer(SoundPeer.Pion), SoundPeer(SoundPeer.GStreamer)]
    public async Task Offer_Tone_EachHearsTheOther(string peer)
    {
        using var process = SoundPeer.Named(peer).Serve();
        var voice = Own(new Voice());
        await WholeDescription.OfferAsync(voice.Connection, process.Url);

        await AssertTalkAsync(voice, process, SoundPeer.Named(peer));
    }

    [Theory]
    [SoundPeer(SoundPeer.Aiortc), SoundPeer(SoundPeer.Pion), SoundPeer(SoundPeer.GStreamer)]
    public async Task Answer_Tone_EachHearsTheOther(string peer)
    {
        var server = Own(new SoundServer());
        using var process = SoundPeer.Named(peer).Connect(server.Url);
        _ = process.Url;

        await AssertTalkAsync(server.Voice(), process, SoundPeer.Named(peer));
    }

    // Not GStreamer, whose depayloader takes one channel here, nor Pion, which has no codec.
    [Theory]
    [SoundPeer(SoundPeer.Aiortc)]
    public async Task Stereo_TwoTones_StayApart(string peer)
    {
        using var process = SoundPeer.Named(peer).Serve();
        var voice = Own(new Voice(Voice.Left, Voice.Right));
        // Each side says in its own description that it wants two channels (RFC 7587, section 7). aiortc takes what comes, but does not say so.
        await voice.Connection.SetLocalDescriptionAsync(Stereo(await voice.Connection.CreateOfferAsync()));
        var offer = await voice.Connection.WaitForGatheringAsync();
        using var http = new HttpClient { Timeout = Wait.Deadline };
        using var content = new StringContent(offer.ToJson());
        using var response = await http.PostAsync(process.Url, content);
        await voice.Connection.SetRemoteDescriptionAsync(
            Stereo(SessionDescription.FromJson(await response.Content.ReadAsStringAsync())));

        output.WriteLine($"There: {await Voice.HeardAsync(process, Voice.Left, Voice.Right)} dB");
        output.WriteLine($"Here: {string.Join(", ", await voice.HearAsync(SoundPeer.Named(peer).Plays))} dB");
    }

    private static SessionDescription Stereo(SessionDescription description) =>
        description.WithCodecParameters("audio/opus", ("stereo", "1"), ("sprop-stereo", "1"));

    private async Task AssertTalkAsync(Voice voice, PeerProcess process, SoundPeer peer)
    {
        output.WriteLine($"Here: {(await voice.HearAsync(peer.Plays[0]))[0]:F1} dB");
        if (!peer.Echoes)
            output.WriteLine($"There: {await Voice.HeardAsync(process, Voice.Left, Voice.Left)} dB");

        // The reports of the remote peer come once in a few seconds.
        RtcStatsReport report = null!;
        Wait.Until(
            () => (report = voice.Connection.GetStatsAsync().GetAwaiter().GetResult()).OfType<RemoteInboundRtpStats>().Any(),
            () => $"a report of the peer, but there are only: {string.Join(", ", report.Values.Select(one => one.Type))}");
        var outbound = report.OfType<OutboundRtpStats>().Single();
        var inbound = report.OfType<InboundRtpStats>().Single();
        Assert.Equal("audio/opus", report.Find<CodecStats>(outbound.CodecId)?.MimeType, ignoreCase: true);
        Assert.True(outbound.PacketsSent > 10, $"{outbound.PacketsSent} packets sent");
        Assert.True(inbound.PacketsReceived > 10, $"{inbound.PacketsReceived} packets received");
        Assert.Equal(outbound.Ssrc, report.OfType<RemoteInboundRtpStats>().Single().Ssrc);

        using var http = new HttpClient { Timeout = Wait.Deadline };
        using var response = await http.PostAsync(new Uri(process.Url, "stats"), content: null);
        var theirs = (await response.Content.ReadFromJsonAsync<Dictionary<string, long>>())!;
        output.WriteLine(string.Join(", ", theirs));
        Assert.True(theirs["outbound-rtp.packetsSent"] > 10);
        Assert.True(theirs["inbound-rtp.packetsReceived"] > 10);

        // Discontinuous transmission is off: silence has as many packets as sound.
        Assert.DoesNotContain("usedtx=1", voice.Connection.LocalDescription!.Sdp, StringComparison.Ordinal);
    }
}
