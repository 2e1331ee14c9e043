namespace WebRtcNative.Tests.Negotiation;

/// <summary>Format parameters of codecs in descriptions.</summary>
public sealed class CodecParametersTests
{
    private const string Sdp =
        "v=0\r\n"
        + "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 8\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n"
        + "a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\na=rtpmap:8 PCMA/8000\r\n"
        + "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
        + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n";

    [Fact]
    public void WithCodecParameters_Opus_ChangesEachOfItsFormats()
    {
        var changed = Description().WithCodecParameters("Audio/OPUS", ("stereo", "1"), ("useinbandfec", "0"), ("MINPTIME", null));

        Assert.Equal(
            Sdp.Replace("a=fmtp:111 minptime=10;useinbandfec=1\r\n", "a=fmtp:111 useinbandfec=0;stereo=1\r\n", StringComparison.Ordinal)
                + "a=fmtp:111 stereo=1;useinbandfec=0\r\n",
            changed.Sdp);
        Assert.Equal(SdpType.Offer, changed.Type);
    }

    [Fact]
    public void WithCodecParameters_CodecWithoutParameters_GetsThem() => Assert.Equal(
        Sdp.Replace("a=rtpmap:96 VP8/90000\r\n", "a=rtpmap:96 VP8/90000\r\na=fmtp:96 max-fs=12288\r\n", StringComparison.Ordinal),
        Description().WithCodecParameters("video/VP8", ("max-fs", "12288")).Sdp);

    [Fact]
    public void WithCodecParameters_TheLastGoes_SoDoesTheLine() => Assert.Equal(
        Sdp.Replace("a=fmtp:97 apt=96\r\n", "", StringComparison.Ordinal),
        Description().WithCodecParameters("video/rtx", ("apt", null)).Sdp);

    [Theory]
    [InlineData("audio/VP8")]
    [InlineData("video/opus")]
    [InlineData("video/AV1")]
    public void WithCodecParameters_CodecIsNotThere_NothingChanges(string mimeType) =>
        Assert.Equal(Sdp, Description().WithCodecParameters(mimeType, ("stereo", "1")).Sdp);

    [Fact]
    public void WithCodecParameters_LinesEndWithoutCarriageReturn_TheyStillDo() => Assert.Equal(
        "m=audio 9 RTP/AVP 0\na=rtpmap:0 PCMU/8000\na=fmtp:0 x=y\na=sendrecv",
        new SessionDescription(SdpType.Answer, "m=audio 9 RTP/AVP 0\na=rtpmap:0 PCMU/8000\na=sendrecv").WithCodecParameters("audio/pcmu", ("x", "y")).Sdp);

    [Theory]
    [InlineData("opus", "stereo", "1", "opus")]
    [InlineData("application/opus", "stereo", "1", "application/opus")]
    [InlineData("audio/", "stereo", "1", "audio/")]
    [InlineData("audio/opus", "", "1", "name")]
    [InlineData("audio/opus", "a b", "1", "a b")]
    [InlineData("audio/opus", "a=b", "1", "a=b")]
    [InlineData("audio/opus", "stereo", "1\r\na=x", "stereo")]
    [InlineData("audio/opus", "stereo", "1;a=b", "stereo")]
    [InlineData("audio/opus", "stereo", "\0", "stereo")]
    public void WithCodecParameters_NoCodecOrParameter_ThrowsAndSaysWhich(string mimeType, string name, string value, string said) =>
        Assert.Contains(
            said,
            Assert.Throws<ArgumentException>(() => Description().WithCodecParameters(mimeType, (name, value))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void WithCodecParameters_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => Description().WithCodecParameters(null!));
        Assert.Throws<ArgumentNullException>(() => Description().WithCodecParameters("audio/opus", null!));
        Assert.Throws<ArgumentNullException>(() => Description().WithCodecParameters("audio/opus", (null!, "1")));
    }

    private static SessionDescription Description() => new(SdpType.Offer, Sdp);
}
