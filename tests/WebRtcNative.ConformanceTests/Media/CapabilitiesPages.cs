using WebRtcNative.ConformanceTests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Capabilities, and the choices that are made among them: codec preferences and header extensions.</summary>
public sealed class CapabilitiesPages : MediaConformanceTest
{
    private const string OfSender = "RTCRtpSender-getCapabilities.html";
    private const string OfReceiver = "RTCRtpReceiver-getCapabilities.html";
    private const string Preferences = "RTCRtpTransceiver-setCodecPreferences.html";
    private const string Extensions = "RTCRtpTransceiver-headerExtensionControl.html";
    private const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";

    [WptTheory(OfSender, "codecs and header extensions of either kind")]
    [InlineData(MediaKind.Audio, "audio/")]
    [InlineData(MediaKind.Video, "video/")]
    public void GetCapabilities_OfSender_AreComplete(MediaKind kind, string type) =>
        AssertComplete(RtpSender.GetCapabilities(kind), type);

    [Wpt(OfSender, "an unknown kind has none", Differs = "an argument error rather than null")]
    public void GetCapabilities_OfSenderUnknownKind_ArgumentException() =>
        Assert.ThrowsAny<ArgumentException>(() => RtpSender.GetCapabilities((MediaKind)7));

    [WptTheory(OfReceiver, "codecs and header extensions of either kind")]
    [InlineData(MediaKind.Audio, "audio/")]
    [InlineData(MediaKind.Video, "video/")]
    public void GetCapabilities_OfReceiver_AreComplete(MediaKind kind, string type) =>
        AssertComplete(RtpReceiver.GetCapabilities(kind), type);

    [Wpt(OfReceiver, "an unknown kind has none", Differs = "an argument error rather than null")]
    public void GetCapabilities_OfReceiverUnknownKind_ArgumentException() =>
        Assert.ThrowsAny<ArgumentException>(() => RtpReceiver.GetCapabilities((MediaKind)7));

    [Wpt(OfReceiver, "each codec of sound is named once")]
    public void GetCapabilities_OfReceiver_CodecsDiffer()
    {
        var codecs = RtpReceiver.GetCapabilities(MediaKind.Audio).Codecs;

        Assert.Equal(codecs.Count, codecs.Distinct().Count());
    }

    [WptTheory(Preferences, "all capabilities are taken, of either kind")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void SetCodecPreferences_Capabilities_Succeeds(MediaKind kind) =>
        NewMediaConnection().AddTransceiver(kind).SetCodecPreferences(RtpReceiver.GetCapabilities(kind).Codecs);

    [Wpt(Preferences, "none: the engine's order again")]
    public async Task SetCodecPreferences_None_DefaultOrder()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);
        var before = Formats(await Finish(connection.CreateOfferAsync()));
        transceiver.SetCodecPreferences([Audio("audio/PCMU")]);
        Assert.NotEqual(before, Formats(await Finish(connection.CreateOfferAsync())));

        transceiver.SetCodecPreferences([]);

