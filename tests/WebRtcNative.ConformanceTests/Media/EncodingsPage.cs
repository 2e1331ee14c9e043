using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Encodings: what the init sets, what setParameters changes and refuses, alone and as simulcast.</summary>
public sealed class EncodingsPage : MediaConformanceTest
{
    private const string Page = "RTCRtpParameters-encodings.html";
    private const string MaxFramerate = "RTCRtpParameters-maxFramerate.html";

    [WptTheory(Page, "without encodings there is one, which is active",
        NotOnSystem = "a sender has no encodings before it is negotiated, unless they were given")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void GetParameters_NoEncodings_OneActive(MediaKind kind)
    {
        var encoding = Assert.Single(NewMediaConnection().AddTransceiver(kind).Sender.GetParameters().Encodings);

        Assert.Equal((true, null, null), (encoding.Active, encoding.Rid, encoding.MaxBitrate));
    }

    [Wpt(Page, "addTrack makes one as well",
        NotOnSystem = "a sender has no encodings before it is negotiated, unless they were given")]
    public void GetParameters_AddTrack_OneActive() =>
        Assert.True(Assert.Single(NewMediaConnection().AddTrack(NewVideo()).GetParameters().Encodings).Active);

    [WptTheory(Page, "pictures are not scaled, sound has no scale")]
    [InlineData(MediaKind.Audio, null)]
    [InlineData(MediaKind.Video, 1.0)]
    public void GetParameters_Scale_Default(MediaKind kind, double? expected)
    {
        var transceiver = NewMediaConnection().AddTransceiver(
            kind, new RtpTransceiverInit { SendEncodings = [new RtpEncoding()] });

        Assert.Equal(expected, Assert.Single(transceiver.Sender.GetParameters().Encodings).ScaleResolutionDownBy);
    }

    [Wpt(Page, "several encodings without a scale halve from the last to the first")]
    public void GetParameters_ScaleOfThree_PowersOfTwo()
    {
        var encodings = Three().GetParameters().Encodings;

        Assert.Equal([4, 2, 1], encodings.Select(encoding => encoding.ScaleResolutionDownBy!.Value));
    }

    [Wpt(Page, "if one of several has a scale, the others have 1")]
    public void GetParameters_OneScale_OthersOne()
    {
        var encodings = Three(scaleOfSecond: 3).GetParameters().Encodings;

        Assert.Equal([1, 3, 1], encodings.Select(encoding => encoding.ScaleResolutionDownBy!.Value));
    }

    [Wpt(Page, "what the init sets is read")]
    public void GetParameters_Init_IsRead()
    {
        var set = new RtpEncoding { Active = false, Priority = RtcPriority.Low, MaxBitrate = 8, MaxFramerate = 25 };
        var transceiver = NewMediaConnection().AddTransceiver(MediaKind.Video, new RtpTransceiverInit { SendEncodings = [set] });

        var read = Assert.Single(transceiver.Sender.GetParameters().Encodings);

        Assert.Equal(
            (set.Active, set.Priority, set.MaxBitrate, set.MaxFramerate), (read.Active, read.Priority, read.MaxBitrate, read.MaxFramerate));
    }

    [Wpt(Page, "the rids of several are read")]
    public void GetParameters_Rids_AreRead() =>
        Assert.Equal(["a", "b", "c"], Three().GetParameters().Encodings.Select(encoding => encoding.Rid));

    [WptTheory(Page, "their number cannot change")]
    [InlineData(0)]
    [InlineData(2)]
    public Task SetParametersAsync_OtherNumber_InvalidModification(int number) => RefusedAsync(
        NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender,
        encoding => [.. Enumerable.Repeat(encoding, number)]);

    [Wpt(Page, "there must be encodings")]
    public async Task SetParametersAsync_NoEncodings_ArgumentException()
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender;

        await Assert.ThrowsAsync<ArgumentException>(
            () => sender.SetParametersAsync(sender.GetParameters() with { Encodings = null! }));
    }

    [WptTheory(Page, "the rid cannot change")]
    [InlineData("b")]
    [InlineData(null)]
    public async Task SetParametersAsync_OtherRid_InvalidModification(string? rid)
    {
        var sender = Three();
        var parameters = sender.GetParameters();

        await AssertInvalidModificationAsync(() => sender.SetParametersAsync(
            parameters with { Encodings = [parameters.Encodings[0] with { Rid = rid }, .. parameters.Encodings.Skip(1)] }));
    }

    [Wpt(Page, "their order cannot change")]
    public async Task SetParametersAsync_OtherOrder_InvalidModification()
    {
        var sender = Three();
        var parameters = sender.GetParameters();

        await AssertInvalidModificationAsync(
            () => sender.SetParametersAsync(parameters with { Encodings = [.. parameters.Encodings.Reverse()] }));
    }

