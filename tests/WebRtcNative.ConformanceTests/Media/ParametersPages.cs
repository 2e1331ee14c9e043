using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>getParameters and setParameters apart from the encodings: transactions, and what cannot be changed.</summary>
public sealed class ParametersPages : MediaConformanceTest
{
    private const string Set = "RTCRtpSender-setParameters.html";
    private const string Transaction = "RTCRtpParameters-transactionId.html";
    private const string Codecs = "RTCRtpParameters-codecs.html";
    private const string Extensions = "RTCRtpParameters-headerExtensions.html";
    private const string Rtcp = "RTCRtpParameters-rtcp.html";
    private const string Degradation = "RTCRtpParameters-degradationPreference.html";

    [Wpt(Set, "a stopped sender takes none")]
    public async Task SetParametersAsync_Stopped_InvalidState()
    {
        var transceiver = NewMediaConnection().AddTransceiver(MediaKind.Audio);
        var parameters = transceiver.Sender.GetParameters();
        transceiver.Stop();

        await AssertInvalidStateAsync(() => transceiver.Sender.SetParametersAsync(parameters));
    }

    [Wpt(Set, "parameters that nobody has got are refused")]
    public async Task SetParametersAsync_WithoutGet_InvalidState()
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender;

        await AssertInvalidStateAsync(() => sender.SetParametersAsync(new RtpSendParameters { Encodings = [new RtpEncoding()] }));
    }

    [Wpt(Set, "a closed connection takes none")]
    public async Task SetParametersAsync_Closed_InvalidState()
    {
        var connection = NewMediaConnection();
        var sender = connection.AddTransceiver(MediaKind.Audio).Sender;
        var parameters = sender.GetParameters();
        connection.Close();

        await AssertInvalidStateAsync(() => sender.SetParametersAsync(parameters));
    }

    [Wpt(Set, "several at once: each of its own getParameters",
        NotOnSystem = "a sender has no encodings before it is negotiated, unless they were given")]
    public async Task SetParametersAsync_InARow_LastIsRead()
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender;

        for (var bitrate = 10_000; bitrate <= 30_000; bitrate += 10_000)
        {
            var parameters = sender.GetParameters();
            await Finish(sender.SetParametersAsync(parameters with
            {
                Encodings = [parameters.Encodings[0] with { MaxBitrate = bitrate }],
            }));
        }

        Assert.Equal(30_000, sender.GetParameters().Encodings[0].MaxBitrate);
    }

    [Wpt(Transaction, "each call has an identifier of its own, and the older one is refused")]
    public async Task GetParameters_Twice_OtherTransaction()
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender;

        var (older, last) = (sender.GetParameters(), sender.GetParameters());

        Assert.NotEqual(older.TransactionId, last.TransactionId);
        await AssertInvalidModificationAsync(() => sender.SetParametersAsync(older));
    }

    [Wpt(Transaction, "after the parameters were set it is another")]
    public async Task GetParameters_AfterSet_OtherTransaction()
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender;
        var first = sender.GetParameters();

        await Finish(sender.SetParametersAsync(first));

        Assert.NotEqual(first.TransactionId, sender.GetParameters().TransactionId);
    }

    [WptTheory(Transaction, "another identifier, or none, is refused")]
    [InlineData("another")]
    [InlineData("")]
    public async Task SetParametersAsync_OtherTransaction_InvalidModification(string transaction)
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender;
        var parameters = sender.GetParameters();

        await AssertInvalidModificationAsync(() => sender.SetParametersAsync(parameters with { TransactionId = transaction }));
    }

    [Wpt(Transaction, "the same parameters twice are refused")]
    public async Task SetParametersAsync_Twice_InvalidState()
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender;
        var parameters = sender.GetParameters();
        await Finish(sender.SetParametersAsync(parameters));

        await AssertInvalidStateAsync(() => sender.SetParametersAsync(parameters));
    }

    [Wpt(Transaction, "a refused change can be corrected without another getParameters",
        NotOnSystem = "a sender has no encodings before it is negotiated, unless they were given")]
    public async Task SetParametersAsync_AfterRefused_Succeeds()
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender;
        var parameters = sender.GetParameters();
        await AssertRefusedAsync(() => sender.SetParametersAsync(parameters with { Encodings = [] }));

        await Finish(sender.SetParametersAsync(parameters));
    }

    [Wpt(Codecs, "before negotiation there are none")]
    public void GetParameters_NotNegotiated_NoCodecs() =>
        Assert.Empty(NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender.GetParameters().Codecs);

    [WptTheory(Codecs, "no member can be changed")]
    [InlineData("payload type")]
    [InlineData("mime type")]
    [InlineData("clock rate")]
    [InlineData("channels")]
    [InlineData("fmtp")]
    public async Task SetParametersAsync_OtherCodec_InvalidModification(string member)
    {
        var parameters = await NegotiatedAsync();
        var codec = parameters.Read.Codecs[0];
        var changed = member switch
        {
            "payload type" => codec with { PayloadType = codec.PayloadType + 1 },
            "mime type" => codec with { MimeType = codec.MimeType + "-another" },
            "clock rate" => codec with { ClockRate = codec.ClockRate + 1 },
            "channels" => codec with { Channels = codec.Channels + 1 },
            _ => codec with { SdpFmtpLine = codec.SdpFmtpLine + ";a=1" },
        };

        await AssertInvalidModificationAsync(() => parameters.Sender.SetParametersAsync(
            parameters.Read with { Codecs = [changed, .. parameters.Read.Codecs.Skip(1)] }));
    }

    [WptTheory(Codecs, "none can be added, taken away or moved")]
    [InlineData("added")]
    [InlineData("taken away")]
    [InlineData("moved")]
    public async Task SetParametersAsync_OtherCodecs_InvalidModification(string change)
    {
        var (sender, read) = await NegotiatedAsync();
        IReadOnlyList<RtpCodec> changed = change switch
        {
            "added" => [.. read.Codecs, new RtpCodec { MimeType = "audio/another", ClockRate = 8000, PayloadType = 3 }],
            "taken away" => [.. read.Codecs.Skip(1)],
            _ => [.. read.Codecs.Reverse()],
        };

        await AssertInvalidModificationAsync(() => sender.SetParametersAsync(read with { Codecs = changed }));
    }

    [WptTheory(Extensions, "they cannot be changed")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SetParametersAsync_OtherExtensions_InvalidModification(bool added)
    {
        var (sender, read) = await NegotiatedAsync();
        Assert.NotEmpty(read.HeaderExtensions);
        IReadOnlyList<RtpHeaderExtension> changed =
            added ? [.. read.HeaderExtensions, new RtpHeaderExtension { Uri = "urn:another", Id = 13 }] : [];

        await AssertInvalidModificationAsync(() => sender.SetParametersAsync(read with { HeaderExtensions = changed }));
    }

    [Wpt(Rtcp, "the name cannot be changed")]
    public async Task SetParametersAsync_OtherCname_InvalidModification()
    {
        var (sender, read) = await NegotiatedAsync();
        Assert.NotEmpty(read.Cname);

        await AssertInvalidModificationAsync(() => sender.SetParametersAsync(read with { Cname = "another" }));
    }

    [Wpt(Rtcp, "nor can reduced size")]
    public async Task SetParametersAsync_OtherReducedSize_InvalidModification()
    {
        var (sender, read) = await NegotiatedAsync();

        await AssertInvalidModificationAsync(
            () => sender.SetParametersAsync(read with { ReducedSizeRtcp = !read.ReducedSizeRtcp }));
    }

    [WptTheory(Degradation, "it can be set for pictures")]
    [InlineData(DegradationPreference.Balanced)]
    [InlineData(DegradationPreference.MaintainFramerate)]
    [InlineData(DegradationPreference.MaintainResolution)]
    [InlineData(DegradationPreference.MaintainFramerateAndResolution)]
    public async Task SetParametersAsync_Degradation_IsRead(DegradationPreference preference)
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Video).Sender;

        await Finish(sender.SetParametersAsync(sender.GetParameters() with { DegradationPreference = preference }));

        Assert.Equal(preference, sender.GetParameters().DegradationPreference);
    }

    [Wpt(Degradation, "at first there is none")]
    public void GetParameters_Degradation_Null() =>
        Assert.Null(NewMediaConnection().AddTransceiver(MediaKind.Video).Sender.GetParameters().DegradationPreference);

    private async Task<(RtpSender Sender, RtpSendParameters Read)> NegotiatedAsync()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTrack(NewAudio());
        await ExchangeAsync(caller, callee);
        return (sender, sender.GetParameters());
    }
}
