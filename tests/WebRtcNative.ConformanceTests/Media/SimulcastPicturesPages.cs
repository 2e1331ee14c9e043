using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Simulcast whose pictures arrive: each encoding as a track of its own.</summary>
public sealed class SimulcastPicturesPages : MediaConformanceTest
{
    private const string OnlyVp8 = "it sends several encodings of VP8 only";

    [Wpt("simulcast/basic.https.html", "pictures of two encodings arrive")]
    public Task Pictures_TwoEncodings_Arrive() => AssertArriveAsync("video/VP8", Two());

    [Wpt("simulcast/vp8.https.html", "pictures of two encodings of VP8 arrive in their sizes")]
    public Task Pictures_Vp8_Arrive() => AssertArriveAsync("video/VP8", Two());

    [Wpt("simulcast/vp9.https.html", "pictures of two encodings of VP9 arrive in their sizes", NotOnSystem = OnlyVp8)]
    public Task Pictures_Vp9_Arrive() => AssertArriveAsync("video/VP9", Two());

    [Wpt("simulcast/vp9-scalability-mode.https.html", "and so they do with two temporal layers each", NotOnSystem = OnlyVp8)]
    public Task Pictures_Vp9WithMode_Arrive() => AssertArriveAsync("video/VP9", Two(encoding => encoding with { ScalabilityMode = "L1T2" }));

    [Wpt("simulcast/av1.https.html", "pictures of two encodings of AV1 arrive in their sizes", NotOnSystem = OnlyVp8)]
    public Task Pictures_Av1_Arrive() => AssertArriveAsync("video/AV1", Two());

    [Wpt("simulcast/screenshare.https.html", "pictures of a shared screen arrive in two encodings")]
    public Task Pictures_Screen_Arrive() => AssertArriveAsync("video/VP8", Two(), VideoContentHint.Detail);

    [Wpt("simulcast/getStats.https.html", "the statistics have each rid once")]
    public async Task GetStatsAsync_Encodings_HaveTheirRids()
    {
        using var call = new SplitSimulcast("video/VP8", Three(), 960, 540);
        await call.NegotiateAsync();
        var stats = call.Transceiver.Sender.GetStatsAsync();
        string[] rids = [];
        call.SendUntil(
            () =>
            {
                if (!stats.IsCompleted)
                    return false;
                rids = [.. stats.Result.OfType<OutboundRtpStats>().Select(one => one.Rid!).Order()];
                stats = call.Transceiver.Sender.GetStatsAsync();
                return rids.Length == 3;
            },
            "statistics of three");

        Assert.Equal(["0", "1", "2"], rids);
        await Finish(stats);
    }

    [WptTheory("simulcast/setParameters-active.https.html", "an encoding that is switched off sends no more pictures, and the others do")]
    [InlineData("0")]
    [InlineData("1")]
    public async Task SetParametersAsync_NotActive_OnlyOthersArrive(string rid)
    {
        using var call = new SplitSimulcast("video/VP8", Two());
        await call.NegotiateAsync();
        var readers = call.OpenReaders();
        AwaitEach(call, readers);

        await SetAsync(call, encoding => encoding with { Active = encoding.Rid != rid });

        AssertStops(call, readers, [rid == "0", rid == "1"]);
    }

    [Wpt("simulcast/setParameters-active.https.html", "all that are switched off send nothing")]
    public async Task SetParametersAsync_NoneActive_NothingArrives()
    {
        using var call = new SplitSimulcast("video/VP8", Two());
        await call.NegotiateAsync();
        var readers = call.OpenReaders();
        AwaitEach(call, readers);

        await SetAsync(call, encoding => encoding with { Active = false });

        AssertStops(call, readers, [true, true]);
    }