        Assert.Equal(before, Formats(await Finish(connection.CreateOfferAsync())));
    }

    [Wpt(Preferences, "the order of the preferences is that of the offer")]
    public async Task SetCodecPreferences_Reordered_OrderOfTheOffer()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);

        transceiver.SetCodecPreferences([Audio("audio/PCMA"), Audio("audio/opus"), Audio("audio/PCMU")]);

        Assert.Equal(["8", "111", "0"], Formats(await Finish(connection.CreateOfferAsync())));
    }

    [Wpt(Preferences, "one codec is the only one of the offer and of the answer")]
    public async Task SetCodecPreferences_One_OnlyThat()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = caller.AddTransceiver(NewAudio());
        transceiver.SetCodecPreferences([Audio("audio/PCMU")]);

        await ExchangeAsync(caller, callee);

        Assert.Equal(["0"], Formats(caller.CurrentLocalDescription!));
        Assert.Equal(["0"], Formats(caller.CurrentRemoteDescription!));
        Assert.Equal(["audio/PCMU"], transceiver.Sender.GetParameters().Codecs.Select(codec => codec.MimeType));
    }

    [Wpt(Preferences, "the answerer's preferences order its answer")]
    public async Task SetCodecPreferences_Answerer_OrderOfTheAnswer()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(NewAudio());
        await OfferAsync(caller, callee);

        callee.Transceivers[0].SetCodecPreferences([Audio("audio/PCMU"), Audio("audio/opus")]);

        Assert.Equal(["0", "111"], Formats(await AnswerAsync(callee, caller)));
    }

    [Wpt(Preferences, "a codec that is named twice counts once")]
    public async Task SetCodecPreferences_Twice_Once()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);

        transceiver.SetCodecPreferences([Audio("audio/PCMU"), Audio("audio/PCMU")]);

        Assert.Equal(["0"], Formats(await Finish(connection.CreateOfferAsync())));
    }

    [WptTheory(Preferences, "the case of the type does not matter",
        NotOnSystem = "it compares names of codecs with their case")]
    [InlineData("AUDIO/pcmu")]
    [InlineData("audio/Pcmu")]
    public void SetCodecPreferences_OtherCase_Succeeds(string type) => NewMediaConnection().AddTransceiver(MediaKind.Audio)
        .SetCodecPreferences([Audio("audio/PCMU") with { MimeType = type }]);

    [WptTheory(Preferences, "what is not among the capabilities is refused, alone or beside others")]
    [InlineData(false)]
    [InlineData(true)]
    public Task SetCodecPreferences_Unknown_Refused(bool besideOthers) => RefusedAsync(
        [
            .. besideOthers ? RtpReceiver.GetCapabilities(MediaKind.Audio).Codecs : [],
            new RtpCodec { MimeType = "audio/piedpiper", ClockRate = 2000, Channels = 2 },
        ]);

    [Wpt(Preferences, "the other kind is refused")]
    public Task SetCodecPreferences_OtherKind_Refused() => RefusedAsync(RtpReceiver.GetCapabilities(MediaKind.Video).Codecs);

    [WptTheory(Preferences, "a capability with another member is refused")]
    [InlineData("channels")]
    [InlineData("clock rate")]
    [InlineData("fmtp")]
    public Task SetCodecPreferences_Changed_Refused(string member) => RefusedAsync([member switch
    {
        "channels" => Audio("audio/opus") with { Channels = 7 },
        "clock rate" => Audio("audio/opus") with { ClockRate = 8000 },
        _ => Audio("audio/opus") with { SdpFmtpLine = "modification=1" },
    }]);

    [WptTheory(Preferences, "codecs that only accompany others are not enough",
        NotOnSystem = "comfort noise is enough for it")]
    [InlineData(MediaKind.Video, "video/rtx")]
    [InlineData(MediaKind.Video, "video/red")]
    [InlineData(MediaKind.Video, "video/ulpfec")]
    [InlineData(MediaKind.Audio, "audio/CN")]
    public void SetCodecPreferences_OnlyAccompanying_Refused(MediaKind kind, string type)
    {
        var codecs = RtpReceiver.GetCapabilities(kind).Codecs.Where(codec => codec.MimeType == type).ToArray();
        Assert.NotEmpty(codecs);

        Assert.Throws<WebRtcException>(() => NewMediaConnection().AddTransceiver(kind).SetCodecPreferences(codecs));
    }

    [WptTheory(Extensions, "those that can be negotiated are there, of either kind")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void HeaderExtensions_ToNegotiate_AreThoseOfCapabilities(MediaKind kind)
    {
        var extensions = NewMediaConnection().AddTransceiver(kind).HeaderExtensionsToNegotiate;

        Assert.Contains(extensions, extension => extension is { Uri: Mid, Direction: D.SendRecv });
        Assert.Superset(
            RtpSender.GetCapabilities(kind).HeaderExtensions.Select(extension => extension.Uri).ToHashSet(),
            extensions.Select(extension => extension.Uri).ToHashSet());
    }

    [Wpt(Extensions, "the one that sections are told apart by cannot be stopped")]
    public Task HeaderExtensions_MidStopped_Refused() => ExtensionsRefusedAsync(
        extensions => [.. extensions.Select(one => one.Uri == Mid ? one with { Direction = D.Stopped } : one)]);

    [Wpt(Extensions, "an unknown one is refused")]
    public Task HeaderExtensions_Unknown_Refused() => ExtensionsRefusedAsync(
        extensions => [extensions[0] with { Uri = "urn:another" }, .. extensions.Skip(1)]);

    [WptTheory(Extensions, "another number of them is refused")]
    [InlineData(true)]
    [InlineData(false)]
    public Task HeaderExtensions_OtherNumber_Refused(bool more) => ExtensionsRefusedAsync(
        extensions => more ? [.. extensions, extensions[0]] : [.. extensions.Skip(1)]);

    [Wpt(Extensions, "another order is refused")]
    public Task HeaderExtensions_OtherOrder_Refused() => ExtensionsRefusedAsync(extensions => [.. extensions.Reverse()]);

    [Wpt(Extensions, "a stopped one is neither offered nor negotiated",
        NotOnSystem = "it lists no extensions that were not negotiated")]
    public async Task HeaderExtensions_Stopped_NotNegotiated()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = caller.AddTransceiver(NewVideo());
        Assert.DoesNotContain(transceiver.NegotiatedHeaderExtensions, extension => extension.Direction != D.Stopped);
        var first = transceiver.HeaderExtensionsToNegotiate.First(extension => extension is { Direction: D.SendRecv, Uri: not Mid }).Uri;

        transceiver.HeaderExtensionsToNegotiate =
        [
            .. transceiver.HeaderExtensionsToNegotiate.Select(
                one => one.Uri == first ? one with { Direction = D.Stopped } : one),
        ];
        await ExchangeAsync(caller, callee);

        Assert.DoesNotContain(first, caller.CurrentLocalDescription!.Sdp, StringComparison.Ordinal);
        Assert.Contains(transceiver.HeaderExtensionsToNegotiate, one => one.Uri == first && one.Direction == D.Stopped);
        Assert.Contains(transceiver.NegotiatedHeaderExtensions, one => one.Uri == first && one.Direction == D.Stopped);
        Assert.Contains(transceiver.NegotiatedHeaderExtensions, one => one is { Uri: Mid, Direction: D.SendRecv });
        Assert.DoesNotContain(transceiver.Sender.GetParameters().HeaderExtensions, one => one.Uri == first);
    }

    [Wpt(Extensions, "what the answerer stops is not in its answer")]
    public async Task HeaderExtensions_StoppedByAnswerer_NotInAnswer()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = caller.AddTransceiver(NewAudio());
        await OfferAsync(caller, callee);
        var yours = callee.Transceivers[0];

        yours.HeaderExtensionsToNegotiate =
        [
            .. yours.HeaderExtensionsToNegotiate.Select(one => one.Uri == Mid ? one : one with { Direction = D.Stopped }),
        ];
        await AnswerAsync(callee, caller);

        Assert.Equal([Mid], transceiver.Sender.GetParameters().HeaderExtensions.Select(one => one.Uri));
    }

    [Wpt(Extensions, "a stopped one can be started by the next offer")]
    public async Task HeaderExtensions_StartedLater_Negotiated()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = caller.AddTransceiver(NewAudio());
        var all = transceiver.HeaderExtensionsToNegotiate;
        transceiver.HeaderExtensionsToNegotiate =
            [.. all.Select(one => one.Uri == Mid ? one : one with { Direction = D.Stopped })];
        await ExchangeAsync(caller, callee);
        Assert.Single(transceiver.Sender.GetParameters().HeaderExtensions);

        transceiver.HeaderExtensionsToNegotiate = all;
        await ExchangeAsync(caller, callee);

        Assert.Equal(
            all.Count(one => one.Direction == D.SendRecv), transceiver.Sender.GetParameters().HeaderExtensions.Count);
    }

    private static void AssertComplete(RtpCapabilities capabilities, string type)
    {
        Assert.NotEmpty(capabilities.Codecs);
        Assert.All(capabilities.Codecs, codec =>
        {
            Assert.StartsWith(type, codec.MimeType, StringComparison.Ordinal);
            Assert.True(codec.ClockRate > 0);
            Assert.Equal(type == "audio/", codec.Channels > 0);
        });
        Assert.NotEmpty(capabilities.HeaderExtensions);
        Assert.All(capabilities.HeaderExtensions, extension => Assert.NotEmpty(extension.Uri));
    }

    private static RtpCodec Audio(string type) =>
        RtpReceiver.GetCapabilities(MediaKind.Audio).Codecs.First(codec => codec.MimeType == type);

    /// <summary>Payload types of the only section, in their order.</summary>
    private static string[] Formats(SessionDescription description) =>
        AssertDescription.Line(description, "m=").Split(' ')[3..];

    private async Task RefusedAsync(IReadOnlyList<RtpCodec> codecs)
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);
        var before = Formats(await Finish(connection.CreateOfferAsync()));

        await AssertRefusedAsync(() => Task.Run(() => transceiver.SetCodecPreferences(codecs)));

        Assert.Equal(before, Formats(await Finish(connection.CreateOfferAsync())));
    }

    private async Task ExtensionsRefusedAsync(
        Func<IReadOnlyList<RtpHeaderExtensionCapability>, IReadOnlyList<RtpHeaderExtensionCapability>> change)
    {
        var transceiver = NewMediaConnection().AddTransceiver(MediaKind.Audio);
        var before = transceiver.HeaderExtensionsToNegotiate;

        await AssertRefusedAsync(() => Task.Run(() => transceiver.HeaderExtensionsToNegotiate = change(before)));

        Assert.Equal(before, transceiver.HeaderExtensionsToNegotiate);
    }
}
