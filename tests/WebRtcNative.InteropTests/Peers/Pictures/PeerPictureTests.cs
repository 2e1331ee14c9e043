using System.Diagnostics;
using System.Net.Http.Json;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Peers.Pictures;

/// <summary>Pictures to other implementations and back, and the statistics of both sides.</summary>
public sealed class PeerPictureTests(ITestOutputHelper output) : NativeTest
{
    [Theory]
    [PicturePeer(PicturePeer.Aiortc), PicturePeer(PicturePeer.Pion), PicturePeer(PicturePeer.GStreamer)]
    [PicturePeer(PicturePeer.GStreamer, "H264")]
    public async Task Offer_Pattern_ComesBackInOrder(string peer, string codec)
    {
        using var process = PicturePeer.Serve(peer, codec);
        var screen = Own(new Screen(codec: $"video/{codec}"));
        await WholeDescription.OfferAsync(screen.Connection, process.Url);

        var (psnr, latency) = await screen.LookAsync();
        output.WriteLine($"{psnr:F1} dB, {latency:F0} ms");

        // The reports of the remote peer come once in a few seconds.
        RtcStatsReport report = null!;
        Wait.Until(
            () => (report = screen.GetStats()).OfType<RemoteInboundRtpStats>().Any(),
            () => $"a report of the peer, but there are only: {string.Join(", ", report.Values.Select(one => one.Type))}");
        var outbound = report.OfType<OutboundRtpStats>().Single();
        Assert.Equal($"video/{codec}", report.Find<CodecStats>(outbound.CodecId)?.MimeType);
        Assert.Equal($"video/{codec}", report.Find<CodecStats>(report.OfType<InboundRtpStats>().Single().CodecId)?.MimeType);
        Assert.Equal(outbound.Ssrc, report.OfType<RemoteInboundRtpStats>().Single().Ssrc);

        using var http = new HttpClient { Timeout = Wait.Deadline };
        using var response = await http.PostAsync(new Uri(process.Url, "stats"), content: null);
        var theirs = (await response.Content.ReadFromJsonAsync<Dictionary<string, long>>())!;
        output.WriteLine(string.Join(", ", theirs));
        Assert.True(theirs["outbound-rtp.packetsSent"] > 10);
        Assert.True(theirs["inbound-rtp.packetsReceived"] > 10);
    }

    // The engine may hold back requests that follow each other, so some take longer than the encoder needs.
    [Theory]
    [PicturePeer(PicturePeer.Pion)]
    public async Task KeyFrame_PeerAsks_ComesWithinHalfASecond(string peer, string codec)
    {
        using var process = PicturePeer.Serve(peer, codec);
        var screen = Own(new Screen());
        await WholeDescription.OfferAsync(screen.Connection, process.Url);
        await screen.LookAsync();
        using var http = new HttpClient { Timeout = Wait.Deadline };

        Stopwatch watch;
        do
        {
            var before = Count();
            watch = Stopwatch.StartNew();
            using var response = await http.PostAsync(new Uri(process.Url, "key-frame"), content: null);
            response.EnsureSuccessStatusCode();
            Wait.Until(() => Count().KeyFrames > before.KeyFrames, "a key frame");
            watch.Stop();
            Assert.True(Count().Requests > before.Requests, "The request is not counted.");
            output.WriteLine($"{watch.ElapsedMilliseconds} ms");
        }
        while (watch.ElapsedMilliseconds > 500);

        (long KeyFrames, long Requests) Count()
        {
            var outbound = screen.GetStats().OfType<OutboundRtpStats>().Single();
            return (outbound.KeyFramesEncoded ?? 0, outbound.PliCount ?? 0);
        }
    }
}