    [Wpt("simulcast/setParameters-maxFramerate.https.html", "each encoding keeps to its frame rate")]
    public async Task SetParametersAsync_MaxFramerate_FewerArrive()
    {
        using var call = new SplitSimulcast("video/VP8", Two());
        await call.NegotiateAsync();
        var readers = call.OpenReaders();
        AwaitEach(call, readers);

        await SetAsync(call, encoding => encoding with { MaxFramerate = encoding.Rid == "0" ? 10 : 5 });

        Count(call, readers, 20); // until then frames of before may arrive
        var counts = Count(call, readers, 60); // 2 s, of which 20 and 10
        Assert.InRange(counts[0], 1, 35);
        Assert.InRange(counts[1], 1, 25);
        CloseAll(readers);
    }

    [Wpt("simulcast/rid-manipulation.html", "answers with other rids than were offered are taken")]
    public async Task SetRemoteDescriptionAsync_OtherRids_IsTaken()
    {
        using var call = new SplitSimulcast("video/VP8", Three());

        await call.NegotiateAsync("foo;1;2");
        await call.NegotiateAsync("foo;bar;2");
    }

    private static RtpEncoding[] Two(Func<RtpEncoding, RtpEncoding>? change = null) =>
        [.. new[] { new RtpEncoding { Rid = "0", ScaleResolutionDownBy = 2 }, new RtpEncoding { Rid = "1" } }.Select(change ?? (one => one))];

    private static RtpEncoding[] Three() => [.. "012".Select(rid => new RtpEncoding { Rid = rid.ToString() })];

    private static Task SetAsync(SplitSimulcast call, Func<RtpEncoding, RtpEncoding> change)
    {
        var parameters = call.Transceiver.Sender.GetParameters();
        return Finish(call.Transceiver.Sender.SetParametersAsync(
            parameters with { Encodings = [.. parameters.Encodings.Select(change)] }));
    }

    private static async Task AssertArriveAsync(string codec, RtpEncoding[] encodings, VideoContentHint hint = VideoContentHint.None)
    {
        using var call = new SplitSimulcast(codec, encodings, hint: hint);
        await call.NegotiateAsync();
        Assert.Equal(encodings.Length, call.B.Receivers.Count);
        var readers = call.OpenReaders();

        var widths = AwaitEach(call, readers);

        Assert.Equal(2 * widths[0], widths[1]);
        CloseAll(readers);
    }

    /// <summary>A picture of each; ends with their widths, once the second one is twice as wide as the first.</summary>
    private static int[] AwaitEach(SplitSimulcast call, VideoReader[] readers)
    {
        var widths = new int[readers.Length];
        call.SendUntil(
            () =>
            {
                for (var i = 0; i < readers.Length; i++)
                {
                    if (readers[i].TryRead(out var frame))
                    {
                        using (frame)
                            widths[i] = frame.Width;
                    }
                }
                return widths[0] > 0 && widths[1] == 2 * widths[0];
            },
            "a picture of each encoding");
        return widths;
    }

    /// <summary>Pictures that arrive while so many are sent.</summary>
    private static int[] Count(SplitSimulcast call, VideoReader[] readers, int frames)
    {
        var counts = new int[readers.Length];
        var end = call.Sent + frames;
        call.SendUntil(
            () =>
            {
                for (var i = 0; i < readers.Length; i++)
                {
                    if (readers[i].TryRead(out var frame))
                    {
                        frame.Dispose();
                        counts[i]++;
                    }
                }
                return call.Sent >= end;
            },
            "pictures");
        return counts;
    }

    private static void AssertStops(SplitSimulcast call, VideoReader[] readers, bool[] isOff)
    {
        var counts = Count(call, readers, 10);
        for (var calm = 0; calm < 2;) // those that were under way have arrived
        {
            counts = Count(call, readers, 10);
            calm = Enumerable.Range(0, counts.Length).All(i => counts[i] > 0 != isOff[i]) ? calm + 1 : 0;
        }
        Assert.Equal(isOff, counts.Select(count => count == 0));
        CloseAll(readers);
    }

    private static void CloseAll(VideoReader[] readers) => Array.ForEach(readers, reader => reader.Dispose());
}