    [WptTheory(Page, "pictures cannot be scaled up")]
    [InlineData(0.5)]
    [InlineData(-1.0)]
    public Task SetParametersAsync_ScaleBelowOne_Refused(double scale) =>
        RefusedAsync(Video(), encoding => [encoding with { ScaleResolutionDownBy = scale }]);

    [WptTheory(Page, "pictures are scaled down, and an absent scale is 1")]
    [InlineData(1.5, 1.5)]
    [InlineData(1000.0, 1000.0)]
    [InlineData(null, 1.0)]
    public Task SetParametersAsync_Scale_IsRead(double? scale, double expected) => ChangedAsync(
        Video(new RtpEncoding { ScaleResolutionDownBy = 4 }),
        encoding => encoding with { ScaleResolutionDownBy = scale },
        encoding => Assert.Equal(expected, encoding.ScaleResolutionDownBy));

    [WptTheory(Page, "active changes, for either kind",
        NotOnSystem = "a sender has no encodings before it is negotiated, unless they were given")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public Task SetParametersAsync_Active_IsRead(MediaKind kind) => ChangedAsync(
        NewMediaConnection().AddTransceiver(kind).Sender,
        encoding => encoding with { Active = false },
        encoding => Assert.False(encoding.Active));

    [WptTheory(Page, "the priority changes",
        NotOnSystem = "a sender has no encodings before it is negotiated, unless they were given")]
    [InlineData(RtcPriority.VeryLow)]
    [InlineData(RtcPriority.High)]
    public Task SetParametersAsync_Priority_IsRead(RtcPriority priority) => ChangedAsync(
        NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender,
        encoding => encoding with { Priority = priority },
        encoding => Assert.Equal(priority, encoding.Priority));

    [WptTheory(Page, "the bitrate changes, and may be taken away")]
    [InlineData(10_000, 20_000)]
    [InlineData(10_000, null)]
    public Task SetParametersAsync_MaxBitrate_IsRead(int before, int? after) => ChangedAsync(
        Video(new RtpEncoding { MaxBitrate = before }),
        encoding => encoding with { MaxBitrate = after },
        encoding => Assert.Equal(after, encoding.MaxBitrate));

    [WptTheory(MaxFramerate, "the frame rate changes, and may be taken away")]
    [InlineData(24.0, 16.0)]
    [InlineData(24.0, null)]
    [InlineData(null, 24.0)]
    public Task SetParametersAsync_MaxFramerate_IsRead(double? before, double? after) => ChangedAsync(
        Video(new RtpEncoding { MaxFramerate = before }),
        encoding => encoding with { MaxFramerate = after },
        encoding => Assert.Equal(after, encoding.MaxFramerate));

    [Wpt(MaxFramerate, "a negative frame rate is refused")]
    public Task SetParametersAsync_NegativeFramerate_Refused() =>
        RefusedAsync(Video(), encoding => [encoding with { MaxFramerate = -1 }]);

    [Wpt(MaxFramerate, "a frame rate of 0 is taken")]
    public Task SetParametersAsync_ZeroFramerate_IsRead() => ChangedAsync(
        Video(), encoding => encoding with { MaxFramerate = 0 }, encoding => Assert.Equal(0, encoding.MaxFramerate));

    private static async Task RefusedAsync(RtpSender sender, Func<RtpEncoding, IReadOnlyList<RtpEncoding>> change)
    {
        var parameters = sender.GetParameters();

        await AssertRefusedAsync(
            () => sender.SetParametersAsync(parameters with { Encodings = change(parameters.Encodings[0]) }));
    }

    private static async Task ChangedAsync(RtpSender sender, Func<RtpEncoding, RtpEncoding> change, Action<RtpEncoding> assert)
    {
        var parameters = sender.GetParameters();

        await Finish(sender.SetParametersAsync(parameters with { Encodings = [change(parameters.Encodings[0])] }));

        assert(Assert.Single(sender.GetParameters().Encodings));
    }

    private RtpSender Video(RtpEncoding? encoding = null) => NewMediaConnection().AddTransceiver(
        MediaKind.Video, new RtpTransceiverInit { SendEncodings = [encoding ?? new RtpEncoding()] }).Sender;

    private RtpSender Three(double? scaleOfSecond = null) => NewMediaConnection().AddTransceiver(
        MediaKind.Video,
        new RtpTransceiverInit
        {
            SendEncodings =
            [
                new RtpEncoding { Rid = "a" },
                new RtpEncoding { Rid = "b", ScaleResolutionDownBy = scaleOfSecond },
                new RtpEncoding { Rid = "c" },
            ],
        }).Sender;
}
