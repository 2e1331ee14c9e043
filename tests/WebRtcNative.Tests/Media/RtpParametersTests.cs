using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Capabilities, codec preferences, header extensions and parameters (WebRTC 1.0, sections 5.2 to 5.4).</summary>
public sealed class RtpParametersTests : NativeTest
{
    [Theory]
    [InlineData(MediaKind.Audio, "audio/opus")]
    [InlineData(MediaKind.Video, "video/VP8")]
    public void GetCapabilities_Kind_HasCodecsAndExtensions(MediaKind kind, string mimeType)
    {
        foreach (var capabilities in (RtpCapabilities[])[RtpSender.GetCapabilities(kind), RtpReceiver.GetCapabilities(kind)])
        {
            Assert.Contains(capabilities.Codecs, codec => codec.MimeType == mimeType);
            Assert.All(capabilities.Codecs, codec => Assert.True(codec.ClockRate >= 8000));
            Assert.Contains(capabilities.HeaderExtensions, extension => extension.Uri == "urn:ietf:params:rtp-hdrext:sdes:mid");
        }
    }

    [Fact]
    public void SetCodecPreferences_OneCodec_IsOffered()
    {
        var pair = Own(MediaPair.New());
        var transceiver = pair.A.AddTransceiver(MediaKind.Audio);
        var pcmu = RtpReceiver.GetCapabilities(MediaKind.Audio).Codecs.First(codec => codec.MimeType == "audio/PCMU");

        transceiver.SetCodecPreferences([pcmu]);
        pair.Negotiate();

        Assert.Equal(["audio/PCMU"], transceiver.Sender.GetParameters().Codecs.Select(codec => codec.MimeType));
        Assert.Equal(0, transceiver.Sender.GetParameters().Codecs[0].PayloadType);
        Assert.Throws<WebRtcException>(() => transceiver.SetCodecPreferences([pcmu with { MimeType = "audio/none" }]));
        transceiver.SetCodecPreferences([]);
    }

    [Fact]
    public async Task SetParameters_Bitrate_IsRead()
    {
        var pair = Own(MediaPair.New());
        using var source = new AudioSource();
        using var track = source.CreateTrack();
        var sender = pair.A.AddTrack(track);
        pair.Negotiate();
        var parameters = sender.GetParameters();
        Assert.Equal(pair.A.Transceivers[0].Mid, parameters.Mid);
        Assert.NotEmpty(parameters.Codecs);
        Assert.NotEmpty(parameters.HeaderExtensions);
        Assert.NotEmpty(parameters.Cname);

        await sender.SetParametersAsync(parameters with
        {
            Encodings = [parameters.Encodings[0] with { MaxBitrate = 40_000, Active = false, Priority = RtcPriority.High }],
        });

        var encoding = Assert.Single(sender.GetParameters().Encodings);
        Assert.Equal((40_000, false, RtcPriority.High), (encoding.MaxBitrate, encoding.Active, encoding.Priority));
        await Assert.ThrowsAsync<WebRtcException>(() => sender.SetParametersAsync(parameters)); // of an older GetParameters
        await Assert.ThrowsAsync<WebRtcException>(
            () => sender.SetParametersAsync(sender.GetParameters() with { Encodings = [] }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetParameters_Simulcast_IsRead(bool negotiated)
    {
        var pair = Own(MediaPair.New());
        var sender = pair.A.AddTransceiver(MediaKind.Video, new RtpTransceiverInit
        {
            SendEncodings = [new RtpEncoding { Rid = "h" }, new RtpEncoding { Rid = "m" }, new RtpEncoding { Rid = "l" }],
        }).Sender;
        if (negotiated)
            pair.Negotiate();
        var parameters = sender.GetParameters();

        await sender.SetParametersAsync(parameters with
        {
            Encodings = [.. parameters.Encodings.Select(encoding => encoding with { MaxBitrate = 100_000 })],
        });

        Assert.All(sender.GetParameters().Encodings, encoding => Assert.Equal(100_000, encoding.MaxBitrate));
    }

    [Fact]
    public void SendEncodings_Simulcast_IsOffered()
    {
        var pair = Own(MediaPair.New());

        var transceiver = pair.A.AddTransceiver(MediaKind.Video, new RtpTransceiverInit
        {
            Direction = RtpTransceiverDirection.SendOnly,
            SendEncodings =
            [
                new RtpEncoding { Rid = "h", MaxBitrate = 900_000 },
                new RtpEncoding { Rid = "m", ScaleResolutionDownBy = 2 },
                new RtpEncoding { Rid = "l", ScaleResolutionDownBy = 4, Active = false },
            ],
        });
        var encodings = transceiver.Sender.GetParameters().Encodings;

        Assert.Equal(["h", "m", "l"], encodings.Select(encoding => encoding.Rid));
        Assert.Equal([true, true, false], encodings.Select(encoding => encoding.Active));
        Assert.Equal(900_000, encodings[0].MaxBitrate);
        Assert.Equal(4, encodings[2].ScaleResolutionDownBy);
        Assert.Contains("a=simulcast:send h;m;", pair.Finish(pair.A.CreateOfferAsync()).Sdp, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "a")] // twice
    [InlineData("a", null)] // one without
    [InlineData("a", "not a rid")]
    public void SendEncodings_WrongRids_AreRefused(string first, string? second)
    {
        var connection = Own(new PeerConnection(MediaPair.Options));
        var init = new RtpTransceiverInit { SendEncodings = [new RtpEncoding { Rid = first }, new RtpEncoding { Rid = second }] };

        var error = Record.Exception(() => connection.AddTransceiver(MediaKind.Video, init));

        Assert.True(error is ArgumentException or WebRtcException, $"{error}");
        Assert.Empty(connection.Transceivers);
    }

    [Fact]
    public void HeaderExtensions_Stopped_AreNotOffered()
    {
        var pair = Own(MediaPair.New());
        var transceiver = pair.A.AddTransceiver(MediaKind.Audio);
        const string Level = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
        var extensions = transceiver.HeaderExtensionsToNegotiate;
        Assert.Contains(extensions, extension => extension.Uri == Level && extension.Direction == RtpTransceiverDirection.SendRecv);

        transceiver.HeaderExtensionsToNegotiate =
        [
            .. extensions.Select(e => e.Uri == Level ? e with { Direction = RtpTransceiverDirection.Stopped } : e),
        ];
        pair.Negotiate();

        Assert.DoesNotContain(Level, pair.A.CurrentLocalDescription!.Sdp, StringComparison.Ordinal);
        Assert.DoesNotContain(
            transceiver.NegotiatedHeaderExtensions,
            extension => extension.Uri == Level && extension.Direction != RtpTransceiverDirection.Stopped);
    }

    [Fact]
    public void JitterBufferTarget_OutOfRange_IsRefused()
    {
        var connection = Own(new PeerConnection(MediaPair.Options));
        var receiver = connection.AddTransceiver(MediaKind.Audio).Receiver;

        receiver.JitterBufferTarget = TimeSpan.FromMilliseconds(250);

        Assert.Equal(TimeSpan.FromMilliseconds(250), receiver.JitterBufferTarget);
        Assert.Throws<ArgumentOutOfRangeException>(() => receiver.JitterBufferTarget = TimeSpan.FromSeconds(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => receiver.JitterBufferTarget = TimeSpan.FromSeconds(-1));
        receiver.JitterBufferTarget = null;
    }
}
