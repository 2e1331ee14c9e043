using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Offers with sound and pictures that other implementations made (Offers/, recorded; only their addresses were replaced): each
/// section is taken with the codecs of both sides, and in the direction that this side can do.</summary>
public sealed class RecordedOfferTests : NativeTest
{
    [Theory]
    [InlineData("chromium-156-audio-video-data", "audio recvonly, video recvonly, application")]
    [InlineData("chromium-156-simulcast-sendonly", "audio recvonly, video recvonly")]
    [InlineData("chromium-156-speech-service", "audio recvonly, application")]
    [InlineData("firefox-153-audio-video-data", "audio recvonly, video recvonly, application")]
    [InlineData("firefox-153-simulcast-sendonly", "audio recvonly, video recvonly")]
    [InlineData("firefox-153-speech-service", "audio recvonly, application")]
    [InlineData("aiortc-1.4-audio-data", "audio recvonly, application")]
    [InlineData("pion-3-audio-video-data", "audio recvonly, video recvonly, application")]
    [InlineData("gstreamer-audio-video", "audio recvonly, video recvonly")]
    [InlineData("janus-audiobridge", "audio recvonly")]
    [InlineData("libdatachannel-whip", "audio recvonly, video ?")] // H.264 alone, which only one of the engines has
    public async Task SetRemoteDescriptionAsync_RecordedOffer_IsAnswered(string name, string expected)
    {
        var offer = Read(name);
        var offered = SdpSection.ReadAll(offer);
        var connection = Own(new PeerConnection(MediaPair.Options));
        var tracks = new List<MediaStreamTrack>();
        connection.TrackReceived += (_, e) => tracks.Add(e.Track);

        await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, offer));
        var answer = await connection.CreateAnswerAsync();
        await connection.SetLocalDescriptionAsync(answer);

        var answered = SdpSection.ReadAll(answer.Sdp);
        Assert.Equal(expected, string.Join(", ", answered.Select(Tell)));
        Assert.Equal(offered.Select(section => section.Mid), answered.Select(section => section.Mid));
        Assert.Equal(offered.Select(section => section.Type).Where(type => type != "application"), tracks.Select(track => track.Kind.ToString().ToLowerInvariant()));
        Assert.Equal("opus", answered[0].Codecs()[0], ignoreCase: true);
        Assert.Equal(SignalingState.Stable, connection.SignalingState);
    }

    /// <summary>Sound is sent in the section that was offered; no second one appears.</summary>
    [Theory]
    [InlineData("chromium-156-speech-service")]
    [InlineData("firefox-153-speech-service")]
    [InlineData("aiortc-1.4-audio-data")]
    [InlineData("pion-3-audio-video-data")]
    [InlineData("gstreamer-audio-video")]
    [InlineData("janus-audiobridge")]
    public async Task AddTrack_AfterRecordedOffer_AnswersBothWays(string name)
    {
        var offer = Read(name);
        var connection = Own(new PeerConnection(MediaPair.Options));
        var source = Own(new AudioSource());

        await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, offer));
        var sender = connection.AddTrack(Own(source.CreateTrack()));
        var answer = await connection.CreateAnswerAsync();
        await connection.SetLocalDescriptionAsync(answer);

        var answered = SdpSection.ReadAll(answer.Sdp);
        Assert.Equal(SdpSection.ReadAll(offer).Length, answered.Length);
        Assert.Equal("audio sendrecv", Tell(answered[0]));
        Assert.Same(connection.Transceivers[0].Sender, sender);
        Assert.Equal(RtpTransceiverDirection.SendRecv, connection.Transceivers[0].CurrentDirection);
    }

    /// <summary>Its kind, and its direction; a question mark for video of H.264, which depends on the engine.</summary>
    private static string Tell(SdpSection section)
    {
        if (section.Type == "application")
            return section.Type;
        if (section.Type == "video" && (section.IsRejected || section.Codecs().All(codec => codec is "H264" or "rtx")))
            return "video ?";
        var direction = section.IsRejected
            ? "rejected"
            : section.Lines.First(line => line is "a=sendrecv" or "a=sendonly" or "a=recvonly" or "a=inactive")[2..];
        return $"{section.Type} {direction}";
    }

    private static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Media", "Offers", name + ".sdp")).ReplaceLineEndings("\r\n");
}
